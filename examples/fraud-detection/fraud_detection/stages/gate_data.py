"""Stage: the data gate."""

from dataclasses import asdict
from pathlib import Path

import pandas as pd

from fraud_detection.data_gate import BadDataError, check_data
from fraud_detection.files import write_json


def gate_data(data: Path, report: Path, docs: Path | None = None) -> None:
    """Always writes the report; raises BadDataError if the data is invalid."""
    result = check_data(pd.read_parquet(data), docs)
    write_json(asdict(result), report)
    if not result.passed:
        raise BadDataError(result.reasons)
