"""Waits for a server that was just started."""

import time

import requests

DEADLINE_SECONDS = 20


def wait_until_it_answers(url: str) -> None:
    end = time.monotonic() + DEADLINE_SECONDS
    while time.monotonic() < end:
        try:
            if requests.get(url, timeout=1).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.05)
    raise TimeoutError(url)
