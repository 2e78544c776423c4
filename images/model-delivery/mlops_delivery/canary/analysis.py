"""What the metrics of a step say about a challenger."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from mlops_delivery.failure import WrongInput

Kind = Literal["minimum", "absolute", "relative"]
# `over`: the release was decided by someone else, there is nothing to judge.
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
    # Whether a missing value keeps a step from being judged.
    required: bool = True


@dataclass(frozen=True)
class Finding:
    """An answer; `passed` is None when there was none."""

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


# Value now of the first, average over the step of the second.
Ask = Callable[[str], float | None]


def parse_queries(value: Any, where: str) -> tuple[Query, ...]:  # noqa: ANN401 - JSON
    """@raises WrongInput with every problem"""
    if not isinstance(value, list) or not value:
        raise WrongInput(f"{where}: a list of at least one query is expected")
    problems = [problem for index, item in enumerate(value) for problem in _problems(item, f"{where}[{index}]")]
    if problems:
        raise WrongInput(*problems)
    fields = Query.__dataclass_fields__
    return tuple(Query(**{key: item[key] for key in fields if key in item}) for item in value)


def _problems(item: Any, where: str) -> list[str]:  # noqa: ANN401 - JSON
    if not isinstance(item, dict):
        return [f"{where}: an object is expected, found {item!r}"]
    problems = [
        f"{where}.{key}: a text is expected, found {item.get(key)!r}"
        for key in ("name", "query", "unit")
        if not isinstance(item.get(key), str)
    ]
    if item.get("kind") not in KINDS:
        problems.append(f"{where}.kind: one of {', '.join(KINDS)} is expected, found {item.get('kind')!r}")
    if isinstance(item.get("limit"), bool) or not isinstance(item.get("limit"), int | float):
        problems.append(f"{where}.limit: a number is expected, found {item.get('limit')!r}")
    if not isinstance(item.get("required", True), bool):
        problems.append(f"{where}.required: true or false is expected, found {item['required']!r}")
    if item.get("kind") == "relative" and not isinstance(item.get("champion"), str):
        problems.append(f"{where}.champion: a query is expected, found {item.get('champion')!r}")
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
        return f"{query.name}: Prometheus has no value of {missing}"
    if query.kind == "relative":
        return f"{query.name}: {value:.6g} against {champion:.6g}, at most {query.limit:g} times as much"
    bound = "at least" if query.kind == "minimum" else "at most"
    return f"{query.name}: {value:.6g} {query.unit}, {bound} {query.limit:g}"


def judge(findings: tuple[Finding, ...], minimums: frozenset[str], last: bool) -> Analysis:
    """
    Too few requests: wait. Guilty is who is beyond its objective and worse than the champion; whatever can't be told
    is neither promoted nor taken back.
    """
    too_few = [finding for finding in findings if finding.name in minimums and finding.passed is not True]
    if any(finding.passed is False for finding in too_few):
        return _analysis("wait", too_few, findings)
    by_name = {finding.name: finding for finding in findings}
    judged = [finding for finding in findings if finding.name not in minimums]
    beyond = [finding for finding in judged if not finding.name.endswith(AGAINST) and finding.passed is False]
    guilty = [finding for finding in beyond if _against(by_name, finding) is None or _worse(by_name, finding)]
    # Requests that nobody counted may be too few to blame anybody by.
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
    """Of a release that has ended meanwhile."""
    return Analysis("over", reason, ())


def silence(reason: str) -> Analysis:
    """Of a Prometheus that does not answer."""
    return Analysis("inconclusive", reason, ())
