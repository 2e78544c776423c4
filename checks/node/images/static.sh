#!/bin/sh
# What a static program expects besides itself, in the current folder.
set -eu
mkdir -p etc/ssl/certs
mkdir -m 1777 tmp
cp /etc/ssl/certs/ca-certificates.crt etc/ssl/certs/
printf '%s\n' 'root:x:0:0:root:/:/sbin/nologin' 'nonroot:x:65532:65532:nonroot:/:/sbin/nologin' \
  'nobody:x:65534:65534:nobody:/:/sbin/nologin' >etc/passwd
printf '%s\n' 'root:x:0:' 'nonroot:x:65532:' 'nogroup:x:65534:' >etc/group
