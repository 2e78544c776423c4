"""`provenance …`"""

import argparse
import hashlib
import re

from mlops_delivery import store
from mlops_delivery.failure import Refused, Unreachable, WrongInput
from mlops_delivery.provenance import check, cosign, tree_digest
from mlops_delivery.provenance.dvc_lock import data_versions
from mlops_delivery.provenance.statement import Code, Ingredients, Run, build, canonical
from mlops_delivery.subcommands import Subcommands

DIGEST_TAG = "provenance.sha256"


def add_to(commands: Subcommands) -> None:
    provenance = commands.add_parser(
        "provenance", help="records and verifies what a model was built from"
    ).add_subparsers(required=True, metavar="COMMAND")
    _add_create(provenance)
    _add_sign(provenance)
    _add_verify(provenance)


def _add_create(provenance: Subcommands) -> None:
    create = provenance.add_parser("create", help="writes the statement")
    for name in ("model", "storage-uri", "repository", "commit", "dvc-lock", "builder"):
        create.add_argument(f"--{name}", required=True)
    create.add_argument("--run", required=True, dest="run_id", metavar="ID")
    for name in ("parameters", "metrics", "environment-lock"):
        create.add_argument(f"--{name}", required=True, metavar="FILE")
    create.add_argument("--image", required=True, metavar="REF@sha256:…")
    create.add_argument("--output", required=True, metavar="FILE")
    create.set_defaults(run=run_create)


def _add_sign(provenance: Subcommands) -> None:
    sign = provenance.add_parser("sign", help="signs the statement")
    sign.add_argument("--statement", required=True, metavar="FILE")
    sign.add_argument("--output", required=True, metavar="FILE")
    signer = sign.add_mutually_exclusive_group(required=True)
    signer.add_argument("--key", metavar="KEY", help="awskms://…, gcpkms://… or a file")
    signer.add_argument("--keyless", action="store_true", help="signs with the identity of the workflow")
    sign.add_argument("--registry", metavar="REPOSITORY", help="publishes it there; needs --model")
    sign.add_argument("--reference", metavar="FILE", help="receives the reference in the registry")
    sign.add_argument("--model", metavar="DIR")
    sign.add_argument("--model-version", metavar="NAME/VERSION", help="version in MLflow that gets the digest as a tag")
    sign.set_defaults(run=run_sign)


def _add_verify(provenance: Subcommands) -> None:
    verify = provenance.add_parser("verify", help="fails if anything differs from what was signed")
    verify.add_argument("--model", required=True, metavar="DIR")
    verify.add_argument("--envelope", required=True, metavar="FILE")
    verify.add_argument("--signer", required=True, metavar="KEY|PEM|IDENTITY")
    for name in ("commit", "dvc-lock", "parameters", "metrics", "environment-lock", "image"):
        verify.add_argument(f"--{name}")
    verify.set_defaults(run=run_verify)


def run_create(options: argparse.Namespace) -> int:
    if not re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", options.commit):
        raise WrongInput(f"--commit: expected a full commit hash, found {options.commit!r}")
    made_of = Ingredients(
        storage_uri=options.storage_uri,
        model=tree_digest.digest(tree_digest.listing(options.model)),
        code=Code(options.repository, options.commit),
        data=data_versions(options.dvc_lock),
        parameters=store.read_object(options.parameters),
        metrics=store.read_object(options.metrics),
        environment_lock=hashlib.sha256(store.read(options.environment_lock)).hexdigest(),
        image=check.image_of(options.image),
        run=Run(options.builder, options.run_id),
    )
    store.write(options.output, canonical(build(made_of)))
    print(f"{options.output}: model sha256:{made_of.model}")
    return 0


def run_sign(options: argparse.Namespace) -> int:
    if options.registry and not options.model:
        raise WrongInput("--model: required with --registry, which receives the list of its files")
    statement = store.read(options.statement)
    envelope = cosign.sign(statement, options.key)
    store.write(options.output, envelope)
    digest = hashlib.sha256(envelope).hexdigest()
    print(f"{options.output}: sha256:{digest}")
    if options.model_version:
        _tag(options.model_version, digest)
    if options.registry:
        listing = tree_digest.listing(options.model)
        reference = cosign.publish(listing, statement, options.registry, options.key)
        print(reference)
        if options.reference:
            store.write(options.reference, reference.encode())
    return 0


def _tag(version: str, digest: str) -> None:
    from mlflow import MlflowClient  # noqa: PLC0415 - takes seconds to load
    from mlflow.exceptions import MlflowException  # noqa: PLC0415

    name, _, number = version.rpartition("/")
    try:
        MlflowClient().set_model_version_tag(name, number, DIGEST_TAG, digest)
    except MlflowException as error:
        raise Unreachable(f"MLflow: {version}: {error}") from None


def run_verify(options: argparse.Namespace) -> int:
    statement = cosign.verify(store.read(options.envelope), tree_digest.listing(options.model), options.signer)
    expected = check.Expected(
        None,
        *(options.commit, options.dvc_lock, options.parameters),
        *(options.metrics, options.environment_lock, options.image),
    )
    problems = check.differences(statement, expected)
    if problems:
        raise Refused(*problems)
    print("the provenance is valid")
    return 0
