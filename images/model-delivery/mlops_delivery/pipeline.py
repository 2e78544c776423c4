"""
The release of a version as a Kubeflow pipeline: every step is a command of this program.

The training is supplied: a component with the inputs `data_version` and `storage_uri` that writes a version's files
below `storage_uri`, and next to them `dvc.lock`, `parameters.json`, `metrics.json`, `requirements.txt` and
`predictions.parquet` (columns `label` and `prediction`, of the holdout set).
"""

from typing import Any

import yaml
from kfp import components, dsl, kubernetes

from mlops_delivery.provenance.tree_digest import STATEMENT, UNSIGNED

# Argo CD polls Git every three minutes, and then the version has to be loaded.
STAGING_RETRIES = 5
STAGING_WAIT = "180s"

Argument = str | dict[str, Any]


def given(name: str) -> dict[str, str]:
    return {"inputValue": name}


def next_to(name: str, file: str) -> dict[str, list[Argument]]:
    """A file in the folder that an input names."""
    return {"concat": [given(name), f"/{file}"]}


def written(name: str) -> dict[str, str]:
    return {"outputPath": name}


def step(image: str, name: str, args: list[Argument]) -> Any:  # noqa: ANN401 - KFP's own
    """A command as a component; its inputs and outputs are those in its arguments."""
    container = {"image": image, "command": ["mlops-delivery"], "args": args}
    inputs, outputs = _named(args, "inputValue"), _named(args, "outputPath")
    return components.load_component_from_text(
        yaml.safe_dump(
            {
                "name": name,
                **({"inputs": [{"name": item, "type": "String"} for item in inputs]}),
                **({"outputs": [{"name": item, "type": "String"} for item in outputs]} if outputs else {}),
                "implementation": {"container": container},
            }
        )
    )


def _named(args: list[Argument], kind: str) -> list[str]:
    parts = [part for arg in args if isinstance(arg, dict) for part in arg.get("concat", [arg])]
    return sorted({part[kind] for part in parts if isinstance(part, dict) and kind in part})


RESULTS = ("--results", "/tmp/gates")


def release_pipeline(image: str, training: Any) -> Any:  # noqa: ANN401 - KFP's own
    """@param image of the steps, by digest"""
    validate = step(image, "validate-data", ["gate", "data", "--storage-uri", given("data_uri"), *RESULTS])
    evaluate = step(
        image,
        "evaluate",
        [
            *("gate", "champion", "--challenger-predictions", next_to("storage_uri", "predictions.parquet")),
            *("--champion-predictions", given("champion_predictions"), *RESULTS),
        ],
    )
    register = step(
        image,
        "register",
        ["register", "--name", given("model"), "--storage-uri", given("storage_uri"), "--output", written("version")],
    )
    create = step(image, "state-provenance", _create_args())
    sign = step(image, "sign", _sign_args())
    load = step(
        image,
        "load-test-in-staging",
        [
            *("gate", "load", "--host", given("staging_host"), "--objective", given("objective")),
            *("--requests", next_to("storage_uri", "load.jsonl"), *RESULTS),
        ],
    )
    stage = step(image, "release-to-staging", _commit_args(100, []))
    # Merged, it is there without traffic, which its release gives it step by step.
    propose = step(image, "propose-for-production", _commit_args(0, ["--pull-request"]))

    @dsl.pipeline(name="release-model", description="From data to a release with approval")
    def release(  # noqa: PLR0913, PLR0917 - the parameters of a pipeline are its form
        model: str,
        namespace: str,
        data_uri: str,
        data_version: str,
        storage_uri: str,
        source: str,
        commit: str,
        training_image: str,
        registry: str,
        key: str,
        repository: str,
        staging_path: str,
        production_path: str,
        staging_host: str,
        objective: str,
        token_secret: str = "release-token",
        champion_predictions: str = "",
    ) -> None:
        validated = validate(data_uri=data_uri)
        trained = training(data_version=data_version, storage_uri=storage_uri).after(validated)
        evaluated = evaluate(storage_uri=storage_uri, champion_predictions=champion_predictions).after(trained)
        registered = register(model=model, storage_uri=storage_uri).after(evaluated)
        stated = create(
            storage_uri=storage_uri,
            source=source,
            commit=commit,
            training_image=training_image,
            run=dsl.PIPELINE_JOB_RESOURCE_NAME_PLACEHOLDER,
        ).after(evaluated)
        signed = sign(
            storage_uri=storage_uri,
            key=key,
            registry=registry,
            version=registered.outputs["version"],
        ).after(stated)
        about = {
            "model": model,
            "namespace": namespace,
            "repository": repository,
            "storage_uri": storage_uri,
            "provenance": signed.outputs["reference"],
        }
        staged = stage(path=staging_path, **about)
        loaded = load(staging_host=staging_host, objective=objective, storage_uri=storage_uri).after(staged)
        loaded.set_retry(STAGING_RETRIES, backoff_duration=STAGING_WAIT, backoff_factor=1)
        proposed = propose(path=production_path, **about).after(loaded)
        for task in (staged, proposed):
            kubernetes.use_secret_as_env(task, secret_name=token_secret, secret_key_to_env={"token": "GIT_TOKEN"})
        for task in (validated, evaluated, registered, stated, signed, staged, loaded, proposed):
            # A gate may be repeated with new data under the same address.
            task.set_caching_options(False)

    return release


def _create_args() -> list[Argument]:
    return [
        *("provenance", "create", "--model", given("storage_uri"), "--storage-uri", given("storage_uri")),
        *("--repository", given("source"), "--commit", given("commit"), "--image", given("training_image")),
        *("--builder", "https://www.kubeflow.org/docs/components/pipelines", "--run", given("run")),
        *("--dvc-lock", next_to("storage_uri", "dvc.lock"), "--parameters", next_to("storage_uri", "parameters.json")),
        *("--metrics", next_to("storage_uri", "metrics.json")),
        *("--environment-lock", next_to("storage_uri", "requirements.txt")),
        *("--output", next_to("storage_uri", UNSIGNED)),
    ]


def _sign_args() -> list[Argument]:
    return [
        *("provenance", "sign", "--statement", next_to("storage_uri", UNSIGNED), "--key", given("key")),
        *("--output", next_to("storage_uri", STATEMENT)),
        *("--registry", given("registry"), "--model", given("storage_uri"), "--model-version", given("version")),
        *("--reference", written("reference")),
    ]


def _commit_args(percent: int, more: list[Argument]) -> list[Argument]:
    return [
        *("canary", "git-commit", "--endpoint", given("model"), "--namespace", given("namespace")),
        *("--repository", given("repository"), "--path", given("path"), "--percent", str(percent)),
        *("--storage-uri", given("storage_uri"), "--provenance", given("provenance"), *more),
    ]
