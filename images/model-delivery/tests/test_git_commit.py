"""Releases in Git, against a bare repository."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from fake_cluster import FakeCluster

from mlops_delivery.canary import git, git_command, release_file
from mlops_delivery.canary.cluster import INFERENCE_SERVICE
from mlops_delivery.canary.inference_service import CHALLENGER, CHAMPION, MODE
from mlops_delivery.canary.record import Outcome, Record, Records
from mlops_delivery.canary.version import Version
from mlops_delivery.failure import WrongInput
from mlops_delivery.program import run

PATH = "models/aws-prod/fraud/release.yaml"
ONE, TWO, THREE = (f"s3://models/fraud/{number}" for number in "123")


def git_in(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.com"]
    return subprocess.run(
        ["git", "-C", str(folder), *identity, *arguments], check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A bare repository whose endpoint has version 1."""
    bare, work = tmp_path / "bare.git", tmp_path / "work"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(bare)], check=True)
    subprocess.run(["git", "init", "-q", "-b", "main", str(work)], check=True)
    release = work / PATH
    release.parent.mkdir(parents=True)
    release.write_text(
        yaml.safe_dump(
            {
                "apiVersion": "serving.kserve.io/v1beta1",
                "kind": "InferenceService",
                "metadata": {"name": "fraud", "namespace": "ml", "annotations": {"mlops/provenance": "reg@sha256:1"}},
                "spec": {"predictor": {"model": {"storageUri": ONE}}},
            }
        )
    )
    (release.parent / "endpoint.yaml").write_text("kind: InferenceService\n")
    git_in(work, "add", ".")
    git_in(work, "commit", "-qm", "first")
    git_in(work, "push", "-q", str(bare), "main")
    return bare


def commit(repository: Path, *more: str) -> int:
    target = ["--endpoint", "fraud", "--namespace", "ml", "--repository", f"file://{repository}", "--path", PATH]
    return run(["canary", "git-commit", *target, *more])


def release(repository: Path, uri: str, percent: int) -> int:
    return commit(repository, "--percent", str(percent), "--storage-uri", uri, "--provenance", f"reg@sha256:{uri[-1]}")


def released(repository: Path) -> dict[str, Any]:
    return yaml.safe_load(git_in(repository, "show", f"main:{PATH}"))


def predictor(repository: Path) -> dict[str, Any]:
    return released(repository)["spec"]["predictor"]


def commits(repository: Path) -> int:
    return int(git_in(repository, "rev-list", "--count", "main"))


def test_a_release_in_git(repository: Path) -> None:
    release(repository, TWO, 10)
    assert predictor(repository) == {"model": {"storageUri": TWO}, "canaryTrafficPercent": 10}
    assert released(repository)["metadata"]["annotations"] == {
        "mlops/provenance": "reg@sha256:2",
        "mlops/champion": ONE,
        "mlops/champion-provenance": "reg@sha256:1",
    }
    release(repository, TWO, 100)
    assert predictor(repository) == {"model": {"storageUri": TWO}}
    assert git_in(repository, "diff", "--name-only", "main~2", "main").split() == [PATH]


@pytest.mark.parametrize("percent", [10, 100])
def test_rollback_to_the_champion_happens_once(repository: Path, percent: int) -> None:
    before = released(repository)
    release(repository, TWO, percent)
    for _ in range(2):
        assert commit(repository, "--champion", "--reason", "p99 1.2 s") == 0
        assert released(repository) == before
    assert commits(repository) == 3
    assert "p99 1.2 s" in git_in(repository, "log", "-1", "--format=%b", "main")


def test_a_proposal_in_place_of_another_keeps_the_champion(repository: Path) -> None:
    before = released(repository)
    release(repository, TWO, 0)
    release(repository, THREE, 0)
    assert predictor(repository) == {"model": {"storageUri": THREE}, "canaryTrafficPercent": 0}
    commit(repository, "--champion", "--reason", "slow")
    assert released(repository) == before


