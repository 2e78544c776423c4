"""The stages as a Kubeflow pipeline, an Airflow DAG and a Prefect flow: thin wrappers, one file each."""
