"""
Digest of a model's folder.

The list of its files with their SHA-256, sorted by path, in the format of `sha256sum`; the digest is that of the list,
so that anyone can check it without this program.
"""

import hashlib

from mlops_delivery import store
from mlops_delivery.failure import WrongInput

# Next to the model, about the model.
STATEMENT = "provenance.intoto.jsonl"
UNSIGNED = "provenance.json"


def listing(folder: str) -> bytes:
    lines = [
        f"{hashlib.sha256(content).hexdigest()}  {path}\n"
        for path, content in store.files(folder)
        if path not in (STATEMENT, UNSIGNED)
    ]
    if not lines:
        raise WrongInput(f"{folder}: expected a folder with a model, but it contains no files")
    return "".join(lines).encode()


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
