"""Serving: the model server, the proxy that splits traffic, and the load generator."""

from pathlib import Path


def locustfile_path() -> Path:
    """Locust reads its users from a file, not from a module."""
    return Path(__file__).with_name("locustfile.py")
