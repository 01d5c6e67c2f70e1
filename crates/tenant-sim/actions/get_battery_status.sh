#!/bin/sh
# Tells how the machine's battery is, if it has one.
# Usage: get_battery_status.sh SCRATCH
set -eu
read_first() {
  for name in "$@"; do
    [ -r "$battery/$name" ] && { cat "$battery/$name"; return; }
  done
  echo ""
}
for battery in /sys/class/power_supply/BAT*; do
  [ -d "$battery" ] || continue
  full=$(read_first energy_full charge_full)
  design=$(read_first energy_full_design charge_full_design)
  echo "battery: $(basename "$battery")"
  echo "BatteryPresent=true"
  echo "ChargeLevel=$(read_first capacity)"
  echo "CycleCount=$(read_first cycle_count)"
  [ -n "$full" ] && [ -n "$design" ] && [ "$design" -gt 0 ] && echo "BatteryHealth=$((full * 100 / design))"
  exit 0
done
echo "this device has no battery"
echo "BatteryPresent=false"
