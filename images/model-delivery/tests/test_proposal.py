"""Which version waits for a release, on a real API server."""

from pathlib import Path
from typing import Any

import pytest
from knative_model import Serving

from mlops_delivery.canary import experiment
from mlops_delivery.canary.cluster import EXPERIMENT, INFERENCE_SERVICE, MODEL, Cluster, Kind
from mlops_delivery.canary.experiment import ROLLED_BACK
from mlops_delivery.canary.inference_service import CHALLENGER, CHALLENGER_PROVENANCE, MODE
from mlops_delivery.canary.record import Outcome, Record, Records
from mlops_delivery.canary.version import PROVENANCE, Version
from mlops_delivery.program import run

NAMESPACE = "default"
ONE, TWO, THREE = (f"s3://models/fraud/{number}" for number in "123")
STATEMENT = "registry.example.com/provenance@sha256:2"


class Endpoint:
    def __init__(self, cluster: Cluster, name: str, tmp_path: Path) -> None:
        self.name = name
        self.cluster = cluster
        self._output = tmp_path

    def has(self, kind: Kind, spec: dict[str, Any], annotations: dict[str, str], name: str = "") -> None:
        body = {"metadata": {"name": name or self.name, "annotations": annotations}, "spec": spec}
        assert self.cluster.create(kind, NAMESPACE, body)

    def serves(self, uri: str) -> Serving:
        """In KServe's mode Knative, with all the traffic."""
        model = {"modelFormat": {"name": "sklearn"}, "storageUri": uri}
        self.has(INFERENCE_SERVICE, {"predictor": {"model": model}}, {})
        running = Serving(self.cluster, NAMESPACE, self.name)
        running.settle()
        return running

    def proposes(self, uri: str, percent: int, provenance: str | None = None) -> None:
        """Next to version 1."""
        running = self.serves(ONE)
        split = {"canaryTrafficPercent": percent, "model": {"storageUri": uri}}
        patch = {"metadata": {"annotations": {PROVENANCE: provenance}}, "spec": {"predictor": split}}
        self.cluster.merge_patch(INFERENCE_SERVICE, NAMESPACE, self.name, patch)
        running.settle()

    def remembers(self, uri: str, outcome: Outcome, kind: Kind = INFERENCE_SERVICE) -> None:
        records = Records(self.cluster, NAMESPACE, self.name)
        records.read()
        owner = self.cluster.get(kind, NAMESPACE, self.name)
        assert records.write(Record(Version(uri), Version(ONE), "2026-01-01T00:00:00Z", outcome), owner)

    def find(self, *more: str) -> tuple[str, str, str]:
        """Version, statement, and whether Git names it."""
        target = ["--endpoint", self.name, "--namespace", NAMESPACE, "--output", str(self._output)]
        assert run(["canary", "find", *target, *more]) == 0
        told = [(self._output / name).read_text() for name in ("storage-uri", "provenance", "standing")]
        return (told[0], told[1], told[2])


@pytest.fixture
def fraud(cluster: Cluster, endpoint: str, tmp_path: Path) -> Endpoint:
    return Endpoint(cluster, endpoint, tmp_path)


NOTHING = ("", "", "none")


def test_a_version_without_traffic_waits(fraud: Endpoint) -> None:
    fraud.proposes(TWO, 0, STATEMENT)
    assert fraud.find() == (TWO, STATEMENT, "proposed")


def test_nothing_waits_when_one_version_has_all_the_traffic(fraud: Endpoint) -> None:
    fraud.serves(ONE)
    assert fraud.find() == NOTHING


def test_the_serving_version_is_not_released_against_itself(fraud: Endpoint) -> None:
    running = fraud.serves(ONE)
    # Its promotion may not be in Git yet.
    assert fraud.find("--storage-uri", ONE, "--provenance", STATEMENT) == (ONE, STATEMENT, "serving")
    split = {"canaryTrafficPercent": 0, "model": {"storageUri": TWO}}
    fraud.cluster.merge_patch(INFERENCE_SERVICE, NAMESPACE, fraud.name, {"spec": {"predictor": split}})
    running.settle()
    assert fraud.find("--storage-uri", ONE) == NOTHING


def test_nothing_waits_when_its_release_has_begun(fraud: Endpoint) -> None:
    fraud.proposes(TWO, 10)
    assert fraud.find() == NOTHING


def test_nothing_waits_when_it_was_rolled_back(fraud: Endpoint) -> None:
    fraud.proposes(TWO, 0)
    fraud.remembers(TWO, "rolled-back")
    assert fraud.find() == NOTHING


def test_the_champion_does_not_wait_for_a_release_of_itself(fraud: Endpoint) -> None:
    """Git names it again after a rollback, and the cluster keeps the share of 0."""
    fraud.proposes(ONE, 0)
    assert fraud.find() == NOTHING


