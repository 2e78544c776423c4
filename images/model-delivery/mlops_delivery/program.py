"""The command line."""

import argparse
import sys

from mlops_delivery import register_command, trace_command
from mlops_delivery.canary import commands as canary
from mlops_delivery.drift import command as drift
from mlops_delivery.failure import Failure
from mlops_delivery.gate import commands as gate
from mlops_delivery.provenance import commands as provenance
from mlops_delivery.retraining import command as retraining

COMMANDS = (provenance, gate, drift, canary, retraining, register_command, trace_command)


def parser() -> argparse.ArgumentParser:
    program = argparse.ArgumentParser(prog="mlops-delivery", description="Program of the model-delivery jobs.")
    commands = program.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add_to(commands)
    return program


def run(arguments: list[str]) -> int:
    """The exit status. Errors are printed to standard error, without a stack trace."""
    options = parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except Failure as failure:
        for problem in failure.problems:
            print(f"mlops-delivery: {problem}", file=sys.stderr)
        return failure.status
    return status


def main() -> None:
    sys.exit(run(sys.argv[1:]))
