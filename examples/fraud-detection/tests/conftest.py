import shutil
from pathlib import Path

import pytest

from fraud_detection.demo.delivery import Delivery


@pytest.fixture
def delivery(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Delivery:
    if shutil.which("cosign") is None:
        pytest.skip("NOT RUN, no cosign: go install github.com/sigstore/cosign/v2/cmd/cosign@v2.6.1")
    monkeypatch.setenv("HOME", str(tmp_path))
    return Delivery(tmp_path / "delivery")
