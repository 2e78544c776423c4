"""A version of a model, and where it is named."""

from dataclasses import dataclass

PROVENANCE = "mlops/provenance"


@dataclass(frozen=True)
class Version:
    storage_uri: str
    provenance: str | None = None


def same(one: Version | None, other: Version | None) -> bool:
    """Whether both are the same model; a statement may be added later."""
    return one is not None and other is not None and one.storage_uri == other.storage_uri
