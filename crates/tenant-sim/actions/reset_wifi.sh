#!/bin/sh
# The machine that runs the simulator keeps its network: this action changes nothing outside the scratch folder.
# Usage: reset_wifi.sh SCRATCH
echo "not supported on this device"
exit 1
