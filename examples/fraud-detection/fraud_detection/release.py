"""A registered version as files to deliver: `python -m fraud_detection.release --key KEY.pem --folder build/release`.

Writes the model's folder and, beside it, its signed provenance; refuses a version whose gates didn't pass.
"""

import argparse
import json
import sys
from pathlib import Path

import mlflow
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from fraud_detection import registry
from fraud_detection.errors import RefusedError
from fraud_detection.params import Params, read_params
from fraud_detection.provenance import FILE_NAME, sign, statement
from fraud_detection.registry_names import CHALLENGER, MODEL_NAME
from fraud_detection.versions import Versions, read_versions


def signed_model(
    version: str, params: Params, versions: Versions, key: Ed25519PrivateKey, folder: Path
) -> tuple[Path, dict]:
    """Downloads a version into `folder` and signs what made it; the envelope is kept with its run as well."""
    client = mlflow.MlflowClient()
    run = client.get_model_version(MODEL_NAME, version).run_id
    model = registry.download(version, folder)
    envelope = sign(statement(f"{MODEL_NAME}/{version}", model, params, versions, run), key)
    client.log_text(run, json.dumps(envelope) + "\n", FILE_NAME)
    return model, envelope


def release(key: Ed25519PrivateKey, folder: Path) -> str:
    """Delivers the challenger into `folder` and returns its version. Raises RefusedError when there is none."""
    challenger = registry.version_of(CHALLENGER)
    if challenger is None:
        raise RefusedError("no version passed its gates: see gates/champion.json of the last run")
    version = str(challenger.version)
    _, envelope = signed_model(version, read_params(), read_versions(), key, folder / version / "model")
    (folder / version / FILE_NAME).write_text(json.dumps(envelope) + "\n")
    return version


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m fraud_detection.release", description=__doc__)
    parser.add_argument("--key", type=Path, required=True, help="private Ed25519 key, PEM")
    parser.add_argument("--folder", type=Path, required=True)
    arguments = parser.parse_args()
    key = load_pem_private_key(arguments.key.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        print(f"{arguments.key} is no Ed25519 key: openssl genpkey -algorithm ed25519", file=sys.stderr)
        return 2
    try:
        print(release(key, arguments.folder))
    except RefusedError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
