#!/bin/sh
# Tells how long the machine has been up, and which processes use the most processor time and memory.
# Usage: get_startup_impact.sh SCRATCH
set -eu
if [ -r /proc/uptime ]; then
  uptime=$(cut -d. -f1 /proc/uptime)
  # State in /proc/PID/stat: name in parentheses, then from the third field on user and system time (14, 15).
  busiest=$(cat /proc/[0-9]*/stat 2>/dev/null | awk '{
      name = $0; sub(/^[^(]*\(/, "", name); sub(/\).*$/, "", name)
      rest = $0; sub(/^.*\) /, "", rest); split(rest, field, " ")
      print field[12] + field[13], name
    }' | sort -rn | head -n 5)
  largest=$(grep -H '^VmRSS:' /proc/[0-9]*/status 2>/dev/null | sort -k2 -rn | head -n 5 | while read -r line; do
    status=${line%%:*}
    name=$(sed -n 's/^Name:[[:space:]]*//p' "$status" 2>/dev/null) || continue
    [ -n "$name" ] && echo "$(echo "$line" | awk '{print int($2 / 1000)}') MB $name"
  done)
else
  uptime=0
  busiest=$(ps -A -o time= -o comm= | sort -r | head -n 5)
  largest=$(ps -A -o rss= -o comm= | sort -rn | head -n 5)
fi
echo "most processor time (ticks, process):"
echo "$busiest"
echo "most memory:"
echo "$largest"
names=$(echo "$busiest" | awk '{ $1 = ""; sub(/^ /, ""); gsub(/["\\]/, ""); printf "%s\"%s\"", (NR > 1 ? "," : ""), $0 }')
echo "UptimeSeconds=$uptime"
echo "HighImpactCount=$(echo "$busiest" | grep -c .)"
echo "HighImpactPrograms=[$names]"
