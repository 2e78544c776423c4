"""`canary git-commit`"""

import argparse
import hashlib

from mlops_delivery.canary import git, release_file
from mlops_delivery.canary.pull_request import open_pull_request, slug_of
from mlops_delivery.canary.version import Version
from mlops_delivery.failure import WrongInput
from mlops_delivery.subcommands import Subcommands, add_endpoint, percent


def add_to(commands: Subcommands) -> None:
    command = commands.add_parser("git-commit", help="writes a release, or the champion, into release.yaml")
    add_endpoint(command)
    command.add_argument("--repository", required=True, metavar="URL")
    command.add_argument("--path", required=True, metavar="FILE")
    command.add_argument("--branch", metavar="NAME", help="default: the repository's")
    command.add_argument("--pull-request", action="store_true", help="for somebody to approve, on GitHub")
    command.add_argument("--percent", type=percent, metavar="N")
    command.add_argument("--storage-uri", metavar="URI")
    command.add_argument("--provenance", metavar="REF")
    command.add_argument(
        "--champion", action="store_true", help="back to --storage-uri, or else to the version that the file remembers"
    )
    command.add_argument("--instead-of", metavar="URI", help="with --champion: changes nothing where Git names another")
    command.add_argument("--reason", metavar="TEXT")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    _check(options)
    title = _title(options)
    place = git.Place(options.repository, options.branch, options.path)
    onto = _branch(options) if options.pull_request else None
    done = git.commit(place, lambda text: _change(options, text), f"{title}\n\n{_body(options)}".strip() + "\n", onto)
    if done.sha is None:
        print(f"{options.path} says so already")
        return 0
    print(f"{done.branch}: {done.sha} {title}")
    if onto:
        print(open_pull_request(options.repository, onto, options.branch, title, _body(options)))
    return 0


def _check(options: argparse.Namespace) -> None:
    problems = []
    if options.champion and options.percent is not None:
        problems.append("--percent: the champion gets all the traffic, leave it out with --champion")
    if options.champion and not options.reason:
        problems.append("--reason: why it goes back is expected with --champion")
    if not options.champion and (options.percent is None or not options.storage_uri):
        problems.append("--percent and --storage-uri are expected, or --champion")
    if options.pull_request:
        slug_of(options.repository)
    if problems:
        raise WrongInput(*problems)


def _change(options: argparse.Namespace, text: str) -> str:
    before = release_file.parse(text, options.path)
    name = before.get("metadata", {}).get("name")
    if name != options.endpoint:
        raise WrongInput(f"{options.path}: it is about {name!r}, not about {options.endpoint!r}")
    version = Version(options.storage_uri, options.provenance or None) if options.storage_uri else None
    if options.champion or version is None:
        after = release_file.restored(before, version, options.instead_of or None)
    else:
        after = release_file.released(before, version, options.percent)
    return text if after == before else release_file.render(after)


def _title(options: argparse.Namespace) -> str:
    if options.champion:
        return f"{options.endpoint}: back to the champion"
    version = options.storage_uri.rstrip("/").rsplit("/", 1)[-1]
    return f"{options.endpoint}: {version} at {options.percent} %"


def _body(options: argparse.Namespace) -> str:
    if options.champion:
        return str(options.reason)
    return "\n".join(line for line in (options.storage_uri, options.provenance) if line)


def _branch(options: argparse.Namespace) -> str:
    """The same release has the same branch, so that a repeated command finds its pull request."""
    what = "champion" if options.champion else f"{options.storage_uri}@{options.percent}"
    digest = hashlib.sha256(f"{options.path}:{what}".encode()).hexdigest()[:12]
    return f"release/{options.endpoint}-{digest}"
