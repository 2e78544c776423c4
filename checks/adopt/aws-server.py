"""moto's server, with what it lacks of AWS for this check. Account and port come from the environment and the command line."""

import sys
from itertools import chain

from moto.core.resource_tagging import TaggedResource
from moto.ec2.models import EC2Backend
from moto.s3.models import FakeBucket
from moto.server import main

# S3 accepts a policy whose resource has a prefix; moto compares the text with the bucket's ARN.
FakeBucket._log_permissions_enabled_policy = staticmethod(lambda *_, **__: True)

listed = EC2Backend.iter_tagged_resources


def iter_tagged_resources(self):
    """The types that AWS lists and moto doesn't, and flow logs under the name that their ARN has on AWS."""
    for resource in listed(self):
        resource.arn = resource.arn.replace(":flow-logs/", ":vpc-flow-log/")
        yield resource
    groups = chain.from_iterable(groups.values() for groups in self.groups.values())
    more = {
        "elastic-ip": [address.allocation_id for address in self.addresses],
        "launch-template": list(self.launch_templates),
        "vpc-endpoint": list(self.vpc_end_points),
        "security-group-rule": [rule.id for group in groups for rule in (*group.ingress_rules, *group.egress_rules)],
    }
    for kind, ids in more.items():
        for identifier in ids:
            yield TaggedResource(
                arn=f"arn:{self.partition}:ec2:{self.region_name}:{self.account_id}:{kind}/{identifier}",
                tags=dict(self.tags.get(identifier, {})),
                resource_type=f"ec2:{kind}",
            )


EC2Backend.iter_tagged_resources = iter_tagged_resources
main(sys.argv[1:])
