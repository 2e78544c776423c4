"""Whether and how a model is retrained."""

from dataclasses import dataclass
from typing import Any

from mlops_delivery.failure import WrongInput

ENGINES = ("kubeflow-pipelines", "airflow", "prefect", "none")


@dataclass(frozen=True)
class Settings:
    endpoint: str
    engine: str
    pipeline: str
    # Namespace of the training team; Kubeflow Pipelines organizes runs, experiments and pipelines by namespace.
    namespace: str
    minimum_hours: float


def parse(value: dict[str, Any], where: str) -> Settings:
    """@raises WrongInput with every problem"""
    engine, hours = value.get("engine"), value.get("minimumHours")
    problems = []
    if engine not in ENGINES:
        problems.append(f"{where}: engine: expected one of {', '.join(ENGINES)}, found {engine!r}")
    if not isinstance(value.get("endpoint"), str):
        problems.append(f"{where}: endpoint: expected a name, found {value.get('endpoint')!r}")
    if engine != "none" and not value.get("pipeline"):
        problems.append(f"{where}: pipeline: expected the name of a pipeline, DAG or deployment")
    if engine == "kubeflow-pipelines" and not value.get("namespace"):
        problems.append(f"{where}: namespace: expected the namespace of the team")
    # Without a minimum interval, drift that training doesn't fix would cause an endless loop.
    if engine != "none" and (isinstance(hours, bool) or not isinstance(hours, int | float) or hours <= 0):
        problems.append(f"{where}: minimumHours: expected more than 0, found {hours!r}")
    if problems:
        raise WrongInput(*problems)
    pipeline, namespace = value.get("pipeline", ""), value.get("namespace", "")
    return Settings(value["endpoint"], str(engine), pipeline, namespace, float(hours or 0))
