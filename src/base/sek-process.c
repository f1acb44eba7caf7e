/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-process.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

void
sek_process_hold_standard_descriptors (void)
{
  for (int wanted = STDIN_FILENO; wanted <= STDERR_FILENO; wanted++)
    {
      if (fcntl (wanted, F_GETFD) >= 0 || errno != EBADF)
        continue;
      /* The lowest free number is the one that is wanted, since those below are taken. Without it nothing is safe to
       * open. */
      if (open ("/dev/null", wanted == STDIN_FILENO ? O_WRONLY : O_RDONLY) != wanted)
        abort ();
    }
}
