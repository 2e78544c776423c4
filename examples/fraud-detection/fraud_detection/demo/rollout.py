"""Champion and challenger as processes: deploy, split the traffic, promote, roll back."""

import sys
import time
from pathlib import Path

import mlflow

from fraud_detection import registry
from fraud_detection.demo.addresses import Addresses
from fraud_detection.demo.delivery import STATEMENT, Delivery
from fraud_detection.demo.gitops import GitOps
from fraud_detection.demo.monitoring import write_roles
from fraud_detection.demo.processes import Processes
from fraud_detection.demo.workspace import Candidate
from fraud_detection.errors import RefusedError
from fraud_detection.registry_names import CHALLENGER, CHAMPION, MODEL_NAME
from fraud_detection.release import HOLDOUT, write_inputs, write_release
from fraud_detection.serving.proxy import FULL, Slot, requests_in_flight, set_weights

CANARY_PERCENT = 10


class Rollout:
    """The version in each slot, and its share of the traffic."""

    def __init__(
        self,
        addresses: Addresses,
        processes: Processes,
        folder: Path,
        admin_socket: Path,
        delivery: Delivery,
        gitops: GitOps,
    ) -> None:
        self._addresses = addresses
        self._processes = processes
        self._folder = folder
        self._admin_socket = admin_socket
        self._delivery = delivery
        self._gitops = gitops
        self._champion: Slot | None = None
        self._deployed: dict[Slot, str] = {}

    @property
    def champion_folder(self) -> Path:
        if self._champion is None:
            raise RefusedError("no version is serving yet")
        return self._folder / self._deployed[self._champion]

    @property
    def champion_version(self) -> str:
        return self.champion_folder.name

    @property
    def challenger(self) -> Slot:
        """The slot of the next or present challenger."""
        return "green" if self._champion == "blue" else "blue"

    @property
    def payload_log(self) -> Path:
        """The champion's requests and responses."""
        return self._folder / f"{self.champion_version}.jsonl"

    def set_payloads_aside(self) -> Path:
        """Moves the requests so far to a separate file; the server starts a new one."""
        return self.payload_log.replace(self.payload_log.with_suffix(".before.jsonl"))

    def release(self, candidate: Candidate, repository: Path) -> None:
        """Puts a version where a model server reads it, with a signed statement of its provenance."""
        version = candidate.version
        model = write_release(version, candidate.params, repository / HOLDOUT, self._folder)
        inputs = write_inputs(version, candidate.params, self._folder)
        run = mlflow.MlflowClient().get_model_version(MODEL_NAME, version).run_id
        self._delivery.sign(model, f"{MODEL_NAME}/{version}", run, repository, candidate.versions.code, inputs)

    def deploy(self, version: str) -> None:
        """Starts a model server for a released version, without traffic. Unsigned or changed models are rejected."""
        self._delivery.verify(self._folder / version)
        slot = self.challenger
        name = self._addresses.slot(slot)
        self._processes.stop(name)
        server = [sys.executable, "-m", "fraud_detection.serving.model_server", "--enable_grpc", "false"]
        log = self._folder / f"{version}.jsonl"
        port = str(self._addresses.ports[name])
        where = ["--http_port", port, "--model_dir", str(self._folder / version), "--payload_log", str(log)]
        self._processes.start(name, [*server, *where])
        self._processes.wait_ready(name, f"{self._addresses.url(name)}/v1/models/{MODEL_NAME}")
        self._deployed[slot] = version

    def trace(self) -> str:
        """Traces the version that Git names back to code and data, through the champion's signed statement."""
        return self._gitops.trace(self.champion_folder / STATEMENT)

    def serve_first(self) -> None:
        """The first version gets all traffic."""
        registry.promote(self._deployed["blue"])
        self._champion = "blue"
        self._apply(challenger_percent=0)
        self._gitops.release(self.champion_folder, 100)

    def start_canary(self) -> None:
        self._apply(challenger_percent=CANARY_PERCENT)
        self._gitops.release(self._folder / self._deployed[self.challenger], CANARY_PERCENT)

    def repeat(self, version: str) -> None:
        """Deploys a challenger again that was rolled back."""
        registry.readmit(version)
        self.deploy(version)

    def promote(self) -> None:
        """The challenger gets all traffic and becomes the champion; the old champion's server stops."""
        old, new = self._champion, self.challenger
        registry.promote(self._deployed[new])
        self._champion = new
        self._apply(challenger_percent=0)
        if old is not None:
            self._stop(old)
        self._gitops.release(self.champion_folder, 100)

    def roll_back(self, reason: str) -> None:
        """The champion gets all traffic again; the challenger's server stops."""
        challenger = self.challenger
        self._apply(challenger_percent=0)
        registry.reject(self._deployed[challenger], reason)
        self._gitops.restore(reason)
        self._stop(challenger)

    def _stop(self, slot: Slot) -> None:
        """Stops a server without traffic, after its last answer."""
        while requests_in_flight(self._admin_socket, slot) > 0:
            self._processes.check()
            time.sleep(0.1)
        self._processes.stop(self._addresses.slot(slot))
        del self._deployed[slot]

    def _apply(self, challenger_percent: int) -> None:
        if self._champion is None:
            raise RefusedError("no version is serving yet")
        other = self.challenger
        set_weights(self._admin_socket, {self._champion: FULL - challenger_percent, other: challenger_percent})
        roles = {self._target(self._champion): CHAMPION}
        if challenger_percent > 0:
            roles[self._target(other)] = CHALLENGER
        write_roles(self._folder.parent, roles)

    def _target(self, slot: Slot) -> str:
        return self._addresses.target(self._addresses.slot(slot))