def test_nothing_waits_if_it_was_rolled_back_before_another_version_was(fraud: Endpoint) -> None:
    fraud.proposes(TWO, 0)
    fraud.remembers(TWO, "rolled-back")
    fraud.remembers(THREE, "rolled-back")
    assert fraud.find() == NOTHING
    # A person who names it can release it, and the other one is still rejected.
    assert fraud.find("--storage-uri", TWO) == (TWO, "", "proposed")
    assert fraud.find() == (TWO, "", "proposed")
    record = Records(fraud.cluster, NAMESPACE, fraud.name).read()
    assert record is not None
    assert record.refuses(Version(THREE))


def test_an_earlier_rollback_of_another_version_does_not_matter(fraud: Endpoint) -> None:
    fraud.proposes(THREE, 0)
    fraud.remembers(TWO, "rolled-back")
    assert fraud.find() == (THREE, "", "proposed")


def test_a_version_that_a_person_names_is_found(fraud: Endpoint) -> None:
    fraud.proposes(TWO, 0, STATEMENT)
    fraud.remembers(TWO, "rolled-back")
    assert fraud.find("--storage-uri", THREE, "--provenance", "p@sha256:3") == (THREE, "p@sha256:3", "new")
    assert fraud.find("--storage-uri", THREE, "--provenance", "") == (THREE, "", "new")
    # As a workflow without a given version.
    assert fraud.find("--storage-uri", "", "--provenance", "") == NOTHING
    # Including one that was rolled back, with the statement that Git names.
    assert fraud.find("--storage-uri", TWO) == (TWO, STATEMENT, "proposed")


def test_a_rolled_back_version_that_is_named_again_is_found_once_git_has_it(fraud: Endpoint) -> None:
    running = fraud.serves(ONE)
    fraud.remembers(TWO, "rolled-back")
    assert fraud.find("--storage-uri", TWO) == (TWO, "", "new")
    split = {"canaryTrafficPercent": 0, "model": {"storageUri": TWO}}
    fraud.cluster.merge_patch(INFERENCE_SERVICE, NAMESPACE, fraud.name, {"spec": {"predictor": split}})
    running.settle()
    assert fraud.find() == (TWO, "", "proposed")


def test_in_the_mode_standard_git_names_it_next_to_the_champion(fraud: Endpoint) -> None:
    proposed = {MODE: "Standard", CHALLENGER: TWO, CHALLENGER_PROVENANCE: STATEMENT}
    model = {"modelFormat": {"name": "sklearn"}, "storageUri": ONE}
    fraud.has(INFERENCE_SERVICE, {"predictor": {"model": model}}, proposed)
    assert fraud.find() == (TWO, STATEMENT, "proposed")
    fraud.remembers(TWO, "rolled-back")
    assert fraud.find() == NOTHING


class TestOnSeldonCore:
    SELDON = ("--engine", "seldon")

    def propose(self, fraud: Endpoint) -> None:
        fraud.has(MODEL, {"storageUri": ONE}, {CHALLENGER: TWO, CHALLENGER_PROVENANCE: STATEMENT})

    def challenge(self, fraud: Endpoint, uri: str, percent: int, annotations: dict[str, str] | None = None) -> None:
        fraud.has(MODEL, {"storageUri": uri}, {}, experiment.challenger_name(fraud.name))
        fraud.has(EXPERIMENT, experiment.experiment(fraud.name, percent)["spec"], annotations or {})

    def test_git_names_it_next_to_the_champion(self, fraud: Endpoint) -> None:
        self.propose(fraud)
        assert fraud.find(*self.SELDON) == (TWO, STATEMENT, "proposed")

    def test_no_version_is_named(self, fraud: Endpoint) -> None:
        fraud.has(MODEL, {"storageUri": ONE}, {})
        assert fraud.find(*self.SELDON) == NOTHING

    @pytest.mark.parametrize(("percent", "annotations"), [(50, {}), (100, {}), (0, {ROLLED_BACK: "true"})])
    def test_a_release_of_it_was_there(self, percent: int, annotations: dict[str, str], fraud: Endpoint) -> None:
        self.propose(fraud)
        self.challenge(fraud, TWO, percent, annotations)
        assert fraud.find(*self.SELDON) == NOTHING
        assert fraud.find(*self.SELDON, "--storage-uri", TWO) == (TWO, STATEMENT, "proposed")

    def test_leftovers_of_an_earlier_release_do_not_matter(self, fraud: Endpoint) -> None:
        self.propose(fraud)
        self.challenge(fraud, THREE, 0, {ROLLED_BACK: "true"})
        assert fraud.find(*self.SELDON) == (TWO, STATEMENT, "proposed")


def test_a_missing_endpoint(fraud: Endpoint, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = ["--endpoint", fraud.name, "--namespace", NAMESPACE, "--output", str(tmp_path)]
    assert run(["canary", "find", *target]) == 1
    assert "there is no InferenceService" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
