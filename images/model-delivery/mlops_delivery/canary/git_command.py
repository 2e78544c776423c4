"""`canary git-commit`"""

import argparse
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from mlops_delivery.canary import git, release_file
from mlops_delivery.canary.cluster import Cluster, connect
from mlops_delivery.canary.pull_request import open_pull_request, slug_of
from mlops_delivery.canary.record import Records
from mlops_delivery.canary.version import Version
from mlops_delivery.failure import WrongInput
from mlops_delivery.subcommands import Subcommands, add_endpoint, percent


def add_to(commands: Subcommands) -> None:
    command = commands.add_parser("git-commit", help="writes a release, or the champion, into release.yaml")
    add_endpoint(command)
    command.add_argument("--repository", required=True, metavar="URL")
    command.add_argument("--path", required=True, metavar="FILE")
    command.add_argument("--branch", metavar="NAME", help="default: the repository's")
    command.add_argument("--pull-request", action="store_true", help="opens a pull request on GitHub for approval")
    command.add_argument("--percent", type=percent, metavar="N")
    command.add_argument("--storage-uri", metavar="URI")
    command.add_argument("--provenance", metavar="REF")
    command.add_argument(
        "--champion",
        action="store_true",
        help="rolls back to --storage-uri, or else to the version recorded in the file",
    )
    command.add_argument(
        "--instead-of", metavar="URI", help="with --champion: changes nothing if Git names another version"
    )
    command.add_argument("--reason", metavar="TEXT")
    command.add_argument(
        "--recorded",
        action="store_true",
        help="writes the result in the record of the last release: its version, or the champion",
    )
    command.add_argument("--release", metavar="NAME", help="with --recorded: changes nothing for any other release")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    _check(options)
    edit = _recorded(options) if options.recorded else _edit(options)
    if edit is None:
        print(f"no decided release of {options.endpoint} has to be committed")
        return 0
    place = git.Place(options.repository, options.branch, options.path)
    onto = _branch(options, edit) if options.pull_request else None
    message = f"{edit.title}\n\n{edit.body}".strip() + "\n"
    done = git.commit(place, lambda text: _changed(options, edit, text), message, onto)
    if done.sha is None:
        print(f"{options.path} is already up to date")
        return 0
    print(f"{done.branch}: {done.sha} {edit.title}")
    if onto:
        print(open_pull_request(options.repository, onto, options.branch, edit.title, edit.body))
    return 0


@dataclass(frozen=True)
class Edit:
    """A change of `release.yaml`."""

    title: str
    body: str
    # The same change gets the same name.
    name: str
    change: Callable[[release_file.Document], release_file.Document]


def connected() -> Cluster:
    return Cluster(connect())


def _check(options: argparse.Namespace) -> None:
    problems = []
    if options.recorded:
        given = ("percent", "storage_uri", "provenance", "champion", "instead_of", "reason")
        problems += [
            f"--{name.replace('_', '-')}: omit it with --recorded, it is in the record"
            for name in given
            if (value := getattr(options, name)) is not None and value is not False
        ]
    elif options.champion:
        if options.percent is not None:
            problems.append("--percent: omit it with --champion, which gets all the traffic")
        if not options.reason:
            problems.append("--reason: required with --champion")
    elif options.percent is None or not options.storage_uri:
        problems.append("--percent and --storage-uri are required, or --champion, or --recorded")
    if options.pull_request:
        slug_of(options.repository)
    if problems:
        raise WrongInput(*problems)


def _edit(options: argparse.Namespace) -> Edit:
    version = Version(options.storage_uri, options.provenance or None) if options.storage_uri else None
    if options.champion or version is None:
        return _back(options.endpoint, version, options.instead_of or None, str(options.reason))
    return _forward(
        options.endpoint,
        version,
        options.percent,
        lambda before: release_file.released(before, version, options.percent),
    )


def _recorded(options: argparse.Namespace) -> Edit | None:
    """The outcome of the last release; None while it is undecided, or if it is another release than expected."""
    record = Records(connected(), options.namespace, options.endpoint).read()
    if record is None or (options.release and record.release != options.release):
        return None
    if record.outcome == "rolled-back":
        return _back(options.endpoint, record.champion, record.version.storage_uri, record.reason)
    if record.outcome == "promoted":
        return _forward(
            options.endpoint, record.version, 100, lambda before: release_file.promoted(before, record.version)
        )
    return None


def _back(endpoint: str, champion: Version | None, instead_of: str | None, reason: str) -> Edit:
    return Edit(
        f"{endpoint}: back to the champion",
        reason,
        "champion",
        lambda before: release_file.restored(before, champion, instead_of),
    )


def _forward(
    endpoint: str,
    version: Version,
    percent: int,
    change: Callable[[release_file.Document], release_file.Document],
) -> Edit:
    name = version.storage_uri.rstrip("/").rsplit("/", 1)[-1]
    body = "\n".join(line for line in (version.storage_uri, version.provenance) if line)
    return Edit(f"{endpoint}: {name} at {percent} %", body, f"{version.storage_uri}@{percent}", change)


def _changed(options: argparse.Namespace, edit: Edit, text: str) -> str:
    before = release_file.parse(text, options.path)
    name = before.get("metadata", {}).get("name")
    if name != options.endpoint:
        raise WrongInput(f"{options.path}: it is for {name!r}, not for {options.endpoint!r}")
    after = edit.change(before)
    return text if after == before else release_file.render(after)


def _branch(options: argparse.Namespace, edit: Edit) -> str:
    """The same release gets the same branch, so that a repeated command finds its pull request."""
    digest = hashlib.sha256(f"{options.path}:{edit.name}".encode()).hexdigest()[:12]
    return f"release/{options.endpoint}-{digest}"
