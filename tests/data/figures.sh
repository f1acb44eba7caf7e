#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The facts of the example register and of the reference tables: figures.sh SOURCE
. "$(dirname "$0")/tap.sh"

cd "$1" || exit 1
example=data/example/osloregionen.txt
municipalities=data/reference/municipalities.tsv
counties=data/reference/counties.tsv
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# The rows of one block, without its heads.
rows () # ENTITY
{
  awk -v start="[$1]" '$0 == start { on = 1; next } $0 == "" { on = 0 } on' "$example" | tail -n +2
}

equals () # WANTED COMMAND...
{
  wanted=$1
  shift
  got=$("$@")
  [ "$got" = "$wanted" ] || { echo "$got instead of $wanted"; return 1; }
}

count () { rows "$1" | wc -l; }

# Each row has a field for each column of its block's head, and no field is padded.
is_regular ()
{
  awk -F '\t' '/^#/ { next } $0 == "" { block = 0; next } /^\[/ && !block { block = 1; next } block == 1 { columns = NF; block = 2; next }
    NF != columns { print "line " NR ": " NF " fields of " columns; bad = 1 }
    { for (i = 1; i <= NF; i++) if ($i ~ /^ | $/) { print "line " NR ": a padded field"; bad = 1 } }
    END { exit bad }' "$example"
}

# Every name in the first (or given) field of a block is a row of another block.
resolves () # BLOCK FIELD TARGET TARGET-FIELD
{
  rows "$3" | cut -f "$4" | sort -u > "$folder/targets"
  rows "$1" | cut -f "$2" | sed '/^$/d' | sort -u | comm -23 - "$folder/targets" > "$folder/lost"
  cat "$folder/lost"
  [ ! -s "$folder/lost" ]
}

population () # DATE
{
  rows population | awk -F '\t' -v date="$1" '$2 == date { sum += $3 } END { printf "%d", sum }'
}

# Whole kroner a member, half rounded up, at a rate in øre.
fees () # DATE YEAR
{
  rate=$(rows fee_rate | awk -F '\t' -v year="$2" '$1 == year { print $3 }')
  rows population | awk -F '\t' -v date="$1" -v rate="$rate" '$2 == date { sum += int (($3 * rate + 50) / 100) } END { printf "%d", sum }'
}

dates_per_member () { rows population | cut -f 1 | sort | uniq -c | awk '{ print $1 }' | sort -u; }

# The typed amounts of a section in a column.
typed () # COLUMN SECTION
{
  rows budget_line | awk -F '\t' -v section="$2" '$1 == section { print $3 }' > "$folder/lines"
  rows amount | awk -F '\t' -v column="$1" 'NR == FNR { lines[$0]; next } $2 == column && $1 in lines { sum += $4 } END { printf "%d", sum }' \
    "$folder/lines" -
}

project_funds () { rows project_amount | awk -F '\t' '{ sum += $3 } END { printf "%d", sum }'; }

grant () { rows grant | awk -F '\t' '{ print $6 }'; }
instalments () { rows instalment | awk -F '\t' '{ sum += $3 } END { printf "%d kr", sum }'; }

# A person's address would be under a real domain.
addresses_are_reserved () { ! rows contact | cut -f 4 | grep -vE '^[a-z]+@[a-z0-9-]+\.example$'; }

