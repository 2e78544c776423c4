"""`register`: a version in MLflow's registry."""

import argparse

from mlops_delivery import store
from mlops_delivery.failure import Unreachable
from mlops_delivery.provenance import tree_digest
from mlops_delivery.subcommands import Subcommands


def add_to(commands: Subcommands) -> None:
    command = commands.add_parser("register", help="registers a version in MLflow, once for each folder")
    command.add_argument("--name", required=True, metavar="NAME")
    command.add_argument("--storage-uri", required=True, metavar="URI")
    command.add_argument("--output", required=True, metavar="FILE", help="receives NAME/VERSION")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from mlflow import MlflowClient  # noqa: PLC0415 - takes seconds to load
    from mlflow.exceptions import MlflowException  # noqa: PLC0415

    digest = tree_digest.digest(tree_digest.listing(options.storage_uri))
    client = MlflowClient()
    try:
        if not client.search_registered_models(f"name = '{options.name}'"):
            client.create_registered_model(options.name)
        known = client.search_model_versions(f"name = '{options.name}'")
        found = next((item for item in known if item.source == options.storage_uri), None)
        version = found or client.create_model_version(options.name, options.storage_uri, tags={"model.sha256": digest})
    except MlflowException as error:
        raise Unreachable(f"MLflow: {options.name}: {error}") from None
    store.write(options.output, f"{options.name}/{version.version}".encode())
    print(f"{options.name}/{version.version}: model sha256:{digest}")
    return 0
