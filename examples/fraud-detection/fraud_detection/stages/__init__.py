"""The stages: files in, files out. DVC, Kubeflow Pipelines, Airflow and Prefect all run these functions."""
