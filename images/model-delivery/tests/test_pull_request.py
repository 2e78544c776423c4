"""Releases with an approval: a real repository, and GitHub's API as documented."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest
import yaml
from json_server import Asked, JsonServer, json_server
from test_git_commit import ONE, PATH, TWO, git_in

from mlops_delivery.program import run

TOKEN = "token-that-nobody-may-see"


class GitHub:
    """`/repos/acme/ml/pulls` of one repository."""

    def __init__(self) -> None:
        self.open: list[dict[str, Any]] = []
        self.status = 200

    def answer(self, asked: Asked) -> tuple[int, Any]:
        if self.status != 200:
            return self.status, {"message": "Bad credentials"}
        where = urlparse(asked.path)
        if asked.method == "POST":
            made = {**asked.body, "html_url": f"https://github.com/acme/ml/pull/{len(self.open) + 1}"}
            self.open.append(made)
            return 201, made
        if where.path.endswith("/pulls"):
            head = parse_qs(where.query)["head"][0].partition(":")[2]
            return 200, [pull for pull in self.open if pull["head"] == head]
        return 200, {"default_branch": "main"}


@pytest.fixture
def github(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[GitHub, JsonServer]]:
    fake = GitHub()
    with json_server(fake.answer) as server:
        monkeypatch.setenv("GITHUB_API_URL", server.url)
        monkeypatch.setenv("GIT_TOKEN", TOKEN)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        yield fake, server


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """At an address with GitHub's suffix, acme/ml.git."""
    bare, work = tmp_path / "acme/ml.git", tmp_path / "work"
    bare.mkdir(parents=True)
    git_in(bare, "init", "-q", "--bare", "-b", "main", ".")
    release = work / PATH
    release.parent.mkdir(parents=True)
    endpoint = {
        "kind": "InferenceService",
        "metadata": {"name": "fraud"},
        "spec": {"predictor": {"model": {"storageUri": ONE}}},
    }
    release.write_text(yaml.safe_dump(endpoint))
    git_in(work, "init", "-q", "-b", "main", ".")
    git_in(work, "add", ".")
    git_in(work, "commit", "-qm", "first")
    git_in(work, "push", "-q", str(bare), "main")
    return bare


def propose(repository: Path) -> int:
    target = ["--endpoint", "fraud", "--namespace", "ml", "--repository", f"file://{repository}", "--path", PATH]
    what = ["--percent", "0", "--storage-uri", TWO, "--provenance", "reg@sha256:2"]
    return run(["canary", "git-commit", *target, "--pull-request", *what])


def test_a_release_is_a_branch_and_a_pull_request(
    repository: Path, github: tuple[GitHub, JsonServer], capfd: pytest.CaptureFixture[str]
) -> None:
    fake, server = github
    assert propose(repository) == 0
    [pull] = fake.open
    assert (pull["base"], pull["title"]) == ("main", "fraud: 2 at 0 %")
    assert TWO in pull["body"]
    proposed = yaml.safe_load(git_in(repository, "show", f"{pull['head']}:{PATH}"))
    assert proposed["spec"]["predictor"] == {"model": {"storageUri": TWO}, "canaryTrafficPercent": 0}
    assert ONE in git_in(repository, "show", f"main:{PATH}")
    assert server.asked[-1].headers["Authorization"] == f"Bearer {TOKEN}"
    said = capfd.readouterr()
    assert "https://github.com/acme/ml/pull/1" in said.out
    assert TOKEN not in said.out + said.err


def test_the_same_release_again_finds_its_pull_request(repository: Path, github: tuple[GitHub, JsonServer]) -> None:
    fake, _ = github
    assert propose(repository) == 0
    assert propose(repository) == 0
    assert len(fake.open) == 1
    assert git_in(repository, "branch", "--list").count("release/") == 1


def test_a_rejected_token_is_reported_and_not_shown(
    repository: Path, github: tuple[GitHub, JsonServer], capfd: pytest.CaptureFixture[str]
) -> None:
    fake, _ = github
    fake.status = 401
    assert propose(repository) == 3
    said = capfd.readouterr().err
    assert said.startswith("mlops-delivery: GitHub: GET /repos/acme/ml/pulls: 401")
    assert TOKEN not in said
