#!/bin/sh
# The whole cycle in one command; makes the Python environment, and again when the lock file has changed. Arguments go
# to the demo.
set -eu
cd "$(dirname "$0")"
if ! sha256sum --check --status .venv/lock.sha256 2>/dev/null; then
  if ! command -v python3.11 >/dev/null; then
    echo "Python 3.11 is missing: apt-get install python3.11 python3.11-venv, or pyenv install 3.11" >&2
    exit 2
  fi
  echo "Making .venv from requirements/project.txt (some minutes)"
  python3.11 -m venv .venv
  # Versions before 24 refuse extras of a pinned package.
  .venv/bin/python -m pip install --quiet --upgrade pip
  .venv/bin/python -m pip install --quiet --require-hashes --requirement requirements/project.txt
  # Last, so that an environment cut short is made again.
  sha256sum requirements/project.txt >.venv/lock.sha256
fi
exec .venv/bin/python -W ignore -m fraud_detection.demo "$@"
