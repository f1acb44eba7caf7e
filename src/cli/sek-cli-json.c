/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-cli-json.h"

#include "sek-value.h"

void
sek_cli_json_add_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  if (text == NULL)
    json_builder_add_null_value (builder);
  else
    json_builder_add_string_value (builder, text);
}

void
sek_cli_json_add_integer (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

void
sek_cli_json_add_figure (JsonBuilder *builder, const char *name, gint64 value, int decimals)
{
  double scale = 1;

  json_builder_set_member_name (builder, name);
  if (value == SEK_NONE)
    json_builder_add_null_value (builder);
  else if (decimals == 0)
    json_builder_add_int_value (builder, value);
  else
    {
      for (int i = 0; i < decimals; i++)
        scale *= 10;
      json_builder_add_double_value (builder, (double) value / scale);
    }
}

void
sek_cli_json_print (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, TRUE);

  g_print ("%s\n", text);
}
