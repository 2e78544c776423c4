#!/bin/sh
# Runs the whole cycle: first the prerequisites, then the Python environment if it is missing or out of date, then the
# demo. Arguments are passed to the demo.
set -eu
cd "$(dirname "$0")"
if ! command -v python3.11 >/dev/null; then
  echo "Python 3.11 is missing: apt-get install python3.11 python3.11-venv, or pyenv install 3.11" >&2
  exit 2
fi
case " $* " in
*" -h "* | *" --help "*) exec python3.11 -m fraud_detection.demo --help ;;
esac
python3.11 -m fraud_detection.demo --check "$@"
python3.11 -m fraud_detection.demo.environment
exec .venv/bin/python -W ignore -m fraud_detection.demo "$@"
