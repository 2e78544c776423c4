"""The verdict on a challenger from the metrics of a step."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from mlops_delivery.failure import WrongInput

Kind = Literal["minimum", "absolute", "relative"]
# `over`: the release was decided elsewhere, there is nothing to judge.
Verdict = Literal["continue", "promote", "rollback", "wait", "inconclusive", "over"]

KINDS = ("minimum", "absolute", "relative")
AGAINST = "-against-champion"


@dataclass(frozen=True)
class Query:
    name: str
    query: str
    kind: Kind
    limit: float
    unit: str
    champion: str | None = None
    # Whether a step can't be judged if the value is missing.
    required: bool = True


@dataclass(frozen=True)
class Finding:
    """A result; `passed` is None if there was none."""

    name: str
    passed: bool | None
    value: float | None
    champion: float | None
    limit: float
    unit: str
    reason: str
    required: bool = True


@dataclass(frozen=True)
class Analysis:
    verdict: Verdict
    reason: str
    findings: tuple[Finding, ...]


# Current value for the first, average over the step for the second.
Ask = Callable[[str], float | None]


def parse_queries(value: Any, where: str) -> tuple[Query, ...]:  # noqa: ANN401 - JSON
    """@raises WrongInput with every problem"""
    if not isinstance(value, list) or not value:
        raise WrongInput(f"{where}: expected a list of at least one query")
    problems = [problem for index, item in enumerate(value) for problem in _problems(item, f"{where}[{index}]")]
    if problems:
        raise WrongInput(*problems)
    fields = Query.__dataclass_fields__
    return tuple(Query(**{key: item[key] for key in fields if key in item}) for item in value)


def _problems(item: Any, where: str) -> list[str]:  # noqa: ANN401 - JSON
    if not isinstance(item, dict):
        return [f"{where}: expected an object, found {item!r}"]
    problems = [
        f"{where}.{key}: expected a string, found {item.get(key)!r}"
        for key in ("name", "query", "unit")
        if not isinstance(item.get(key), str)
    ]
    if item.get("kind") not in KINDS:
        problems.append(f"{where}.kind: expected one of {', '.join(KINDS)}, found {item.get('kind')!r}")
    if isinstance(item.get("limit"), bool) or not isinstance(item.get("limit"), int | float):
        problems.append(f"{where}.limit: expected a number, found {item.get('limit')!r}")
    if not isinstance(item.get("required", True), bool):
        problems.append(f"{where}.required: expected true or false, found {item['required']!r}")
    if item.get("kind") == "relative" and not isinstance(item.get("champion"), str):
        problems.append(f"{where}.champion: expected a query, found {item.get('champion')!r}")
    return problems


def find(query: Query, now: Ask, average: Ask) -> Finding:
    ask = now if query.kind == "minimum" else average
    value = ask(query.query)
    champion = ask(query.champion) if query.champion is not None else None
    passed = _passed(query, value, champion)
    return Finding(
        query.name,
        passed,
        value,
        champion,
        query.limit,
        query.unit,
        _reason(query, passed, value, champion),
        query.required,
    )


def _passed(query: Query, value: float | None, champion: float | None) -> bool | None:
    if value is None:
        return None
    if query.kind == "minimum":
        return value >= query.limit
    if query.kind == "absolute":
        return value <= query.limit
    return None if champion is None else value <= query.limit * champion


def _reason(query: Query, passed: bool | None, value: float | None, champion: float | None) -> str:
    if passed is None:
        missing = "the challenger" if value is None else "the champion"
        return f"{query.name}: Prometheus has no value for {missing}"
    if query.kind == "relative":
        return f"{query.name}: {value:.6g} compared with {champion:.6g}, at most {query.limit:g} times as much"
    bound = "at least" if query.kind == "minimum" else "at most"
    return f"{query.name}: {value:.6g} {query.unit}, {bound} {query.limit:g}"


def judge(findings: tuple[Finding, ...], minimums: frozenset[str], last: bool) -> Analysis:
    """
    Too few requests: wait. A challenger fails if it exceeds its limit and is worse than the champion; without
    sufficient data it is neither promoted nor rolled back.
    """
    too_few = [finding for finding in findings if finding.name in minimums and finding.passed is not True]
    if any(finding.passed is False for finding in too_few):
        return _analysis("wait", too_few, findings)
    by_name = {finding.name: finding for finding in findings}
    judged = [finding for finding in findings if finding.name not in minimums]
    beyond = [finding for finding in judged if not finding.name.endswith(AGAINST) and finding.passed is False]
    guilty = [finding for finding in beyond if _against(by_name, finding) is None or _worse(by_name, finding)]
    # Without request counts there may be too few requests to judge by.
    if guilty and not too_few:
        return _analysis("rollback", guilty, findings)
    unknown = [finding for finding in findings if finding.passed is None and finding.required]
    if unknown:
        return _analysis("inconclusive", unknown, findings)
    if beyond:
        return _analysis("inconclusive", [by_name[finding.name + AGAINST] for finding in beyond] + beyond, findings)
    return _analysis("promote" if last else "continue", [one for one in judged if one.passed is not None], findings)


def _against(by_name: dict[str, Finding], finding: Finding) -> Finding | None:
    return by_name.get(finding.name + AGAINST)


def _worse(by_name: dict[str, Finding], finding: Finding) -> bool:
    against = _against(by_name, finding)
    return against is not None and against.passed is False


def _analysis(verdict: Verdict, because: list[Finding], findings: tuple[Finding, ...]) -> Analysis:
    return Analysis(verdict, "; ".join(finding.reason for finding in because), findings)


def analyse(queries: tuple[Query, ...], now: Ask, average: Ask, last: bool) -> Analysis:
    findings = tuple(find(query, now, average) for query in queries)
    return judge(findings, frozenset(query.name for query in queries if query.kind == "minimum"), last)


def over(reason: str) -> Analysis:
    """For a release that has ended in the meantime."""
    return Analysis("over", reason, ())


def silence(reason: str) -> Analysis:
    """For a Prometheus that does not answer."""
    return Analysis("inconclusive", reason, ())
