"""MLflow's backend store: a new database if there is a PostgreSQL server, SQLite otherwise."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from fraud_detection.errors import RefusedError

# postgresql://user:password@host/database of a user who may create databases.
VARIABLE = "DEMO_POSTGRES"


@contextmanager
def tracking_database(folder: Path) -> Iterator[str]:
    """Its address. The PostgreSQL database is new and is dropped at the end. Raises RefusedError if it can't be
    created."""
    server = os.environ.get(VARIABLE)
    if not server:
        yield f"sqlite:///{folder / 'mlflow.db'}"
        return
    name = f"fraud_detection_demo_{os.getpid()}"
    with _administering(server) as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with _administering(server) as connection:
            # MLflow's server may still be connected.
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@contextmanager
def _administering(server: str) -> Iterator[Connection]:
    try:
        engine = create_engine(server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            yield connection
        engine.dispose()
    except SQLAlchemyError as error:
        first = str(error).splitlines()[0]
        raise RefusedError(f"{VARIABLE}: PostgreSQL refuses: {first}") from None
