"""
moto's server, plus the parts of AWS that it lacks for the foundation of an environment.

Account, port and address come from moto's own environment variables and options. Needs `moto[server]`, and
`MOTO_IAM_LOAD_MANAGED_POLICIES=true` for the policies that AWS manages.
"""

import sys

import ec2
import eks
import rds
import s3
from moto.server import main

for service in (ec2, eks, rds, s3):
    service.complete()
main(sys.argv[1:])
