"""Whether a trusted signer built the model, from which inputs, and nothing was changed since."""

from mlops_delivery import store
from mlops_delivery.failure import Refused
from mlops_delivery.gate.result import GateResult
from mlops_delivery.provenance import check, cosign, tree_digest

NAME = "provenance"


def verify(storage_uri: str, reference: str, signer: str) -> GateResult:
    """@param reference in a registry by digest, or the file with the envelope; empty if the release names none"""
    listing = tree_digest.listing(storage_uri)
    measured = {"model": tree_digest.digest(listing), "provenance": reference}
    if not reference:
        return GateResult(
            NAME, False, ("the release names no signed statement: annotation mlops/provenance",), measured
        )
    address = store.join(storage_uri, tree_digest.STATEMENT)
    try:
        if "@sha256:" in reference:
            published = cosign.verify_published(reference, signer)
            statement = cosign.verify(store.read(address), listing, signer)
            problems = (
                []
                if published["predicate"] == statement["predicate"]
                else [f"{address}: differs from the statement {reference}"]
            )
        else:
            statement, problems = cosign.verify(store.read(reference), listing, signer), []
    except Refused as refused:
        return GateResult(NAME, False, refused.problems, measured)
    problems += check.differences(statement, check.Expected(storage_uri=storage_uri))
    return GateResult(NAME, not problems, tuple(problems) or ("the signature and all digests are valid",), measured)
