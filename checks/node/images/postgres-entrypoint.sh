#!/bin/bash
# The contract of docker.io/library/postgres: an empty data folder is initialized with POSTGRES_USER, POSTGRES_PASSWORD
# or POSTGRES_PASSWORD_FILE, and POSTGRES_DB; scripts in /docker-entrypoint-initdb.d run once; then the server starts.
set -euo pipefail

initialize() {
  local user=${POSTGRES_USER:-postgres} password=${POSTGRES_PASSWORD:-}
  [ -z "${POSTGRES_PASSWORD_FILE:-}" ] || password=$(<"$POSTGRES_PASSWORD_FILE")
  [ -n "$password" ] || { echo "POSTGRES_PASSWORD is not set" >&2; exit 1; }
  initdb --username="$user" --pwfile=<(echo "$password") ${POSTGRES_INITDB_ARGS:-}
  echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
  pg_ctl --wait --options="-c listen_addresses=''" start
  local database=${POSTGRES_DB:-$user}
  local psql=(psql --no-psqlrc --set=ON_ERROR_STOP=1 --username="$user")
  [ "$database" = postgres ] || "${psql[@]}" --dbname=postgres --command="CREATE DATABASE \"$database\""
  for file in /docker-entrypoint-initdb.d/*; do
    case $file in
      *.sh) (. "$file") ;;
      *.sql) "${psql[@]}" --dbname="$database" --file="$file" ;;
    esac
  done
  pg_ctl --wait --mode=fast stop
}

[ "${1#-}" = "$1" ] || set -- postgres "$@"
if [ "$1" = postgres ]; then
  if [ "$(id -u)" = 0 ]; then
    install --directory --owner=postgres --group=postgres --mode=700 "$PGDATA"
    exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
  fi
  [ -s "$PGDATA/PG_VERSION" ] || initialize
fi
exec "$@"
