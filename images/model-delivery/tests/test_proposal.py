"""Which version waits for a release, asked of a real API server."""

from pathlib import Path
from typing import Any

import pytest

from mlops_delivery.canary import experiment
from mlops_delivery.canary.cluster import EXPERIMENT, INFERENCE_SERVICE, MODEL, Cluster, Kind
from mlops_delivery.canary.inference_service import CHALLENGER, CHALLENGER_PROVENANCE, MODE, PROVENANCE, ROLLED_BACK
from mlops_delivery.program import run

NAMESPACE = "default"
ONE, TWO, THREE = (f"s3://models/fraud/{number}" for number in "123")
STATEMENT = "registry.example.com/provenance@sha256:2"


class Endpoint:
    def __init__(self, api: Any, name: str, tmp_path: Path) -> None:
        self.name = name
        self.cluster = Cluster(api)
        self._output = tmp_path

    def has(self, kind: Kind, spec: dict[str, Any], annotations: dict[str, str], name: str = "") -> None:
        body = {"metadata": {"name": name or self.name, "annotations": annotations}, "spec": spec}
        assert self.cluster.create(kind, NAMESPACE, body)

    def serves(self, uri: str, percent: int | None, **annotations: str) -> None:
        """In KServe's mode Knative."""
        split = {} if percent is None else {"canaryTrafficPercent": percent}
        model = {"modelFormat": {"name": "sklearn"}, "storageUri": uri}
        self.has(INFERENCE_SERVICE, {"predictor": {"model": model, **split}}, annotations)

    def find(self, *more: str) -> tuple[str, str, str]:
        """Version, statement, and whether Git names it."""
        target = ["--endpoint", self.name, "--namespace", NAMESPACE, "--output", str(self._output)]
        assert run(["canary", "find", *target, *more]) == 0
        told = [(self._output / name).read_text() for name in ("storage-uri", "provenance", "standing")]
        return (told[0], told[1], told[2])


@pytest.fixture
def fraud(api: Any, endpoint: str, tmp_path: Path) -> Endpoint:
    return Endpoint(api, endpoint, tmp_path)


NOTHING = ("", "", "none")


def test_a_version_without_traffic_waits(fraud: Endpoint) -> None:
    fraud.serves(TWO, 0, **{PROVENANCE: STATEMENT})
    assert fraud.find() == (TWO, STATEMENT, "proposed")


@pytest.mark.parametrize(
    ("percent", "annotations"),
    [(None, {}), (10, {}), (0, {ROLLED_BACK: TWO})],
    ids=["it has all the traffic", "its release has begun", "it was taken back"],
)
def test_nothing_waits_when(percent: int | None, annotations: dict[str, str], fraud: Endpoint) -> None:
    fraud.serves(TWO, percent, **annotations)
    assert fraud.find() == NOTHING


def test_what_was_taken_back_before_is_no_obstacle(fraud: Endpoint) -> None:
    fraud.serves(THREE, 0, **{ROLLED_BACK: TWO})
    assert fraud.find() == (THREE, "", "proposed")


def test_who_names_a_version_gets_it(fraud: Endpoint) -> None:
    fraud.serves(TWO, 0, **{PROVENANCE: STATEMENT, ROLLED_BACK: TWO})
    assert fraud.find("--storage-uri", THREE, "--provenance", "p@sha256:3") == (THREE, "p@sha256:3", "new")
    assert fraud.find("--storage-uri", THREE, "--provenance", "") == (THREE, "", "new")
    # Also one that was taken back, with the statement that Git names.
    assert fraud.find("--storage-uri", TWO) == (TWO, STATEMENT, "proposed")
    # As a workflow says that nobody named one.
    assert fraud.find("--storage-uri", "", "--provenance", "") == NOTHING


def test_in_the_mode_standard_git_names_it_beside_the_champion(fraud: Endpoint) -> None:
    proposed = {MODE: "Standard", CHALLENGER: TWO, CHALLENGER_PROVENANCE: STATEMENT}
    fraud.serves(ONE, None, **proposed)
    assert fraud.find() == (TWO, STATEMENT, "proposed")
    fraud.cluster.merge_patch(
        INFERENCE_SERVICE, NAMESPACE, fraud.name, {"metadata": {"annotations": {ROLLED_BACK: TWO}}}
    )
    assert fraud.find() == NOTHING


class TestOnSeldonCore:
    SELDON = ("--engine", "seldon")

    def propose(self, fraud: Endpoint) -> None:
        fraud.has(MODEL, {"storageUri": ONE}, {CHALLENGER: TWO, CHALLENGER_PROVENANCE: STATEMENT})

    def challenge(self, fraud: Endpoint, uri: str, percent: int, annotations: dict[str, str] | None = None) -> None:
        fraud.has(MODEL, {"storageUri": uri}, {}, experiment.challenger_name(fraud.name))
        fraud.has(EXPERIMENT, experiment.experiment(fraud.name, percent)["spec"], annotations or {})

    def test_git_names_it_beside_the_champion(self, fraud: Endpoint) -> None:
        self.propose(fraud)
        assert fraud.find(*self.SELDON) == (TWO, STATEMENT, "proposed")

    def test_nobody_is_named(self, fraud: Endpoint) -> None:
        fraud.has(MODEL, {"storageUri": ONE}, {})
        assert fraud.find(*self.SELDON) == NOTHING

    @pytest.mark.parametrize(("percent", "annotations"), [(50, {}), (100, {}), (0, {ROLLED_BACK: "true"})])
    def test_a_release_of_it_was_there(self, percent: int, annotations: dict[str, str], fraud: Endpoint) -> None:
        self.propose(fraud)
        self.challenge(fraud, TWO, percent, annotations)
        assert fraud.find(*self.SELDON) == NOTHING
        assert fraud.find(*self.SELDON, "--storage-uri", TWO) == (TWO, STATEMENT, "proposed")

    def test_what_an_earlier_release_left_is_no_obstacle(self, fraud: Endpoint) -> None:
        self.propose(fraud)
        self.challenge(fraud, THREE, 0, {ROLLED_BACK: "true"})
        assert fraud.find(*self.SELDON) == (TWO, STATEMENT, "proposed")


def test_an_endpoint_that_is_not_there(fraud: Endpoint, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = ["--endpoint", fraud.name, "--namespace", NAMESPACE, "--output", str(tmp_path)]
    assert run(["canary", "find", *target]) == 1
    assert "there is no InferenceService" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
