"""Stage: the rows of this run."""

from pathlib import Path

from fraud_detection.files import write_parquet
from fraud_detection.params import Params
from fraud_detection.transactions import generate


def make_data(params: Params, data: Path) -> None:
    """Replaces the query that a team would run here; everything after it is the same with real rows."""
    rows = generate(params.data.rows, params.data.seed, params.data.drift)
    write_parquet(rows, data)
