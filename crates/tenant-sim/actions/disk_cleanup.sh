#!/bin/sh
# Deletes the files in the three areas of the scratch folder.
# Usage: disk_cleanup.sh SCRATCH [Level=Standard|Deep]
# Standard leaves the trash alone; Deep empties it as well.
set -eu
scratch=$1
shift
level=Standard
for input in "$@"; do
  case $input in Level=*) level=${input#Level=} ;; esac
done
areas="tmp cache"
[ "$level" = Deep ] && areas="$areas trash"

total=0
files=0
for area in $areas; do
  folder=$scratch/$area
  # A link would lead out of the scratch folder.
  [ -d "$folder" ] && [ ! -L "$folder" ] || continue
  count=$(find "$folder" -xdev -type f | wc -l)
  kilobytes=$(du -sk "$folder" | cut -f1)
  find "$folder" -xdev -mindepth 1 -delete
  left=$(du -sk "$folder" | cut -f1)
  freed=$(((kilobytes - left) * 1024))
  total=$((total + freed))
  files=$((files + count))
  echo "$area: deleted $((count)) files, freed $((freed / 1000000)) MB"
done
free=$(df -Pk "$scratch" | tail -n 1 | awk '{print $4}')
echo "FreedSpace=$total"
echo "FilesDeleted=$files"
echo "FreeSpace=$((free * 1024))"
