"""`gate …`"""

import argparse
from pathlib import Path

from mlops_delivery import store
from mlops_delivery.canary import cluster
from mlops_delivery.failure import Failure, WrongInput
from mlops_delivery.gate import result
from mlops_delivery.gate.deployed import Address, Deployed, deployed
from mlops_delivery.gate.result import GateResult
from mlops_delivery.subcommands import Subcommands, add_engine

NAMES = ("data", "tests", "champion", "load", "provenance")


def add_to(commands: Subcommands) -> None:
    gate = commands.add_parser("gate", help="checks of a version before its release").add_subparsers(
        required=True, metavar="COMMAND"
    )
    for name, run in (("data", run_data), ("tests", run_tests)):
        _add(gate, name, run).add_argument("--storage-uri", required=True, metavar="URI")
    champion = _add(gate, "champion", run_champion)
    for option in ("storage-uri", "endpoint", "namespace", "challenger-predictions", "champion-predictions"):
        champion.add_argument(f"--{option}")
    add_engine(champion)
    _add_load(gate)
    provenance = _add(gate, "provenance", run_provenance)
    for option in ("storage-uri", "provenance", "signer"):
        provenance.add_argument(f"--{option}", required=True)
    _add(gate, "all", run_all).add_argument("--required", required=True, metavar="NAMES")


def _add_load(gate: Subcommands) -> None:
    load = gate.add_parser("load", help="load test at the required request rate")
    role = load.add_mutually_exclusive_group()
    role.add_argument("--master", action="store_true")
    role.add_argument("--worker", action="store_true")
    role.add_argument("--stats", metavar="FILE", help="statistics of a Locust run")
    load.add_argument("--expect-workers", type=int, default=0, metavar="N")
    load.add_argument("--users", type=int, default=20, metavar="N")
    load.add_argument("--minutes", type=float, default=3, metavar="N")
    for option in ("master-host", "host", "endpoint", "namespace", "objective", "requests"):
        load.add_argument(f"--{option}")
    add_engine(load)
    load.add_argument("--results", type=Path, metavar="DIR")
    load.set_defaults(run=run_load)


def _add(gate: Subcommands, name: str, run: object) -> argparse.ArgumentParser:
    command = gate.add_parser(name)
    command.add_argument("--results", required=True, type=Path, metavar="DIR")
    command.set_defaults(run=run)
    return command


def run_data(options: argparse.Namespace) -> int:
    from mlops_delivery.gate import data  # noqa: PLC0415 - takes seconds to load

    frame = store.read_table(store.join(options.storage_uri, "reference.parquet"))
    suite = store.read_object(store.join(options.storage_uri, "expectations.json"))
    return result.write(options.results, data.check(frame, suite, options.results))


def run_tests(options: argparse.Namespace) -> int:
    from mlops_delivery.gate import junit  # noqa: PLC0415

    return result.write(options.results, junit.check(store.read(store.join(options.storage_uri, "tests.xml"))))


def run_champion(options: argparse.Namespace) -> int:
    from mlops_delivery.gate import champion  # noqa: PLC0415

    if options.challenger_predictions:
        frame = store.read_table(options.challenger_predictions)
        other = store.read_table(options.champion_predictions) if options.champion_predictions else None
        truth = frame["label"].to_numpy(dtype=float)
        if other is not None and not (other["label"].to_numpy(dtype=float) == truth).all():
            raise WrongInput("--champion-predictions: its labels differ from those of the challenger")
        found = champion.compare(
            truth,
            frame["prediction"].to_numpy(dtype=float),
            None if other is None else other["prediction"].to_numpy(dtype=float),
            champion.Criterion(),
        )
        return result.write(options.results, found)
    if not (options.storage_uri and options.endpoint and options.namespace):
        raise WrongInput("--storage-uri, --endpoint and --namespace are required, or --challenger-predictions")
    return result.write(options.results, _champion_as_served(options))


def _champion_as_served(options: argparse.Namespace) -> GateResult:
    from mlops_delivery.gate import champion, holdout  # noqa: PLC0415

    held = holdout.read(options.storage_uri)
    criterion = champion.Criterion(**{key: held.settings[key] for key in ("metric", "margin") if key in held.settings})
    found = _deployed(options)
    challenger = holdout.predictions(found.challenger, held.protocol, held.features)
    other = None if found.champion is None else holdout.predictions(found.champion, held.protocol, held.features)
    return champion.compare(held.truth, challenger, other, criterion)


def _deployed(options: argparse.Namespace) -> Deployed:
    return deployed(options.engine, cluster.Cluster(cluster.connect()), options.namespace, options.endpoint)


def run_load(options: argparse.Namespace) -> int:
    from mlops_delivery.gate import load, load_run  # noqa: PLC0415

    _check_load(options)
    if options.stats:
        stats = store.read(options.stats).decode()
    else:
        # The version of a release, or whichever the host has.
        address = _deployed(options).challenger if options.endpoint else Address(options.host, None)
        requests = load_run.requests_of(options.requests, address.model)
        if options.worker:
            load_run.run_worker(options.master_host, requests)
            return 0
        workers = options.expect_workers if options.master else 0
        stats = load_run.run_master(load_run.Load(address.host, options.users, options.minutes, workers), requests)
    return result.write(options.results, load.check(stats, store.read_object(options.objective)))


def _check_load(options: argparse.Namespace) -> None:
    problems = []
    if options.worker and not options.master_host:
        problems.append("--master-host is required with --worker")
    if not options.worker and not (options.objective and options.results):
        problems.append("--objective and --results are required")
    if not options.worker and not (options.stats or options.host or options.endpoint):
        problems.append("--endpoint and --namespace are required, or --host, or --stats")
    if options.endpoint and not options.namespace:
        problems.append("--namespace is required with --endpoint")
    if problems:
        raise WrongInput(*problems)


def run_provenance(options: argparse.Namespace) -> int:
    from mlops_delivery.gate import provenance  # noqa: PLC0415

    try:
        found = provenance.verify(options.storage_uri, options.provenance, options.signer)
    except Failure as failure:
        result.write(options.results, GateResult("provenance", False, failure.problems, {}))
        raise
    return result.write(options.results, found)


def run_all(options: argparse.Namespace) -> int:
    required = tuple(name.strip() for name in options.required.split(","))
    unknown = [name for name in required if name not in NAMES]
    if unknown:
        raise WrongInput(f"--required: expected some of {', '.join(NAMES)}, found {', '.join(unknown)}")
    return result.write(options.results, result.all_of(options.results, required))
