import json
from pathlib import Path

import pytest

from fraud_detection.demo.dashboards import check_dashboards, chosen
from fraud_detection.errors import RefusedError


def dashboards(folder: Path, title: str, **panels: list[str]) -> Path:
    made = [
        {"title": name, "targets": [{"expr": expression} for expression in expressions]}
        for name, expressions in panels.items()
    ]
    file = folder / "dashboards.json"
    file.write_text(json.dumps([{"title": title, "panels": made}]))
    return file


def ask(expression: str) -> int:
    """Only `up` has data, and unbalanced brackets don't parse."""
    if expression.endswith("))"):
        raise RefusedError(f"{expression}: parse error")
    return int(expression.startswith("up"))


def test_a_panel_has_data_or_a_reason(tmp_path: Path) -> None:
    file = dashboards(tmp_path, "Model", Requests=["up", "down"], Replicas=["down"])
    [checked] = check_dashboards(file, {}, ask)
    assert (checked.queries, checked.filled) == (3, ("Requests",))
    assert checked.empty == {"Replicas": "the demo has no pods"}


def test_every_empty_panel_and_every_invalid_query_is_reported(tmp_path: Path) -> None:
    file = dashboards(tmp_path, "Model", Requests=["down"], Latency=["up", "sum(up))"])
    with pytest.raises(RefusedError) as refused:
        check_dashboards(file, {}, ask)
    assert "Model, Requests: has no data" in str(refused.value)
    assert "Model, Latency: sum(up)): parse error" in str(refused.value)


def test_an_obsolete_reason_is_reported(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="Replicas: has data"):
        check_dashboards(dashboards(tmp_path, "Model", Replicas=["up"]), {}, ask)


def test_variables_are_replaced_by_the_selection() -> None:
    assert chosen('up{a="$endpoint", b="${endpoint}"}', {"endpoint": "x"}) == 'up{a="x", b="x"}'
    with pytest.raises(RefusedError, match="namespace is not a variable"):
        chosen('up{a="$namespace"}', {"endpoint": "x"})
