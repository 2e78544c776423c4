"""
Digest of a model's folder.

The list of its files with their SHA-256, sorted by path, in the form that `sha256sum` prints and checks; the digest is
that of the list, so that anybody can check it with no program of ours.
"""

import hashlib

from mlops_delivery import store
from mlops_delivery.failure import WrongInput

# Beside the model, about the model.
STATEMENT = "provenance.intoto.jsonl"
UNSIGNED = "provenance.json"


def listing(folder: str) -> bytes:
    lines = [
        f"{hashlib.sha256(content).hexdigest()}  {path}\n"
        for path, content in store.files(folder)
        if path not in (STATEMENT, UNSIGNED)
    ]
    if not lines:
        raise WrongInput(f"{folder}: a folder with a model is expected, there is no file in it")
    return "".join(lines).encode()


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
