"""An in-memory API server: object versions, merge patches, and field owners; no validation."""

import copy
import itertools
import json
from collections.abc import Callable
from typing import Any

from kubernetes.client.exceptions import ApiException

from mlops_delivery.canary.cluster import Cluster, KubeObject

Path = tuple[str, ...]


class FakeCluster(Cluster):
    def __init__(self) -> None:
        self._kept: dict[str, KubeObject] = {}
        self._owners: dict[str, dict[Path, set[str]]] = {}
        self._counter = itertools.count(1)
        # Runs before every request of the program.
        self.before: Callable[[], None] = lambda: None

    def _call(
        self,
        method: str,
        path: str,
        body: KubeObject | str | None = None,
        content_type: str = "application/json",
        query: list[tuple[str, str]] | None = None,
    ) -> KubeObject:
        self.before()
        content: KubeObject = json.loads(body) if isinstance(body, str) else copy.deepcopy(body or {})
        if method == "POST":
            metadata = content["metadata"]
            metadata.setdefault("name", f"{metadata.get('generateName')}{next(self._counter)}")
            return self._create(f"{path}/{metadata['name']}", content)
        if path.removesuffix("/status") not in self._kept and content_type != "application/apply-patch+yaml":
            raise ApiException(status=404, reason="Not Found")
        if method == "DELETE":
            return self._kept.pop(path)
        if method == "PATCH":
            if content_type == "application/apply-patch+yaml":
                self._apply(path, content, dict(query or [])["fieldManager"])
            else:
                self._merge(path, content)
        return copy.deepcopy(self._kept[path.removesuffix("/status")])

    def _create(self, path: str, content: KubeObject) -> KubeObject:
        if path in self._kept:
            raise ApiException(status=409, reason="Conflict")
        namespace = path.split("/namespaces/")[1].split("/", maxsplit=1)[0]
        metadata = {"namespace": namespace, "uid": f"uid-{next(self._counter)}", "generation": 1}
        content["metadata"] = {**content["metadata"], **metadata, "resourceVersion": str(next(self._counter))}
        self._kept[path] = content
        self._owners[path] = {}
        return copy.deepcopy(content)

    def _merge(self, path: str, patch: KubeObject) -> None:
        kept = path.removesuffix("/status")
        before = self._kept[kept]
        self._refuse_stale(before, patch)
        after = merged(before, patch)
        changed = {key for key in set(leaves(before)) | set(leaves(after)) if _at(before, key) != _at(after, key)}
        for key in changed:
            self._owners[kept][key] = {"update"}
        self._keep(kept, after)

    def _apply(self, path: str, body: KubeObject, manager: str) -> None:
        if path not in self._kept:
            self._create(path, {**body, "metadata": {**body["metadata"]}})
            self._owners[path] = {key: {manager} for key in leaves(body) if _owned(key)}
            return
        before = self._kept[path]
        self._refuse_stale(before, body)
        owners, wanted = self._owners[path], {key for key in leaves(body) if _owned(key)}
        after = copy.deepcopy(before)
        for key, who in list(owners.items()):
            if manager in who and key not in wanted:
                who.discard(manager)
                if not who:
                    _remove(after, key)
        for key in wanted:
            value = _at(body, key)
            owners[key] = (owners.get(key, set()) if _at(before, key) == value else set()) | {manager}
            _set(after, key, value)
        self._keep(path, after)

    def _refuse_stale(self, before: KubeObject, patch: KubeObject) -> None:
        expected = patch.get("metadata", {}).pop("resourceVersion", None)
        if expected not in (None, before["metadata"]["resourceVersion"]):
            raise ApiException(status=409, reason="Conflict")

    def _keep(self, path: str, after: KubeObject) -> None:
        before = self._kept[path]
        if after == before:
            return
        if after.get("spec") != before.get("spec"):
            after["metadata"]["generation"] += 1
        after["metadata"]["resourceVersion"] = str(next(self._counter))
        self._kept[path] = after


def merged(before: Any, patch: Any) -> Any:
    """RFC 7396."""
    if not isinstance(patch, dict):
        return patch
    after = dict(before) if isinstance(before, dict) else {}
    for key, value in patch.items():
        if value is None:
            after.pop(key, None)
        else:
            after[key] = merged(after.get(key), value)
    return after


def leaves(value: Any, path: Path = ()) -> list[Path]:
    if not isinstance(value, dict) or not value:
        return [path]
    return [leaf for key, part in value.items() for leaf in leaves(part, (*path, key))]


def _owned(path: Path) -> bool:
    return path[0] == "spec" or path[:2] in (("metadata", "annotations"), ("metadata", "labels"))


def _at(value: Any, path: Path) -> Any:
    for key in path:
        if not isinstance(value, dict) or key not in value:
            return None
        value = value[key]
    return value


def _set(value: Any, path: Path, to: Any) -> None:
    for key in path[:-1]:
        value = value.setdefault(key, {})
    value[path[-1]] = to


def _remove(value: Any, path: Path) -> None:
    for key in path[:-1]:
        if key not in value:
            return
        value = value[key]
    value.pop(path[-1], None)
