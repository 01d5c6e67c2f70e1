#!/bin/sh
# Tells how much lies in the areas of the scratch folder that a standard clean-up empties. Changes nothing.
# Usage: get_temporary_files.sh SCRATCH
set -eu
scratch=$1
total=0
files=0
for area in tmp cache; do
  folder=$scratch/$area
  # A link would lead out of the scratch folder.
  [ -d "$folder" ] && [ ! -L "$folder" ] || continue
  count=$(find "$folder" -xdev -type f | wc -l)
  bytes=$(find "$folder" -xdev -type f -exec cat {} + | wc -c)
  total=$((total + bytes))
  files=$((files + count))
  echo "$area: $((count)) files, $((bytes / 1000000)) MB"
done
echo "TemporaryFiles=$total"
echo "FileCount=$files"
