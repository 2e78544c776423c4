"""Versions of data in `dvc.lock` or a `.dvc` file: https://doc.dvc.org/user-guide/project-structure/dvcyaml-files"""

from typing import Any

import yaml

from mlops_delivery import store
from mlops_delivery.failure import WrongInput


def data_versions(uri: str) -> dict[str, str]:
    """MD5 by path, of all inputs and outputs of the stages."""
    try:
        document = yaml.safe_load(store.read(uri))
    except yaml.YAMLError as error:
        raise WrongInput(f"{uri}: no YAML: {error}") from None
    if not isinstance(document, dict):
        raise WrongInput(f"{uri}: expected a DVC file")
    parts: list[dict[str, Any]] = [document, *document.get("stages", {}).values()]
    entries = [entry for part in parts for key in ("deps", "outs") for entry in part.get(key, [])]
    found = {entry["path"]: entry["md5"] for entry in entries if "md5" in entry}
    if not found:
        raise WrongInput(f"{uri}: it contains no versioned data; `dvc repro` or `dvc add` adds it")
    return found
