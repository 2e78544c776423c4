"""EKS: add-ons, access entries and pod identities, and the settings of clusters and node groups."""

import json
import os
import re
import secrets
import time
import uuid
from urllib.parse import unquote, urlparse

from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.resource_tagging import TaggedResource
from moto.ec2.models import EC2Backend, ec2_backends
from moto.eks import urls
from moto.eks.responses import EKSResponse

REGION = "us-east-1"
ACCOUNT = os.environ.get("MOTO_ACCOUNT_ID", DEFAULT_ACCOUNT_ID)

CLUSTER_SETTINGS = ("accessConfig", "upgradePolicy", "zonalShiftConfig", "deletionProtection")

create_cluster = EKSResponse.create_cluster
create_nodegroup = EKSResponse.create_nodegroup

addons: dict[tuple[str, str], dict] = {}
entries: dict[tuple[str, str], dict] = {}
policies: dict[tuple[str, str], list[dict]] = {}
associations: dict[str, dict] = {}


def arn(kind: str, *parts: str) -> str:
    return f"arn:aws:eks:{REGION}:{ACCOUNT}:{kind}/" + "/".join(parts)


def times() -> dict:
    return {"createdAt": time.time(), "modifiedAt": time.time()}


def answer(body: dict, status: int = 200):
    return status, {"Content-Type": "application/json"}, json.dumps(body)


def absent(what: str):
    error = {"__type": "ResourceNotFoundException", "message": f"No {what}"}
    headers = {"Content-Type": "application/json", "x-amzn-ErrorType": "ResourceNotFoundException"}
    return 404, headers, json.dumps(error)


def path_of(url: str, pattern: str) -> tuple:
    # A principal's ARN is in the path, with its slashes and colons encoded.
    return tuple(part and unquote(part) for part in re.fullmatch(pattern, urlparse(url).path).groups())


def associate(cluster: str, wanted: dict) -> dict:
    identifier = "a-" + secrets.token_hex(9)[:17]
    association = {
        "clusterName": cluster,
        "namespace": wanted["namespace"],
        "serviceAccount": wanted["serviceAccount"],
        "roleArn": wanted["roleArn"],
        "associationArn": arn("podidentityassociation", cluster, identifier),
        "associationId": identifier,
        "tags": wanted.get("tags", {}),
        "disableSessionTags": wanted.get("disableSessionTags", False),
        **times(),
    }
    associations[identifier] = association
    return association


def serve_addons(request, url, headers):
    cluster, name = path_of(url, r"/clusters/([^/]+)/addons(?:/([^/]+))?")
    if request.method == "POST":
        wanted = json.loads(request.data)
        name = wanted["addonName"]
        identities = [
            associate(cluster, {"namespace": "kube-system", **each})
            for each in wanted.get("podIdentityAssociations") or []
        ]
        addons[cluster, name] = {
            "addonName": name,
            "clusterName": cluster,
            "status": "ACTIVE",
            "addonVersion": wanted.get("addonVersion"),
            "health": {"issues": []},
            "addonArn": arn("addon", cluster, name, str(uuid.uuid4())),
            "tags": wanted.get("tags", {}),
            "podIdentityAssociations": [identity["associationArn"] for identity in identities],
            **{key: wanted[key] for key in ("configurationValues", "serviceAccountRoleArn") if wanted.get(key)},
            **times(),
        }
        return answer({"addon": addons[cluster, name]})
    if (cluster, name) not in addons:
        return absent(f"addon: {name}")
    if request.method == "DELETE":
        return answer({"addon": {**addons.pop((cluster, name)), "status": "DELETING"}})
    return answer({"addon": addons[cluster, name]})


def serve_entries(request, url, headers):
    cluster, principal, policy = path_of(url, r"/clusters/([^/]+)/access-entries(?:/(.+?))?(/access-policies(?:/.*)?)?")
    if policy is not None:
        return serve_policies(request, cluster, principal)
    if request.method == "POST" and principal is None:
        wanted = json.loads(request.data)
        principal = wanted["principalArn"]
        entries[cluster, principal] = {
            "clusterName": cluster,
            "principalArn": principal,
            "kubernetesGroups": wanted.get("kubernetesGroups", []),
            "accessEntryArn": arn("access-entry", cluster, "role", ACCOUNT, str(uuid.uuid4())),
            "tags": wanted.get("tags", {}),
            "username": wanted.get("username") or f"{principal}/{{{{SessionName}}}}",
            "type": wanted.get("type", "STANDARD"),
            **times(),
        }
        policies[cluster, principal] = []
        return answer({"accessEntry": entries[cluster, principal]})
    if (cluster, principal) not in entries:
        return absent(f"access entry: {principal}")
    if request.method == "DELETE":
        entries.pop((cluster, principal))
        return answer({})
    return answer({"accessEntry": entries[cluster, principal]})


