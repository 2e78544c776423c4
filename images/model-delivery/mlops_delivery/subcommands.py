"""Type of argparse's sub-commands, and common options."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Subcommands = argparse._SubParsersAction[argparse.ArgumentParser]
else:
    Subcommands = object


def add_endpoint(command: argparse.ArgumentParser) -> None:
    command.add_argument("--endpoint", required=True, metavar="NAME")
    command.add_argument("--namespace", required=True, metavar="NS")


def add_engine(command: argparse.ArgumentParser) -> None:
    command.add_argument("--engine", choices=("kserve", "seldon"), default="kserve")


def percent(text: str) -> int:
    value = int(text)
    if not 0 <= value <= 100:
        raise ValueError
    return value
