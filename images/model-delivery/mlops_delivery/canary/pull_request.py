"""Pull requests on GitHub: https://docs.github.com/en/rest/pulls/pulls"""

import os
import re
from typing import Any

import requests

from mlops_delivery.failure import Unreachable, WrongInput

TIMEOUT_SECONDS = 30


def open_pull_request(repository: str, head: str, base: str | None, title: str, body: str) -> str:
    """URL of the pull request from that branch: the open one, or else a new one."""
    slug = slug_of(repository)
    found = _call("GET", f"/repos/{slug}/pulls", params={"head": f"{slug.split('/')[0]}:{head}", "state": "open"})
    if found:
        return str(found[0]["html_url"])
    base = base or str(_call("GET", f"/repos/{slug}")["default_branch"])
    made = _call("POST", f"/repos/{slug}/pulls", json={"title": title, "head": head, "base": base, "body": body})
    return str(made["html_url"])


def slug_of(repository: str) -> str:
    match = re.search(r"[/:]([\w.-]+/[\w.-]+?)(?:\.git)?/?$", repository)
    if match is None:
        raise WrongInput(f"{repository}: expected a GitHub repository, https://github.com/owner/name")
    return match.group(1)


def _call(method: str, path: str, **more: Any) -> Any:  # noqa: ANN401 - JSON
    url = os.environ.get("GITHUB_API_URL", "https://api.github.com").rstrip("/") + path
    headers = {
        "Accept": "application/vnd.github+json",
        "Authorization": f"Bearer {os.environ.get('GIT_TOKEN', '')}",
        "X-GitHub-Api-Version": "2022-11-28",
    }
    try:
        answer = requests.request(method, url, headers=headers, timeout=TIMEOUT_SECONDS, **more)
        answer.raise_for_status()
        return answer.json()
    except (requests.RequestException, ValueError) as error:
        raise Unreachable(f"GitHub: {method} {path}: {error}") from None
