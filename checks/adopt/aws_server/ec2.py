"""EC2: what the tagging API lists, tags of launch templates, and descriptions of security group rules."""

from itertools import chain

from moto.core.resource_tagging import TaggedResource
from moto.ec2.models import EC2Backend
from moto.ec2.models.security_groups import SecurityGroupRule

list_resources = EC2Backend.iter_tagged_resources
create_template = EC2Backend.create_launch_template
add_source_group = EC2Backend._add_source_group


def iter_tagged_resources(self):
    """The types that AWS lists and moto doesn't, and flow logs under the name that their ARN has on AWS."""
    for resource in list_resources(self):
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


def create_launch_template(self, name, description, data, tags):
    """The template's own tags are not part of what it launches."""
    launched = [each for each in data.get("TagSpecifications", []) if each["ResourceType"] != "launch-template"]
    rest = {key: value for key, value in data.items() if key != "TagSpecifications"}
    return create_template(
        self, name, description, {**rest, **({"TagSpecifications": launched} if launched else {})}, tags
    )


def with_descriptions(self, groups, vpc_id):
    """moto keeps the description of a rule for a range, and drops it for a group."""
    added = add_source_group(self, groups, vpc_id)
    for source, group in zip(added, groups or [], strict=True):
        if group.get("Description"):
            source["Description"] = group["Description"]
    return added


def description(rule):
    return rule.ip_range.get("Description") or (rule.source_group or {}).get("Description")


def complete() -> None:
    EC2Backend.iter_tagged_resources = iter_tagged_resources
    EC2Backend.create_launch_template = create_launch_template
    EC2Backend._add_source_group = with_descriptions
    SecurityGroupRule.description = property(description)
