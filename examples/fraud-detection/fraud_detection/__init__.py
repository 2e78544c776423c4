"""Card fraud detection: the reference workload of the platform, from data to rollback."""

import os

# The tools below send usage reports unless configured otherwise; a bank's jobs must not.
for _switch, _off in {
    "GX_ANALYTICS_ENABLED": "false",
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "DO_NOT_TRACK": "1",
    "DVC_NO_ANALYTICS": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
}.items():
    os.environ.setdefault(_switch, _off)

# Progress bars and links belong on a terminal, not in the log of a job.
os.environ.setdefault("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false")
os.environ.setdefault("MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT", "true")
os.environ.setdefault("MLFLOW_LOGGING_LEVEL", "ERROR")

# One thread per model: sums in a fixed order, hence a bit-identical model on every machine.
os.environ.setdefault("OMP_NUM_THREADS", "1")
