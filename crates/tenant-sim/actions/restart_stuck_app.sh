#!/bin/sh
# Ends a small program of the simulator's own and starts it again. Nothing else is ever ended: the process must be the
# one in the pid file, and it must run in the scratch folder's app directory.
# Usage: restart_stuck_app.sh SCRATCH [Application=NAME]
#        restart_stuck_app.sh SCRATCH stop
set -eu
scratch=$1
shift
name=application
stop=no
for input in "$@"; do
  case $input in
    Application=*) name=${input#Application=} ;;
    stop) stop=yes ;;
  esac
done
app=$scratch/app
mkdir -p "$app"
pid_file=$app/pid
cd "$app"
here=$(pwd -P)

is_ours() {
  [ "$1" -gt 1 ] 2>/dev/null || return 1
  if [ -d /proc/self ]; then
    [ "$(readlink "/proc/$1/cwd" 2>/dev/null)" = "$here" ]
  else
    [ "$(ps -o comm= -p "$1" 2>/dev/null)" = sleep ]
  fi
}

if [ -r "$pid_file" ]; then
  old=$(cat "$pid_file")
  if is_ours "$old"; then
    kill "$old"
    echo "ended process $old"
  fi
  rm -f "$pid_file"
fi
[ "$stop" = yes ] && exit 0

sleep 86400 </dev/null >/dev/null 2>&1 &
new=$!
echo "$new" >"$pid_file"
kill -0 "$new"
echo "started process $new"
echo "RestartedApplication=$name"
echo "ProcessId=$new"
