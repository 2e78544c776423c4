"""Compares the signed statement with the actual files."""

import hashlib
from dataclasses import dataclass

from mlops_delivery import store
from mlops_delivery.failure import WrongInput
from mlops_delivery.provenance.dvc_lock import data_versions
from mlops_delivery.provenance.statement import Image, Json, data_of, dependency, metrics_of, parameters_of


@dataclass(frozen=True)
class Expected:
    """The values to compare; None is skipped."""

    storage_uri: str | None = None
    commit: str | None = None
    dvc_lock: str | None = None
    parameters: str | None = None
    metrics: str | None = None
    environment_lock: str | None = None
    image: str | None = None


def image_of(reference: str) -> Image:
    name, separator, sha256 = reference.partition("@sha256:")
    if not separator or len(sha256) != 64:
        raise WrongInput(f"{reference}: expected an image by digest, name@sha256:…")
    return Image(name, sha256)


def differences(statement: Json, expected: Expected) -> list[str]:
    """All differences, as text."""
    claims = parameters_of(statement)
    pairs: list[tuple[str, object, object]] = []
    if expected.storage_uri is not None:
        pairs.append(("storage URI", claims["model"]["uri"].rstrip("/"), expected.storage_uri.rstrip("/")))
    if expected.commit is not None:
        pairs.append(("code commit", claims["source"]["commit"], expected.commit))
    if expected.parameters is not None:
        pairs.append(("parameters", claims["parameters"], store.read_object(expected.parameters)))
    if expected.metrics is not None:
        pairs.append(("metrics", metrics_of(statement), store.read_object(expected.metrics)))
    if expected.dvc_lock is not None:
        pairs.append(("data", data_of(statement), data_versions(expected.dvc_lock)))
    if expected.environment_lock is not None:
        found = hashlib.sha256(store.read(expected.environment_lock)).hexdigest()
        pairs.append(("environment lock", _sha256(statement, "environment"), found))
    if expected.image is not None:
        pairs.append(("image", _sha256(statement, "image"), image_of(expected.image).sha256))
    return [f"{name}: the statement says {said!r}, found {found!r}" for name, said, found in pairs if said != found]


def _sha256(statement: Json, name: str) -> object:
    return dependency(statement, name).get("digest", {}).get("sha256")
