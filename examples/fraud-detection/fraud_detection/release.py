"""Exports the challenger in the platform's format: `python -m fraud_detection.release --help`.

The files for the platform's gates and jobs are next to the model: see images/model-delivery/README.md.
"""

import argparse
import json
import shutil
import sys
from dataclasses import asdict
from pathlib import Path

import mlflow
import pandas as pd

from fraud_detection import registry
from fraud_detection.data_gate import reference_suite
from fraud_detection.errors import RefusedError
from fraud_detection.files import write_json, write_parquet
from fraud_detection.params import Params, read_params
from fraud_detection.registry_names import CHALLENGER, MODEL_NAME
from fraud_detection.schema import FEATURES, LABEL

LOAD_REQUESTS = 500
HOLDOUT = Path("data/holdout.parquet")


def write_release(version: str, params: Params, holdout_set: Path, folder: Path) -> Path:
    """A version's folder below `folder`, emptied first."""
    target = folder / version
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(registry.download(version, folder / "download" / version), target)
    shutil.rmtree(folder / "download")
    shutil.copyfile(target / "extra_files/reference.parquet", target / "reference.parquet")
    holdout = pd.read_parquet(holdout_set)
    write_parquet(holdout[[*FEATURES, LABEL]], target / "holdout.parquet")
    write_json({"expectations": reference_suite().to_json_dict()["expectations"]}, target / "expectations.json")
    write_json(
        {
            "metric": "average_precision",
            "margin": params.gates.tolerated_loss,
            "label": LABEL,
            "protocol": "v1",
            "instances": "records",
        },
        target / "evaluation.json",
    )
    (target / "load.jsonl").write_text(_requests(holdout))
    return target


def write_inputs(version: str, params: Params, folder: Path) -> tuple[Path, Path]:
    """Parameters and metrics of the run, as its provenance statement names them: next to the version's folder."""
    client = mlflow.MlflowClient()
    run = client.get_run(client.get_model_version(MODEL_NAME, version).run_id)
    parameters, metrics = folder / f"{version}-parameters.json", folder / f"{version}-metrics.json"
    write_json(asdict(params), parameters)
    write_json(run.data.metrics, metrics)
    return parameters, metrics


def challenger() -> str:
    """Raises RefusedError if no version may get traffic."""
    found = registry.version_of(CHALLENGER)
    if found is None:
        raise RefusedError("no version passed its gates: see gates/champion.json of the last run")
    return str(found.version)


def _requests(holdout: pd.DataFrame) -> str:
    path = f"/v1/models/{MODEL_NAME}:predict"
    rows = holdout[list(FEATURES)].head(LOAD_REQUESTS).to_dict("records")
    return "".join(json.dumps({"path": path, "body": {"instances": [row]}}) + "\n" for row in rows)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m fraud_detection.release", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="receives VERSION/ and its parameters and metrics")
    parser.add_argument("--tests", type=Path, required=True, help="pytest report (--junitxml)")
    arguments = parser.parse_args()
    try:
        version, params = challenger(), read_params()
        target = write_release(version, params, HOLDOUT, arguments.folder)
        shutil.copyfile(arguments.tests, target / "tests.xml")
        write_inputs(version, params, arguments.folder)
    except RefusedError as error:
        print(error, file=sys.stderr)
        return 2
    print(version)
    return 0


if __name__ == "__main__":
    sys.exit(main())
