"""A release as a commit, or as a pull request."""

import base64
import os
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mlops_delivery.failure import Unreachable, WrongInput

# Others commit to the same branch: a rejected push is repeated on top of the new commits.
TRIES = 5
TIMEOUT_SECONDS = 120


@dataclass(frozen=True)
class Place:
    repository: str
    # None is the repository's default branch.
    branch: str | None
    path: str


@dataclass(frozen=True)
class Commit:
    """`sha` is None if the file is already up to date."""

    branch: str
    sha: str | None


def commit(place: Place, change: Callable[[str], str], message: str, onto: str | None = None) -> Commit:
    """Changes one file and pushes it, to the branch `onto` if given."""
    with tempfile.TemporaryDirectory() as folder:
        environment = _environment(Path(folder))
        clone = Path(folder) / "clone"
        named = ["--branch", place.branch] if place.branch else []
        _git(["clone", "--quiet", "--depth", "1", *named, "--", place.repository, str(clone)], environment)
        branch = _git(["-C", str(clone), "branch", "--show-current"], environment).strip()
        for _ in range(TRIES):
            sha = _commit_once(clone, place.path, change, message, environment)
            if sha is None:
                return Commit(onto or branch, None)
            force = ["--force"] if onto else []
            pushed = _try(
                ["-C", str(clone), "push", "--quiet", *force, "origin", f"HEAD:{onto or branch}"], environment
            )
            if pushed.returncode == 0:
                return Commit(onto or branch, sha)
            if not _lost_race(pushed.stderr):
                raise Unreachable(_told(pushed.stderr, environment))
            _git(["-C", str(clone), "fetch", "--quiet", "--depth", "1", "origin", branch], environment)
            _git(["-C", str(clone), "reset", "--quiet", "--hard", "FETCH_HEAD"], environment)
    raise Unreachable(f"{place.repository}: others keep pushing; gave up after {TRIES} attempts")


def _commit_once(
    clone: Path, path: str, change: Callable[[str], str], message: str, environment: Mapping[str, str]
) -> str | None:
    file = clone / path
    if not file.resolve().is_relative_to(clone.resolve()) or not file.is_file():
        raise WrongInput(f"{path}: there is no such file in the repository")
    try:
        before = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise WrongInput(f"{path}: expected UTF-8: {error}") from None
    after = change(before)
    if after == before:
        return None
    file.write_text(after, encoding="utf-8")
    _git(["-C", str(clone), "commit", "--quiet", "--message", message, "--", path], environment)
    return _git(["-C", str(clone), "rev-parse", "HEAD"], environment).strip()


def _lost_race(said: str) -> bool:
    return any(sign in said for sign in ("non-fast-forward", "fetch first", "cannot lock ref", "stale info"))


def _environment(home: Path) -> dict[str, str]:
    """Ignores user configuration; the token is sent as a header, so that it is in no URL and no argument."""
    token = os.environ.get("GIT_TOKEN")
    header = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    settings = {"user.name": "mlops-delivery", "user.email": "mlops-delivery@localhost"}
    if token:
        settings["http.extraHeader"] = f"Authorization: Basic {header}"
    pairs = {
        key: value
        for index, (name, setting) in enumerate(settings.items())
        for key, value in ((f"GIT_CONFIG_KEY_{index}", name), (f"GIT_CONFIG_VALUE_{index}", setting))
    }
    known = ("PATH", "SSL_CERT_FILE", "GIT_SSL_CAINFO", "HTTPS_PROXY", "NO_PROXY")
    kept = {key: os.environ[key] for key in known if key in os.environ}
    return {
        **kept,
        **pairs,
        "HOME": str(home),
        "GIT_CONFIG_COUNT": str(len(settings)),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }


def _git(arguments: list[str], environment: Mapping[str, str]) -> str:
    done = _try(arguments, environment)
    if done.returncode != 0:
        raise Unreachable(_told(done.stderr, environment))
    return done.stdout


def _try(arguments: list[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            ["git", *arguments],
            env=dict(environment),
            capture_output=True,
            text=True,
            check=False,
            timeout=TIMEOUT_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise Unreachable(f"git {arguments[0]}: no answer within {TIMEOUT_SECONDS} s") from None


def _told(said: str, environment: Mapping[str, str]) -> str:
    secret = environment.get("GIT_CONFIG_VALUE_2", "")
    return f"git: {said.strip()}".replace(secret, "***") if secret else f"git: {said.strip()}"