def serve_policies(request, cluster, principal):
    if (cluster, principal) not in entries:
        return absent(f"access entry: {principal}")
    place = {"clusterName": cluster, "principalArn": principal}
    if request.method == "POST":
        wanted = json.loads(request.data)
        scope = {"namespaces": [], **wanted["accessScope"]}
        policy = {
            "policyArn": wanted["policyArn"],
            "accessScope": scope,
            "associatedAt": time.time(),
            "modifiedAt": time.time(),
        }
        policies[cluster, principal].append(policy)
        return answer({**place, "associatedAccessPolicy": policy})
    return answer({**place, "associatedAccessPolicies": policies[cluster, principal]})


def serve_associations(request, url, headers):
    cluster, identifier = path_of(url, r"/clusters/([^/]+)/pod-identity-associations(?:/([^/]+))?")
    if request.method == "POST" and identifier is None:
        return answer({"association": associate(cluster, json.loads(request.data))})
    if identifier is None:
        return answer({"associations": [each for each in associations.values() if each["clusterName"] == cluster]})
    if identifier not in associations:
        return absent(f"association: {identifier}")
    if request.method == "DELETE":
        return answer({"association": associations.pop(identifier)})
    return answer({"association": associations[identifier]})


def with_settings(self):
    """A cluster has its own security group, and keeps its requested settings."""
    created = create_cluster(self)
    cluster = self.eks_backend.clusters[self._get_param("name")]
    network = ec2_backends[self.current_account][self.region]
    vpc = network.get_subnet(cluster.resources_vpc_config["subnetIds"][0]).vpc_id
    group = network.create_security_group(f"eks-cluster-sg-{cluster.name}", "EKS cluster", vpc)
    cluster.resources_vpc_config = {**cluster.resources_vpc_config, "vpcId": vpc, "clusterSecurityGroupId": group.id}
    cluster.resources_vpc_config.setdefault("securityGroupIds", [])
    for setting in CLUSTER_SETTINGS:
        value = self._get_param(setting)
        if value is not None:
            setattr(cluster, re.sub("[A-Z]", lambda letter: "_" + letter[0].lower(), setting), value)
    return created


def with_template(self):
    """A node group with a launch template takes disk and remote access from the template."""
    created = create_nodegroup(self)
    group = self.eks_backend.clusters[self._get_param("name")].nodegroups[self._get_param("nodegroupName")]
    if self._get_param("launchTemplate"):
        group.remote_access = None
        group.disk_size = None
    group.update_config = self._get_param("updateConfig")
    group.node_repair_config = self._get_param("nodeRepairConfig")
    return created


def listing_associations(list_resources):
    """Pod identities, which AWS lists; moto's tagging API does not query EKS, so they are returned with EC2's."""

    def iter_tagged_resources(self):
        yield from list_resources(self)
        for association in associations.values():
            yield TaggedResource(
                arn=association["associationArn"],
                tags=dict(association["tags"]),
                resource_type="eks:podidentityassociation",
            )

    return iter_tagged_resources


def complete() -> None:
    EKSResponse.create_cluster = with_settings
    EKSResponse.create_nodegroup = with_template
    EC2Backend.iter_tagged_resources = listing_associations(EC2Backend.iter_tagged_resources)
    urls.url_paths.update(
        {
            "{0}/clusters/(?P<name>[^/]+)/addons$": serve_addons,
            "{0}/clusters/(?P<name>[^/]+)/addons/(?P<addon>[^/]+)$": serve_addons,
            "{0}/clusters/(?P<name>[^/]+)/access-entries$": serve_entries,
            "{0}/clusters/(?P<name>[^/]+)/access-entries/(?P<principal>.+)$": serve_entries,
            "{0}/clusters/(?P<name>[^/]+)/pod-identity-associations$": serve_associations,
            "{0}/clusters/(?P<name>[^/]+)/pod-identity-associations/(?P<association>[^/]+)$": serve_associations,
        }
    )
