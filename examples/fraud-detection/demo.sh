#!/bin/sh
# Runs the whole cycle; creates the Python environment, and recreates it when the lock file has changed. Arguments are
# passed to the demo.
set -eu
cd "$(dirname "$0")"
if ! sha256sum --check --status .venv/lock.sha256 2>/dev/null; then
  if ! command -v python3.11 >/dev/null; then
    echo "Python 3.11 is missing: apt-get install python3.11 python3.11-venv, or pyenv install 3.11" >&2
    exit 2
  fi
  echo "Making .venv from requirements/project.txt (some minutes)"
  python3.11 -m venv .venv
  # Versions before 24 reject extras of a pinned package.
  .venv/bin/python -m pip install --quiet --upgrade pip
  .venv/bin/python -m pip install --quiet --require-hashes --requirement requirements/project.txt
  # Last, so that an incomplete environment is recreated.
  sha256sum requirements/project.txt >.venv/lock.sha256
fi
exec .venv/bin/python -W ignore -m fraud_detection.demo "$@"
