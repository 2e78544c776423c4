#!/bin/sh
# usage: python.sh ROOT REQUIREMENT...
# Packages of PyPI for Debian 13's Python, whatever Python this machine has.
set -eu
root=$1
shift
target=$root/opt/python
python3 -m pip install --quiet --root-user-action ignore --no-compile --no-warn-script-location --target "$target" \
  --implementation cp --python-version 3.13 --only-binary :all: \
  --platform "manylinux_2_31_$(uname -m)" --platform "manylinux_2_28_$(uname -m)" --platform "manylinux_2_17_$(uname -m)" --platform "manylinux2014_$(uname -m)" "$@"
# Scripts name this machine's Python.
find "$target/bin" -type f -exec sed -i '1s|^#!.*python.*|#!/usr/bin/python3|' {} +
# Their tests are a third of some packages, and no program imports them.
for package in numpy pandas pyarrow scipy sklearn; do
  [ ! -d "$target/$package" ] || find "$target/$package" -depth -type d -name tests -exec rm -r {} +
done
