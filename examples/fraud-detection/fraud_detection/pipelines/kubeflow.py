"""The stages as a Kubeflow pipeline: `python -m fraud_detection.pipelines.kubeflow` compiles it to YAML.

A step runs in the project's image, so it installs nothing; it imports what it needs inside the function, because
Kubeflow Pipelines only ships a step's source.

Parameters are passed as the text of params.yaml: in a dictionary, integers become floats.
"""

# ruff: noqa: PLC0415

import os
from pathlib import Path

from kfp import compiler, dsl

# The image that CI builds, by digest; the local runner ignores it.
IMAGE = os.environ.get("FRAUD_DETECTION_IMAGE", "fraud-detection:local")
PACKAGE = Path("build/pipeline.yaml")

step = dsl.component(base_image=IMAGE, install_kfp_package=False)


@step
def make_data(params: str, data: dsl.Output[dsl.Dataset]) -> None:
    from pathlib import Path

    from fraud_detection.params import parse_params
    from fraud_detection.stages.make_data import make_data as run

    run(parse_params(params), Path(data.path))


@step
def gate_data(data: dsl.Input[dsl.Dataset], checked: dsl.Output[dsl.Dataset], report: dsl.Output[dsl.Artifact]) -> None:
    import shutil
    from pathlib import Path

    from fraud_detection.stages.gate_data import gate_data as run

    run(Path(data.path), Path(report.path))
    shutil.copyfile(data.path, checked.path)


@step
def split_data(
    params: str,
    data: dsl.Input[dsl.Dataset],
    train_set: dsl.Output[dsl.Dataset],
    holdout_set: dsl.Output[dsl.Dataset],
) -> None:
    from pathlib import Path

    from fraud_detection.params import parse_params
    from fraud_detection.stages.split_data import split_data as run

    run(parse_params(params), Path(data.path), Path(train_set.path), Path(holdout_set.path))


@step
def train_model(
    params: str,
    train_set: dsl.Input[dsl.Dataset],
    model: dsl.Output[dsl.Model],
    reference: dsl.Output[dsl.Dataset],
) -> None:
    from pathlib import Path

    from fraud_detection.params import parse_params
    from fraud_detection.stages.train_model import train_model as run

    run(parse_params(params), Path(train_set.path), Path(model.path), Path(reference.path))


@step
def evaluate_model(
    model: dsl.Input[dsl.Model],
    holdout_set: dsl.Input[dsl.Dataset],
    metrics: dsl.Output[dsl.Metrics],
    figures: dsl.Output[dsl.Artifact],
    plots: dsl.Output[dsl.Artifact],
) -> None:
    import json
    from pathlib import Path

    from fraud_detection.stages.evaluate_model import evaluate_model as run

    run(Path(model.path), Path(holdout_set.path), Path(figures.path), Path(plots.path))
    found = json.loads(Path(figures.path).read_text())
    for name in ("average_precision", "roc_auc", "calibration_error"):
        metrics.log_metric(name, found[name])


@step
def register_model(
    params: str,
    code_version: str,
    data_version: str,
    tracking_uri: str,
    train_set: dsl.Input[dsl.Dataset],
    holdout_set: dsl.Input[dsl.Dataset],
    model: dsl.Input[dsl.Model],
    reference: dsl.Input[dsl.Dataset],
    figures: dsl.Input[dsl.Artifact],
    plots: dsl.Input[dsl.Artifact],
    registered: dsl.Output[dsl.Artifact],
) -> None:
    import shutil
    from pathlib import Path
    from tempfile import TemporaryDirectory

    import mlflow

    from fraud_detection.params import parse_params
    from fraud_detection.stages.register_model import register_model as run
    from fraud_detection.versions import Versions

    mlflow.set_tracking_uri(tracking_uri)
    with TemporaryDirectory() as folder:
        # The registry stores a file under its own name, which an artifact's path doesn't have.
        named = Path(folder) / "reference.parquet"
        shutil.copyfile(reference.path, named)
        run(
            parse_params(params),
            Versions(code=code_version, data=data_version),
            Path(train_set.path),
            Path(holdout_set.path),
            Path(model.path),
            named,
            Path(figures.path),
            Path(plots.path),
            Path(registered.path),
        )


@dsl.pipeline(name="fraud-detection", description="From rows to a registered challenger")
def fraud_detection(params: str, code_version: str, data_version: str, tracking_uri: str) -> None:
    rows = make_data(params=params)
    gate = gate_data(data=rows.outputs["data"])
    parts = split_data(params=params, data=gate.outputs["checked"])
    trained = train_model(params=params, train_set=parts.outputs["train_set"])
    holdout = parts.outputs["holdout_set"]
    evaluated = evaluate_model(model=trained.outputs["model"], holdout_set=holdout)
    register_model(
        params=params,
        code_version=code_version,
        data_version=data_version,
        tracking_uri=tracking_uri,
        train_set=parts.outputs["train_set"],
        holdout_set=holdout,
        model=trained.outputs["model"],
        reference=trained.outputs["reference"],
        figures=evaluated.outputs["figures"],
        plots=evaluated.outputs["plots"],
    )


def compile_pipeline(package: Path = PACKAGE) -> Path:
    package.parent.mkdir(parents=True, exist_ok=True)
    compiler.Compiler().compile(fraud_detection, str(package))
    return package


if __name__ == "__main__":
    print(compile_pipeline())
