#!/bin/sh
# usage: debian.sh ROOT
# A minimal Debian 13, without documentation and package lists.
set -eu
root=$1
debootstrap --variant=minbase --include=ca-certificates trixie "$root"
# No service starts while packages are installed.
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod +x "$root/usr/sbin/policy-rc.d"
mkdir -p "$root/etc/dpkg/dpkg.cfg.d"
for path in doc info locale man; do
  rm -rf "$root/usr/share/$path"
  echo "path-exclude=/usr/share/$path/*"
done >"$root/etc/dpkg/dpkg.cfg.d/no-documentation"
rm -rf "$root"/var/cache/apt "$root"/var/lib/apt/lists "$root"/var/log/*
mkdir -p "$root/var/lib/apt/lists/partial" "$root/var/cache/apt/archives/partial"