def test_a_proposal_in_place_of_a_share_that_a_person_wrote_gets_no_traffic(repository: Path, tmp_path: Path) -> None:
    """The file names no champion then; what serves is known to the cluster alone."""
    work = tmp_path / "person"
    subprocess.run(["git", "clone", "-q", str(repository), str(work)], check=True)
    by_hand = released(repository)
    by_hand["spec"]["predictor"] = {"model": {"storageUri": TWO}, "canaryTrafficPercent": 20}
    (work / PATH).write_text(yaml.safe_dump(by_hand))
    git_in(work, "commit", "-qam", "by hand")
    git_in(work, "push", "-q", "origin", "main")
    release(repository, THREE, 0)
    assert predictor(repository) == {"model": {"storageUri": THREE}, "canaryTrafficPercent": 0}
    release(repository, THREE, 100)
    assert predictor(repository) == {"model": {"storageUri": THREE}}


def test_the_same_release_is_committed_once(repository: Path) -> None:
    release(repository, TWO, 10)
    release(repository, TWO, 10)
    assert commits(repository) == 2


def test_a_commit_of_another_author_is_kept(repository: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    subprocess.run(["git", "clone", "-q", str(repository), str(other)], check=True)
    raced = []

    def change(text: str) -> str:
        if not raced:
            raced.append(True)
            (other / "notes.txt").write_text("mine\n")
            git_in(other, "add", ".")
            git_in(other, "commit", "-qm", "other")
            git_in(other, "push", "-q", "origin", "main")
        return text.replace(ONE, TWO)

    done = git.commit(git.Place(f"file://{repository}", None, PATH), change, "release")
    assert done.sha == git_in(repository, "rev-parse", "main").strip()
    assert git_in(repository, "show", "main:notes.txt") == "mine\n"
    assert predictor(repository)["model"]["storageUri"] == TWO


def test_a_share_of_the_first_version_is_not_written(repository: Path) -> None:
    release(repository, ONE, 10)
    assert predictor(repository) == {"model": {"storageUri": ONE}}


def test_the_file_has_to_be_for_the_endpoint(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = ["--namespace", "ml", "--repository", f"file://{repository}", "--percent", "10", "--storage-uri", TWO]
    assert run(["canary", "git-commit", "--endpoint", "churn", "--path", PATH, *target]) == 2
    assert "it is for 'fraud', not for 'churn'" in capsys.readouterr().err
    assert run(["canary", "git-commit", "--endpoint", "fraud", "--path", "../x", *target]) == 2
    assert commits(repository) == 1


def test_contradictory_options_are_rejected(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert commit(repository, "--champion", "--percent", "10") == 2
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_a_token_is_not_part_of_an_error(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("GIT_TOKEN", "secret-token")
    target = ["--endpoint", "fraud", "--namespace", "ml", "--repository", "file:///nonexistent", "--path", PATH]
    assert run(["canary", "git-commit", *target, "--percent", "10", "--storage-uri", TWO]) == 3
    assert "secret" not in capsys.readouterr().err


def test_a_path_outside_is_rejected(repository: Path) -> None:
    with pytest.raises(WrongInput):
        git.commit(git.Place(f"file://{repository}", None, "../../etc/passwd"), lambda text: text, "x")


def test_on_seldon_core_git_keeps_the_champion_until_the_end() -> None:
    champion: release_file.Document = {
        "kind": "Model",
        "metadata": {"name": "fraud", "annotations": {"mlops/provenance": "reg@sha256:1"}},
        "spec": {"storageUri": ONE},
    }
    challenger = Version(TWO, "reg@sha256:2")
    trial = release_file.released(champion, challenger, 0)
    assert trial["spec"] == {"storageUri": ONE}
    assert trial["metadata"]["annotations"] == {
        "mlops/provenance": "reg@sha256:1",
        "mlops/challenger": TWO,
        "mlops/challenger-provenance": "reg@sha256:2",
    }
    assert release_file.restored(trial) == champion
    promoted = release_file.released(trial, challenger, 100)
    assert promoted["spec"] == {"storageUri": TWO}
    assert promoted["metadata"]["annotations"] == {
        "mlops/provenance": "reg@sha256:2",
        "mlops/champion": ONE,
        "mlops/champion-provenance": "reg@sha256:1",
    }
    assert release_file.restored(promoted) == champion


def test_in_the_mode_standard_git_keeps_the_champion_until_the_end() -> None:
    champion = {
        "kind": "InferenceService",
        "metadata": {"name": "fraud", "annotations": {MODE: "Standard"}},
        "spec": {"predictor": {"model": {"storageUri": ONE}}},
    }
    proposed = release_file.released(champion, Version(TWO), 0)
    assert proposed["spec"] == champion["spec"]
    assert proposed["metadata"]["annotations"] == {MODE: "Standard", CHALLENGER: TWO}
    assert release_file.restored(proposed) == champion
    promoted = release_file.released(proposed, Version(TWO), 100)
    assert promoted["spec"]["predictor"] == {"model": {"storageUri": TWO}}
    assert promoted["metadata"]["annotations"] == {MODE: "Standard", CHAMPION: ONE}


def test_a_proposal_during_a_release_outlives_it() -> None:
    champion = {"kind": "Model", "metadata": {"name": "fraud"}, "spec": {"storageUri": ONE}}
    meanwhile = release_file.released(release_file.released(champion, Version(TWO), 0), Version(THREE), 0)
    promoted = release_file.released(meanwhile, Version(TWO), 100)
    assert promoted["spec"] == {"storageUri": TWO}
    assert promoted["metadata"]["annotations"][CHALLENGER] == THREE


def test_a_first_version_on_seldon_core_is_the_champion_at_once() -> None:
    empty: release_file.Document = {"kind": "Model", "metadata": {"name": "fraud"}, "spec": {}}
    assert release_file.released(empty, Version(ONE), 0)["spec"] == {"storageUri": ONE}


def test_git_is_rolled_back_to_the_serving_version_regardless_of_the_file() -> None:
    """A canary that a person started in Git, without naming the champion."""
    canary = {
        "kind": "InferenceService",
        "metadata": {"name": "fraud"},
        "spec": {"predictor": {"canaryTrafficPercent": 10, "model": {"storageUri": TWO}}},
    }
    assert release_file.restored(canary) == canary
    restored = release_file.restored(canary, Version(ONE, "reg@sha256:1"), instead_of=TWO)
    assert restored["spec"]["predictor"] == {"model": {"storageUri": ONE}}
    assert restored["metadata"]["annotations"] == {"mlops/provenance": "reg@sha256:1"}


def test_a_rollback_in_git_leaves_a_later_proposal_alone() -> None:
    later = {
        "kind": "InferenceService",
        "metadata": {"name": "fraud", "annotations": {CHAMPION: ONE}},
        "spec": {"predictor": {"canaryTrafficPercent": 0, "model": {"storageUri": THREE}}},
    }
    assert release_file.restored(later, Version(ONE), instead_of=TWO) == later
    beside = {"kind": "Model", "metadata": {"annotations": {CHALLENGER: THREE}}, "spec": {"storageUri": ONE}}
    assert release_file.restored(beside, Version(ONE), instead_of=TWO) == beside


def test_a_recorded_statement_is_kept_by_a_commit_that_only_names_the_address(repository: Path) -> None:
    before = released(repository)
    release(repository, TWO, 100)
    assert commit(repository, "--champion", "--storage-uri", ONE, "--reason", "slow") == 0
    assert released(repository) == before


def test_a_challenger_keeps_its_statement_when_it_gets_all_the_traffic() -> None:
    champion = {"kind": "Model", "metadata": {"name": "fraud"}, "spec": {"storageUri": ONE}}
    trial = release_file.released(champion, Version(TWO, "reg@sha256:2"), 0)
    promoted = release_file.released(trial, Version(TWO), 100)
    assert promoted["metadata"]["annotations"]["mlops/provenance"] == "reg@sha256:2"
    # Another address has another statement.
    assert "mlops/provenance" not in release_file.released(promoted, Version(THREE), 100)["metadata"]["annotations"]


class TestWhatTheRecordSays:
    @pytest.fixture
    def recorded(self, repository: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Any]]:
        cluster = FakeCluster()
        monkeypatch.setattr(git_command, "connected", lambda: cluster)
        cluster.create(INFERENCE_SERVICE, "ml", {"metadata": {"name": "fraud"}})
        one, two = Version(ONE, "reg@sha256:1"), Version(TWO, "reg@sha256:2")

        def record(outcome: Outcome, *more: str) -> dict[str, Any]:
            """Content of Git after the recorded result is committed."""
            records = Records(cluster, "ml", "fraud")
            records.read()
            done = Record(two, one, "2026-01-01T00:00:00Z", outcome, reason="p99 1.2 s", release="release-1")
            assert records.write(done, cluster.get(INFERENCE_SERVICE, "ml", "fraud"))
            assert commit(repository, "--recorded", *more) == 0
            return released(repository)

        return record

    def test_is_the_champion_after_a_rollback(self, repository: Path, recorded: Any) -> None:
        before = released(repository)
        release(repository, TWO, 0)
        assert recorded("rolled-back") == before
        assert "p99 1.2 s" in git_in(repository, "log", "-1", "--format=%b", "main")

    def test_is_all_the_traffic_after_a_promotion(self, repository: Path, recorded: Any) -> None:
        release(repository, TWO, 0)
        assert recorded("promoted")["spec"]["predictor"] == {"model": {"storageUri": TWO}}

    def test_is_empty_while_undecided_or_of_another_release(self, repository: Path, recorded: Any) -> None:
        release(repository, TWO, 0)
        before = released(repository)
        assert recorded("undecided") == before
        assert recorded("promoted", "--release", "release-2") == before
        assert recorded("promoted", "--release", "release-1") != before

    @pytest.mark.parametrize("outcome", ["rolled-back", "promoted"])
    def test_leaves_a_later_proposal_alone(self, repository: Path, recorded: Any, outcome: Outcome) -> None:
        release(repository, THREE, 0)
        before = released(repository)
        assert recorded(outcome) == before

    def test_needs_no_other_options(self, repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert commit(repository, "--recorded", "--percent", "0", "--storage-uri", TWO) == 2
        assert len(capsys.readouterr().err.splitlines()) == 2


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ("spec:", "spec: expected fields, found None"),
        ("spec: []", "spec: expected fields, found []"),
        ("spec: {predictor: }", "spec.predictor: expected fields, found None"),
        ("spec: {predictor: {model: }}", "spec.predictor.model: expected fields, found None"),
        ("spec: {predictor: {model: {storageUri: 8}}}", "model.storageUri: expected an address, found 8"),
        (
            "spec: {predictor: {model: {storageUri: {s3: a}}}}",
            "model.storageUri: expected an address, found {'s3': 'a'}",
        ),
        ("spec: {predictor: {canaryTrafficPercent: ten}}", "canaryTrafficPercent: expected a number, found 'ten'"),
        ("metadata: fraud", "metadata: expected fields, found 'fraud'"),
        ("metadata: {name: fraud, annotations: [a]}", "metadata.annotations: expected fields, found ['a']"),
    ],
)
def test_a_file_with_a_mistake_of_a_person_is_rejected_with_its_place(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], part: str, fault: str
) -> None:
    text = f"kind: InferenceService\n{part}\n" if part.startswith("metadata") else f"{HEAD}{part}\n"
    push(repository, tmp_path, text.encode())
    assert commit(repository, "--storage-uri", TWO, "--percent", "10") == 2
    assert fault in capsys.readouterr().err


def test_a_file_that_is_no_text_is_rejected(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    push(repository, tmp_path, b"kind: \xff\xfe")
    assert commit(repository, "--storage-uri", TWO, "--percent", "10") == 2
    assert "expected UTF-8" in capsys.readouterr().err


HEAD = "kind: InferenceService\nmetadata: {name: fraud, namespace: ml}\n"


def push(repository: Path, tmp_path: Path, content: bytes) -> None:
    clone = tmp_path / "by-hand"
    subprocess.run(["git", "clone", "-q", str(repository), str(clone)], check=True)
    (clone / PATH).write_bytes(content)
    git_in(clone, "commit", "-qam", "by hand")
    git_in(clone, "push", "-q")
