#!/bin/sh
# usage: changes.sh DEBIAN_TAR FOLDER SCRIPT
# FOLDER/root becomes what a script changes in the Debian system of the tar file.
set -eu
tar=$1 folder=$2 script=$3
mkdir "$folder/debian" "$folder/work" "$folder/merged"
tar --extract --file "$tar" --numeric-owner --directory "$folder/debian"
mount -t overlay overlay -o "lowerdir=$folder/debian,upperdir=$folder/root,workdir=$folder/work" "$folder/merged"
mount -t proc proc "$folder/merged/proc"
mount --rbind /dev "$folder/merged/dev"
# Mounted rather than copied: the machine's settings are not the image's.
touch "$folder/merged/etc/resolv.conf"
mount --bind "$(realpath /etc/resolv.conf)" "$folder/merged/etc/resolv.conf"
chroot "$folder/merged" sh -euc "apt-get update; $script"
umount "$folder/merged/etc/resolv.conf"
rm -rf "$folder"/merged/var/cache/apt/* "$folder"/merged/var/lib/apt/lists/* "$folder"/merged/var/log/*
