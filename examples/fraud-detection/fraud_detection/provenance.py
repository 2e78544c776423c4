"""Provenance of a model: an in-toto statement with a SLSA predicate, signed as a DSSE envelope.

https://in-toto.io/Statement/v1, https://slsa.dev/spec/v1.0/provenance,
https://github.com/secure-systems-lab/dsse/blob/master/protocol.md
"""

import base64
import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from fraud_detection.errors import RefusedError
from fraud_detection.params import Params
from fraud_detection.versions import Versions

PAYLOAD_TYPE = "application/vnd.in-toto+json"
BUILD_TYPE = "urn:fraud-detection:training:v1"
FILE_NAME = "provenance.intoto.jsonl"


def tree_digest(folder: Path) -> str:
    """SHA-256 over the names and digests of a folder's files, in the order of their names."""
    total = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        total.update(f"{digest}  {path.relative_to(folder).as_posix()}\n".encode())
    return total.hexdigest()


def statement(name: str, folder: Path, params: Params, versions: Versions, run_id: str) -> dict:
    """What was made (the model's folder), from what (code, data, parameters), by which run."""
    return {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": name, "digest": {"sha256": tree_digest(folder)}}],
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {
            "buildDefinition": {
                "buildType": BUILD_TYPE,
                "externalParameters": asdict(params),
                "resolvedDependencies": [
                    {"name": "code", "digest": {"gitCommit": versions.code}},
                    {"name": "data", "digest": {"md5": versions.data}},
                ],
            },
            "runDetails": {"builder": {"id": BUILD_TYPE}, "metadata": {"invocationId": run_id}},
        },
    }


def sign(content: dict, key: Ed25519PrivateKey) -> dict:
    """The statement in a DSSE envelope."""
    payload = json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
    signature = base64.b64encode(key.sign(_signed_bytes(payload))).decode()
    return {
        "payloadType": PAYLOAD_TYPE,
        "payload": base64.b64encode(payload).decode(),
        "signatures": [{"sig": signature}],
    }


def verify(envelope: dict, folder: Path, key: Ed25519PublicKey) -> dict:
    """The statement, when its signature is the key's and the folder is what it speaks of; else RefusedError."""
    payload = base64.b64decode(envelope["payload"])
    try:
        key.verify(base64.b64decode(envelope["signatures"][0]["sig"]), _signed_bytes(payload))
    except InvalidSignature:
        raise RefusedError("the provenance is not signed with the pipeline's key") from None
    content = json.loads(payload)
    said, found = content["subject"][0]["digest"]["sha256"], tree_digest(folder)
    if said != found:
        raise RefusedError(f"the model is not the one that was signed: signed sha256 {said}, found {found}")
    return content


def _signed_bytes(payload: bytes) -> bytes:
    return b"DSSEv1 %d %s %d %s" % (len(PAYLOAD_TYPE), PAYLOAD_TYPE.encode(), len(payload), payload)
