"""Calls of an engine's API."""

import os
from typing import Any

import requests

from mlops_delivery.failure import Unreachable, WrongInput

TIMEOUT_SECONDS = 30


class Http:
    """@param prefix of the variables with address and token, e.g. PREFECT for PREFECT_URL"""

    def __init__(self, prefix: str) -> None:
        url = os.environ.get(f"{prefix}_URL")
        if not url:
            raise WrongInput(f"{prefix}_URL: expected the address of the engine")
        self._url = url.rstrip("/")
        self._headers: dict[str, str] = {}
        self.authorize(os.environ.get(f"{prefix}_TOKEN"))

    def authorize(self, token: str | None) -> None:
        if token:
            self._headers["Authorization"] = f"Bearer {token}"

    def call(self, method: str, path: str, **more: Any) -> Any:  # noqa: ANN401 - JSON
        try:
            answer = requests.request(method, self._url + path, headers=self._headers, timeout=TIMEOUT_SECONDS, **more)
            answer.raise_for_status()
            return answer.json()
        except (requests.RequestException, ValueError) as error:
            raise Unreachable(f"{method} {path}: {error}") from None
