"""
What a model was built from: an in-toto Statement with a SLSA provenance predicate.

https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md, https://slsa.dev/spec/v1.0/provenance
"""

from dataclasses import dataclass
from typing import Any

import rfc8785

from mlops_delivery.failure import WrongInput

STATEMENT_TYPE = "https://in-toto.io/Statement/v1"
PREDICATE_TYPE = "https://slsa.dev/provenance/v1"
# Defines the meaning of the parameters below; SLSA requires a URI of your own.
BUILD_TYPE = "https://mlops-constructs.dev/training/v1"
SUBJECT = "model.sha256sums"

Json = dict[str, Any]


@dataclass(frozen=True)
class Code:
    repository: str
    commit: str


@dataclass(frozen=True)
class Run:
    builder: str
    id: str


@dataclass(frozen=True)
class Image:
    name: str
    sha256: str


@dataclass(frozen=True)
class Ingredients:
    """`data` has the MD5 of each DVC output, by path; digests without an algorithm are SHA-256."""

    storage_uri: str
    model: str
    code: Code
    data: dict[str, str]
    parameters: Json
    metrics: Json
    environment_lock: str
    image: Image
    run: Run


def build(made_of: Ingredients) -> Json:
    code, image = made_of.code, made_of.image
    return {
        "_type": STATEMENT_TYPE,
        "subject": [{"name": SUBJECT, "digest": {"sha256": made_of.model}}],
        "predicateType": PREDICATE_TYPE,
        "predicate": {
            "buildDefinition": {
                "buildType": BUILD_TYPE,
                "externalParameters": {
                    "model": {"uri": made_of.storage_uri},
                    "parameters": made_of.parameters,
                    "source": {"repository": code.repository, "commit": code.commit},
                },
                "resolvedDependencies": [
                    {
                        "name": "code",
                        "uri": f"git+{code.repository}@{code.commit}",
                        "digest": {"gitCommit": code.commit},
                    },
                    {"name": "environment", "digest": {"sha256": made_of.environment_lock}},
                    {"name": "image", "uri": image.name, "digest": {"sha256": image.sha256}},
                    *(
                        {"name": f"data:{path}", "digest": {"dvcMd5": md5}}
                        for path, md5 in sorted(made_of.data.items())
                    ),
                ],
            },
            "runDetails": {
                "builder": {"id": made_of.run.builder},
                "metadata": {"invocationId": made_of.run.id},
                "byproducts": [{"name": "metrics", "annotations": made_of.metrics}],
            },
        },
    }


def canonical(statement: Json) -> bytes:
    """RFC 8785: the same content has the same bytes."""
    try:
        return rfc8785.dumps(statement)
    except rfc8785.CanonicalizationError as error:
        raise WrongInput(f"the statement can't be written as canonical JSON: {error}") from None


def dependency(statement: Json, name: str) -> Json:
    found = statement["predicate"]["buildDefinition"]["resolvedDependencies"]
    return next((item for item in found if item["name"] == name), {})


def data_of(statement: Json) -> dict[str, str]:
    found = statement["predicate"]["buildDefinition"]["resolvedDependencies"]
    return {item["name"][5:]: item["digest"]["dvcMd5"] for item in found if item["name"].startswith("data:")}


def parameters_of(statement: Json) -> Json:
    parameters: Json = statement["predicate"]["buildDefinition"]["externalParameters"]
    return parameters


def metrics_of(statement: Json) -> Json:
    metrics: Json = statement["predicate"]["runDetails"]["byproducts"][0]["annotations"]
    return metrics
