#!/bin/sh
# A cluster from a base backup and all WAL archived since, into an empty folder: restore.sh BASE WAL FOLDER.
# Started on that folder, PostgreSQL replays what there is and then serves. (docs/operating.md, "Back up and restore")
set -eu
base=$1 wal=$2 folder=$3
if [ -n "$(ls -A "$folder" 2>/dev/null)" ]; then
    echo "$folder is not empty." >&2
    exit 1
fi
mkdir -p "$folder"
cp -a "$base/." "$folder"
rm -f "$folder/postmaster.pid"
chmod 700 "$folder"
cat >> "$folder/postgresql.auto.conf" <<END
restore_command = 'cp "$wal/%f" "%p"'
recovery_target_timeline = 'latest'
END
touch "$folder/recovery.signal"