# Each number is in use in the years it is said to be valid, under the member's name.
numbers_are_known ()
{
  rows member_number | awk -F '\t' '
    NR == FNR { if (!/^#/) { n = ++periods[$1]; name[$1, n] = $2; from[$1, n] = $4; to[$1, n] = $5 } next }
    {
      plain = $1; sub (/ \(.*\)$/, "", plain); first = substr ($3, 1, 4); last = substr ($4, 1, 4); found = 0
      for (n = 1; n <= periods[$2]; n++)
        {
          known = name[$2, n]; sub (/ \(.*\)$/, "", known)
          if (known == plain && (from[$2, n] == "" || from[$2, n] <= first) && (to[$2, n] == "" || (last != "" && to[$2, n] >= last)))
            found = 1
        }
      if (!found) { print $0; bad = 1 }
    }
    END { exit bad }' "$municipalities" -
}

# A name that two municipalities have today carries its addition, and no other does.
names_are_unambiguous ()
{
  rows member | awk -F '\t' '
    NR == FNR { if (!/^#/ && $5 == "" && !($1 in seen)) { seen[$1]; holders[$2]++ } next }
    { plain = $1; added = sub (/ \(.*\)$/, "", plain); if (added != (holders[plain] > 1)) { print $1; bad = 1 } }
    END { exit bad }' "$municipalities" -
}

table_is_regular () # FILE COLUMNS
{
  awk -F '\t' -v columns="$2" '/^#/ { next } NF != columns { print "line " NR ": " NF " fields"; bad = 1 }
    $1 != "number" && $1 !~ /^([0-9][0-9]|[0-9][0-9][0-9][0-9])$/ { print "line " NR ": " $1; bad = 1 } END { exit bad }' "$1"
}

names_its_source () { head -n 1 "$1" | grep -q '^#.*Statistics Norway.*NLOD'; }

# The counties are exactly those of the municipalities, for the years that these have.
counties_agree ()
{
  awk -F '\t' '!/^#/ && $1 != "number" {
      key = substr ($1, 1, 2) "\t" $3; keys[key]
      if ($4 == "") open_from[key]; else if (!(key in from) || $4 < from[key]) from[key] = $4
      if ($5 == "") open_to[key]; else if (!(key in to) || $5 > to[key]) to[key] = $5
    }
    END { for (key in keys) print key "\t" (key in open_from ? "" : from[key]) "\t" (key in open_to ? "" : to[key]) }' \
    "$municipalities" | sort > "$folder/wanted"
  grep -v '^#' "$counties" | tail -n +2 | sort | diff "$folder/wanted" -
}

# What became of a number is a number that was in use the year after.
successors_exist ()
{
  awk -F '\t' '/^#/ || $1 == "number" { next } pass == 1 { n = ++periods[$1]; from[$1, n] = $4; to[$1, n] = $5; next }
    $6 != "" {
      found = 0; next_year = $5 + 1
      for (n = 1; n <= periods[$6]; n++)
        if ((from[$6, n] == "" || from[$6, n] <= next_year) && (to[$6, n] == "" || to[$6, n] >= next_year)) found = 1
      if (!found) { print $0; bad = 1 }
    }
    $5 != "" && $6 == "" { print $0 ": no successor"; bad = 1 }
    END { exit bad }' pass=1 "$municipalities" pass=2 "$municipalities"
}

point 'every row of the example has the fields of its head' is_regular
point 'the example has 64 members' equals 64 count member
point 'each with populations of seven dates' equals 7 dates_per_member
point 'and three contacts' equals 192 count contact
point '2 244 124 inhabitants on 1 January 2022' equals 2244124 population 2022-01-01
point '2 223 261 inhabitants on 1 January 2021' equals 2223261 population 2021-01-01
point 'fees of 6 283 546 kr in 2023' equals 6283546 fees 2022-01-01 2023
point 'fees of 6 002 812 kr in 2022' equals 6002812 fees 2021-01-01 2022
point 'expenses of 7 900 in the budget for 2022' equals 7900 typed 'Budsjett 2022' expense
point 'income of 5 981 in the forecast' equals 5981 typed 'Prognose 2022' income
point 'expenses of 6 994 in the forecast' equals 6994 typed 'Prognose 2022' expense
point 'expenses of 9 280 in the proposal with the projects' equals 7290 typed 'Forslag budsjett 2023' expense
point 'the eight projects have 1 990' equals 1990 project_funds
point 'the instalments are the grant' equals "$(grant)" instalments
for reference in 'member_number 1 member 1' 'member_subregion 1 member 1' 'member_subregion 2 subregion 1' 'contact 1 member 1' \
  'population 1 member 1' 'budget_column 6 budget_column 1' 'budget_column 7 budget_column 1' 'amount 1 budget_line 3' \
  'amount 2 budget_column 1' 'project_amount 1 project 2' 'project_amount 2 budget_column 1' 'grant 4 project 2' \
  'grant 5 budget_line 3' 'instalment 1 grant 3'
do
  point "references resolve: $reference" resolves $reference
done
point 'every member has a subregion' resolves member 1 member_subregion 1
point 'addresses are of a reserved domain' addresses_are_reserved
point 'the numbers of the members are those of their years' numbers_are_known
point 'names have an addition only where it is needed' names_are_unambiguous

point 'the table of municipalities is regular' table_is_regular "$municipalities" 6
point 'the table of counties is regular' table_is_regular "$counties" 4
point 'the table of municipalities names its source' names_its_source "$municipalities"
point 'the table of counties names its source' names_its_source "$counties"
point 'the counties are those of the municipalities' counties_agree
point 'every number that went out of use has a successor' successors_exist
plan
