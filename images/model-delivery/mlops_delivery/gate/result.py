"""The result of a gate."""

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mlops_delivery import store

Json = dict[str, Any]


@dataclass(frozen=True)
class GateResult:
    """Reasons describe the findings, for a passed gate as well."""

    gate: str
    passed: bool
    reasons: tuple[str, ...]
    measured: Json


def write(folder: Path, result: GateResult) -> int:
    """Writes and prints it. @returns the exit status"""
    store.write_local(folder / f"{result.gate}.json", json.dumps(dataclasses.asdict(result), indent=2) + "\n")
    print(f"{result.gate}: {'passed' if result.passed else 'FAILED'}")
    for reason in result.reasons:
        print(f"  {reason}")
    return 0 if result.passed else 1


def read(folder: Path, gate: str) -> GateResult:
    """A missing result, or the result of another gate, counts as failed."""
    try:
        found = json.loads((folder / f"{gate}.json").read_text(encoding="utf-8"))
        if found["gate"] != gate or not isinstance(found["passed"], bool):
            return _failed(gate, "its result is missing or belongs to another gate")
        return GateResult(gate, found["passed"], tuple(found["reasons"]), found["measured"])
    except FileNotFoundError:
        return _failed(gate, "it did not run")
    except (ValueError, KeyError, TypeError, OSError):
        return _failed(gate, "its result can't be read")


def _failed(gate: str, why: str) -> GateResult:
    return GateResult(gate, False, (f"{gate}: {why}",), {})


def all_of(folder: Path, required: tuple[str, ...]) -> GateResult:
    results = [read(folder, gate) for gate in required]
    reasons = tuple(reason for result in results if not result.passed for reason in result.reasons)
    return GateResult(
        "all", all(result.passed for result in results), reasons, {result.gate: result.passed for result in results}
    )
