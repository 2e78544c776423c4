"""`python -m fraud_detection <stage>`: the stages with the paths that dvc.yaml names."""

import argparse
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from fraud_detection.errors import RefusedError
from fraud_detection.params import read_params
from fraud_detection.versions import read_versions

DATA = Path("data/transactions.parquet")
TRAIN = Path("data/train.parquet")
HOLDOUT = Path("data/holdout.parquet")
REFERENCE = Path("models/reference.parquet")
MODEL = Path("models/model.joblib")
METRICS = Path("reports/metrics.json")
PLOTS = Path("reports/plots")
REGISTERED = Path("reports/registered.json")
DATA_GATE = Path("reports/data_gate.json")
DATA_DOCS = Path("reports/data_docs")

STAGES: dict[str, Callable[[], tuple[object, ...]]] = {
    "make_data": lambda: (read_params(), DATA),
    "gate_data": lambda: (DATA, DATA_GATE, DATA_DOCS),
    "split_data": lambda: (read_params(), DATA, TRAIN, HOLDOUT),
    "train_model": lambda: (read_params(), TRAIN, MODEL, REFERENCE),
    "evaluate_model": lambda: (MODEL, HOLDOUT, METRICS, PLOTS),
    "register_model": lambda: (
        read_params(),
        read_versions(),
        TRAIN,
        HOLDOUT,
        MODEL,
        REFERENCE,
        METRICS,
        PLOTS,
        REGISTERED,
    ),
}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m fraud_detection", description=__doc__)
    parser.add_argument("stage", choices=STAGES)
    stage = parser.parse_args(arguments).stage
    # A stage's libraries take seconds to load: only import those of the requested stage.
    module = import_module(f"fraud_detection.stages.{stage}")
    try:
        getattr(module, stage)(*STAGES[stage]())
    except (RefusedError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
