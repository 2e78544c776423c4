"""KServe's model server with a version from the registry: `python -m fraud_detection.serving.model_server --help`.

The model is a folder: on the platform KServe's storage initializer puts it at /mnt/models.
"""

import argparse
import asyncio
from pathlib import Path

import mlflow
import pandas as pd
from kserve import Model, ModelServer, model_server
from kserve.errors import InvalidInput

from fraud_detection.model import score
from fraud_detection.registry_names import MODEL_NAME
from fraud_detection.schema import FEATURES
from fraud_detection.serving import payload_log


class FraudModel(Model):
    """Implements KServe's V1 protocol: `instances` in, a fraud probability for each out."""

    def __init__(self, name: str, folder: str, payload_log: Path | None = None) -> None:
        super().__init__(name)
        self.folder = folder
        self.payload_log = payload_log

    def load(self) -> bool:
        self.pipeline = mlflow.sklearn.load_model(self.folder)
        example = mlflow.models.Model.load(self.folder).load_input_example(self.folder)
        if example is not None:
            # The first one takes several times as long as all others.
            score(self.pipeline, example)
        self.ready = True
        return True

    async def predict(
        self, payload: dict, headers: dict[str, str] | None = None, response_headers: dict[str, str] | None = None
    ) -> dict:
        # In another thread: otherwise a slow model answers neither probes nor Prometheus meanwhile.
        return await asyncio.to_thread(self.answer, payload)

    def answer(self, payload: dict) -> dict:
        rows = pd.DataFrame(payload.get("instances", []))
        missing = [feature for feature in FEATURES if feature not in rows]
        if missing:
            raise InvalidInput(f"every instance needs {', '.join(FEATURES)}; missing: {', '.join(missing)}")
        scores = score(self.pipeline, rows)
        answer = {"predictions": scores.tolist()}
        if self.payload_log is not None:
            payload_log.append(self.payload_log, self.name, payload, answer)
        return answer


def main() -> None:
    parser = argparse.ArgumentParser(parents=[model_server.parser])
    parser.add_argument("--model_dir", default="/mnt/models", help="Folder of the MLflow model")
    # On the platform KServe's logger does this next to the server, for drift.
    parser.add_argument("--payload_log", type=Path, help="File to append requests and answers to")
    parser.set_defaults(model_name=MODEL_NAME)
    arguments, _ = parser.parse_known_args()
    model = FraudModel(arguments.model_name, arguments.model_dir, arguments.payload_log)
    model.load()
    ModelServer(
        http_port=arguments.http_port,
        enable_grpc=arguments.enable_grpc,
        workers=1,
    ).start([model])


if __name__ == "__main__":
    main()
