"""
`mlops-delivery retrain` as an Airflow DAG: on a schedule, or started by an alert with the same parameters.

The program itself enforces the limits; only one run at a time checks them. Settings are in the folder MLOPS_SETTINGS.
"""

from datetime import UTC, datetime, timedelta

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG, Param

with DAG(
    dag_id="retrain_model",
    schedule="@daily",
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    params={
        "endpoint": Param("fraud-detection", type="string", pattern="^[a-z0-9-]+$"),
        "reason": Param("schedule", type="string"),
        "data_version": Param("", type="string"),
    },
):
    BashOperator(
        task_id="retrain",
        # Parameters are passed through the environment, never through the shell's text.
        bash_command=(
            'exec mlops-delivery retrain --endpoint "$ENDPOINT" --settings "$MLOPS_SETTINGS/$ENDPOINT.json" '
            '--reason "$REASON" --data-version "$DATA_VERSION"'
        ),
        env={
            "ENDPOINT": "{{ params.endpoint }}",
            "REASON": "{{ params.reason }}",
            "DATA_VERSION": "{{ params.data_version }}",
        },
        append_env=True,
        retries=2,
        retry_delay=timedelta(minutes=5),
    )
