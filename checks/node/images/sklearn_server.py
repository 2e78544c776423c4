"""A scikit-learn model behind KServe's own server: what the upstream program of the same image does."""

import argparse
from pathlib import Path

import joblib
import pandas as pd
from kserve import Model, ModelServer, model_server


class SklearnModel(Model):
    def __init__(self, name: str, folder: Path) -> None:
        super().__init__(name)
        self.folder = folder

    def load(self) -> bool:
        [file] = [path for path in self.folder.iterdir() if path.suffix in (".joblib", ".pkl", ".pickle")]
        self.model = joblib.load(file)
        self.ready = True
        return True

    def predict(self, payload: dict, headers: dict[str, str] | None = None, response_headers: dict | None = None) -> dict:
        rows = payload["instances"]
        named = isinstance(rows[0], dict)
        return {"predictions": self.model.predict(pd.DataFrame(rows) if named else rows).tolist()}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(parents=[model_server.parser])
    parser.add_argument("--model_dir", type=Path, default=Path("/mnt/models"))
    arguments, _ = parser.parse_known_args()
    model = SklearnModel(arguments.model_name, arguments.model_dir)
    model.load()
    ModelServer(http_port=arguments.http_port, enable_grpc=False, workers=1).start([model])
