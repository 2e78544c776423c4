#!/bin/sh
# The node's first process, in namespaces of its own for processes, mounts and host names: when it ends, the kernel ends
# every process of the node and removes its mounts, network devices and filters.
# usage: namespaces.sh FOLDER LINK HOST_ADDRESS NODE_ADDRESS
set -eu
folder=$1

mount --make-rshared /
mount -t tmpfs tmpfs /run
for path in /var/lib/cni /var/log; do
  mkdir -p "$path" "$folder/private$path"
  mount --bind "$folder/private$path" "$path"
done

# Where the kubelet's metrics look for the runtime; the socket itself is reached from outside.
mkdir /run/containerd
ln -s "$folder/containerd.sock" /run/containerd/containerd.sock

# The kubelet sets parameters of the kernel. It gets copies, so that the machine keeps its own.
for name in vm/overcommit_memory vm/panic_on_oom kernel/panic kernel/panic_on_oops kernel/keys/root_maxkeys \
  kernel/keys/root_maxbytes; do
  mkdir -p "$folder/parameters/$(dirname $name)"
  cat "/proc/sys/$name" >"$folder/parameters/$name"
  mount --bind "$folder/parameters/$name" "/proc/sys/$name"
done

hostname node
unshare --net sh "$folder/daemons.sh" "$@" &
wait
