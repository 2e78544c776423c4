"""The stages as an Airflow DAG. Airflow has its own environment, so each task starts the project's Python."""

import os
from datetime import datetime, timedelta
from pathlib import Path

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG, chain

PROJECT = Path(__file__).parents[2]
PYTHON = os.environ.get("FRAUD_DETECTION_PYTHON", str(PROJECT / ".venv/bin/python"))
STAGES = ("make_data", "gate_data", "split_data", "train_model", "evaluate_model", "register_model")

with DAG(
    "fraud_detection",
    schedule="@weekly",
    start_date=datetime(2026, 1, 5),
    catchup=False,
    # Two concurrent runs would write the same files.
    max_active_runs=1,
    default_args={"retries": 1, "retry_delay": timedelta(minutes=5)},
    doc_md="From rows to a registered challenger.",
) as dag:
    chain(
        *(
            BashOperator(
                task_id=stage,
                bash_command=f"'{PYTHON}' -m fraud_detection {stage}",
                cwd=os.environ.get("FRAUD_DETECTION_FOLDER", str(PROJECT)),
                append_env=True,
            )
            for stage in STAGES
        )
    )
