"""Files and folders by path, s3:// or gs://."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import fsspec
import pandas as pd

from mlops_delivery.failure import Unreachable, WrongInput


def join(folder: str, name: str) -> str:
    return f"{folder.rstrip('/')}/{name}"


def exists(uri: str) -> bool:
    with reaching(uri):
        filesystem, path = fsspec.core.url_to_fs(uri)
        return bool(filesystem.exists(path))


def read(uri: str) -> bytes:
    with reaching(uri), fsspec.open(uri, "rb") as file:
        content: bytes = file.read()
        return content


def write(uri: str, content: bytes) -> None:
    with reaching(uri):
        filesystem, path = fsspec.core.url_to_fs(uri)
        # Buckets are only created by Terraform.
        if "://" not in uri:
            filesystem.makedirs(filesystem._parent(path), exist_ok=True)
        with filesystem.open(path, "wb") as file:
            file.write(content)


@contextmanager
def reaching(uri: str) -> Iterator[None]:
    """Errors of a store include the path."""
    try:
        yield
    except FileNotFoundError:
        raise WrongInput(f"{uri}: there is no such file, or no such bucket") from None
    except OSError as error:
        raise Unreachable(f"{uri}: {error}") from None
    except Exception as error:
        # Each store has its own errors, especially for credentials.
        if "://" not in uri:
            raise
        raise Unreachable(f"{uri}: {error}") from None


def read_json(uri: str) -> Any:  # noqa: ANN401 - JSON
    content = read(uri)
    try:
        return json.loads(content)
    except ValueError as error:
        raise WrongInput(f"{uri}: no JSON: {error}") from None


def read_object(uri: str) -> dict[str, Any]:
    value = read_json(uri)
    if not isinstance(value, dict):
        raise WrongInput(f"{uri}: expected a JSON object, found {type(value).__name__}")
    return value


def read_table(uri: str) -> pd.DataFrame:
    content = read(uri)
    try:
        return pd.read_parquet(io.BytesIO(content))
    except (ValueError, OSError) as error:
        raise WrongInput(f"{uri}: no Parquet: {error}") from None


def columns(frame: pd.DataFrame) -> list[str]:
    return [str(column) for column in frame.columns]


def files(folder: str) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder, by relative path, sorted."""
    with reaching(folder):
        filesystem, root = fsspec.core.url_to_fs(folder)
        root = root.rstrip("/")
        for path in sorted(filesystem.find(root)):
            yield path.removeprefix(root).lstrip("/"), filesystem.cat_file(path)


def read_all(folder: str, paths: list[str]) -> list[bytes]:
    """
    Several files of one store in parallel; files that no longer exist are skipped.

    @param paths as the store names them
    """
    with reaching(folder):
        filesystem, _ = fsspec.core.url_to_fs(folder)
        found = filesystem.cat(paths, on_error="return")
        contents = found.values() if isinstance(found, dict) else [found]
        for content in contents:
            if isinstance(content, Exception) and not isinstance(content, FileNotFoundError):
                raise content
        return [content for content in contents if isinstance(content, bytes)]


def write_local(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
