"""
`release.yaml`: a merge patch on an endpoint with the running version and its share of the traffic.

Only the fields of a release are written; the other fields are kept, comments are not.
"""

from typing import Any

import yaml

from mlops_delivery.canary.inference_service import (
    CHALLENGER,
    CHALLENGER_PROVENANCE,
    CHAMPION,
    CHAMPION_PROVENANCE,
    MODE,
    STANDARD,
    named_in,
)
from mlops_delivery.canary.version import PROVENANCE, Version, same
from mlops_delivery.failure import WrongInput

Document = dict[str, Any]
# Fields with None are omitted.
Annotations = dict[str, str | None]


def parse(text: str, where: str) -> Document:
    try:
        document = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise WrongInput(f"{where}: no YAML: {error}") from None
    if not isinstance(document, dict) or document.get("kind") not in ("InferenceService", "Model"):
        raise WrongInput(f"{where}: expected a patch on an InferenceService or a Model")
    faults = _faults(document)
    if faults:
        raise WrongInput(*(f"{where}: {fault}" for fault in faults))
    return document


def _faults(document: Document) -> list[str]:
    """What a person may have written by mistake."""
    spec = ("spec",) if document["kind"] == "Model" else ("spec", "predictor", "model")
    maps = [("metadata",), ("metadata", "annotations"), *(spec[: end + 1] for end in range(len(spec)))]
    faults = [
        f"{'.'.join(path)}: expected fields, found {found!r}"
        for path in maps
        if not isinstance(found := _at(document, path, {}), dict)
    ]
    uri = _at(document, (*spec, "storageUri"), "")
    if not isinstance(uri, str):
        faults.append(f"{'.'.join(spec)}.storageUri: expected an address, found {uri!r}")
    share = _at(document, ("spec", "predictor", "canaryTrafficPercent"), 0)
    if not isinstance(share, int):
        faults.append(f"spec.predictor.canaryTrafficPercent: expected a number, found {share!r}")
    return faults


def _at(document: Document, path: tuple[str, ...], missing: object) -> object:
    """@param missing for a part that the file does not have"""
    found: object = document
    for name in path:
        if not isinstance(found, dict) or name not in found:
            return missing
        found = found[name]
    return found


def render(document: Document) -> str:
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=120)


def version_of(document: Document) -> Version | None:
    uri = _spec(document).get("storageUri")
    return Version(uri, _annotations(document).get(PROVENANCE)) if uri else None


def champion_of(document: Document) -> Version | None:
    """The version to roll back to."""
    return named_in(_annotations(document), CHAMPION, CHAMPION_PROVENANCE)


def released(document: Document, version: Version, percent: int) -> Document:
    """The file with a version at its traffic share. A first version has no champion, and no share."""
    now, version = version_of(document), _with_statement(document, version)
    if _keeps_champion(document) and now is not None and percent < 100:
        return _with_challenger(document, version)
    # A version with only a share, or none, can't be rolled back to.
    tried_out = _share(document) is not None
    kept = same(now, version) or tried_out
    return _with(document, version, champion_of(document) if kept else now, percent)


def restored(document: Document, champion: Version | None = None, instead_of: str | None = None) -> Document:
    """
    The file with only the champion; unchanged if there is none to roll back to.

    @param champion the serving version, regardless of the file; by default the one recorded in the file
    @param instead_of the version that was rolled back: a file that names another one by now is not changed
    """
    now = version_of(document)
    tried_out = _annotations(document).get(CHALLENGER)
    if tried_out is not None and instead_of in (None, tried_out):
        return _with_challenger(document, None)
    if instead_of is not None and (now is None or now.storage_uri != instead_of):
        return document
    back = _with_statement(document, champion) if champion else champion_of(document)
    return document if back is None else _with(document, back, None, 100)


def promoted(document: Document, version: Version) -> Document:
    """The file with a version at all the traffic; unchanged if it names another one by now."""
    named = (_spec(document).get("storageUri"), _annotations(document).get(CHALLENGER))
    return released(document, version, 100) if version.storage_uri in named else document


def _with_statement(document: Document, version: Version) -> Version:
    """With the statement that the file has for the same address, if none is given."""
    annotations = _annotations(document)
    challenger = Version(annotations.get(CHALLENGER, ""), annotations.get(CHALLENGER_PROVENANCE))
    for known in (version_of(document), champion_of(document), challenger):
        if version.provenance is None and same(known, version):
            version = Version(version.storage_uri, known.provenance if known else None)
    return version


def _keeps_champion(document: Document) -> bool:
    """For challengers with their own object: on Seldon Core, and in KServe's mode Standard."""
    return document["kind"] == "Model" or _annotations(document).get(MODE) in STANDARD


def _with_challenger(document: Document, challenger: Version | None) -> Document:
    """Git keeps the champion, and names the challenger."""
    annotations: Annotations = {
        **_annotations(document),
        CHALLENGER: challenger.storage_uri if challenger else None,
        CHALLENGER_PROVENANCE: challenger.provenance if challenger else None,
    }
    return {**document, "metadata": _annotated(document, annotations)}


def _with(document: Document, version: Version, champion: Version | None, percent: int) -> Document:
    present = _annotations(document)
    # Someone may have proposed the next one in the meantime.
    done: Annotations = (
        {CHALLENGER: None, CHALLENGER_PROVENANCE: None} if present.get(CHALLENGER) == version.storage_uri else {}
    )
    annotations: Annotations = {
        **present,
        PROVENANCE: version.provenance,
        CHAMPION: champion.storage_uri if champion else None,
        CHAMPION_PROVENANCE: champion.provenance if champion else None,
        **done,
    }
    # A share in a file without a champion: another version serves, and the next one must not get all the traffic.
    shared = champion is not None or _share(document) is not None
    share = percent if shared and percent < 100 else None
    return {
        **document,
        "metadata": _annotated(document, annotations),
        "spec": _spec_with(document, version.storage_uri, share),
    }


def _annotated(document: Document, annotations: Annotations) -> Document:
    present = {key: value for key, value in annotations.items() if value is not None}
    metadata = {key: value for key, value in document.get("metadata", {}).items() if key != "annotations"}
    return {**metadata, **({"annotations": present} if present else {})}


def _spec_with(document: Document, storage_uri: str, share: int | None) -> Document:
    spec = document.get("spec", {})
    if document["kind"] == "Model":
        return {**spec, "storageUri": storage_uri}
    predictor = {key: value for key, value in spec.get("predictor", {}).items() if key != "canaryTrafficPercent"}
    model = {**predictor.get("model", {}), "storageUri": storage_uri}
    split = {} if share is None else {"canaryTrafficPercent": share}
    return {**spec, "predictor": {**predictor, "model": model, **split}}


def _share(document: Document) -> int | None:
    share: int | None = document.get("spec", {}).get("predictor", {}).get("canaryTrafficPercent")
    return share


def _spec(document: Document) -> Document:
    spec: Document = document.get("spec", {})
    if document["kind"] == "Model":
        return spec
    model: Document = spec.get("predictor", {}).get("model", {})
    return model


def _annotations(document: Document) -> dict[str, str]:
    annotations: dict[str, str] = document.get("metadata", {}).get("annotations") or {}
    return annotations
