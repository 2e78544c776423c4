"""The demo's report: one HTML page without scripts, with links to what the tools wrote."""

from collections.abc import Callable
from html import escape
from pathlib import Path

from fraud_detection.demo.dashboards import Checked
from fraud_detection.demo.pictures import Picture
from fraud_detection.demo.story import Chapter

STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}"
    "h2{margin:2rem 0 .3rem;font-size:1.1rem}small{color:#666}li{overflow-wrap:anywhere}"
    "pre{background:#f5f5f5;padding:1rem;overflow:auto}img{width:100%}"
    ".failed{color:#a40000;white-space:pre-wrap}"
)
ARTEFACTS = {
    "load.html": "Load test (Locust)",
    "drift-before.html": "Drift before (Evidently)",
    "drift-after.html": "Drift after (Evidently)",
    "project/reports/data_docs/index.html": "Data gate (Great Expectations)",
    "dashboards.json": "Dashboards of the platform (Grafana)",
    "rules.yaml": "Rules of the platform, shortened (Prometheus)",
    "logs": "Logs of every server",
}


def write_report(
    chapters: list[Chapter], dashboards: list[Checked], pictures: list[Picture], metrics_diff: str, folder: Path
) -> Path:
    """Writes report.html into `folder` and returns its path."""
    diff = f"<h2>Effect of retraining on the metrics</h2><pre>{escape(metrics_diff)}</pre>"
    checked = "".join(f"<li>{escape(str(dashboard))}</li>" for dashboard in dashboards)
    queried = f"<h2>Grafana's dashboards, queried from this Prometheus</h2><ul>{checked}</ul>"
    total = sum(chapter.seconds for chapter in chapters)
    verdict = f"<p>{len(chapters)} chapters, all checks passed, {total:.0f} s.</p>"
    return _write(verdict, chapters, pictures, queried + diff, folder)


def write_failure(chapters: list[Chapter], reason: str, folder: Path, draw: Callable[[], list[Picture]]) -> Path:
    """Writes report.html for a demo that failed: in its last chapter if that says so, else outside."""
    try:
        pictures, missing = draw(), ""
    except Exception as error:  # Whatever has failed may also be what pictures are drawn from.
        pictures, missing = [], f"<p>No pictures: {escape(str(error) or type(error).__name__)}</p>"
    where = f"in chapter {len(chapters)}" if chapters and chapters[-1].failure else f"after {len(chapters)} chapters"
    verdict = f'<p class="failed">Failed {where}:</p><pre class="failed">{escape(reason)}</pre>'
    return _write(verdict, chapters, pictures, missing, folder)


def _write(verdict: str, chapters: list[Chapter], pictures: list[Picture], more: str, folder: Path) -> Path:
    links = "".join(
        f'<li><a href="{path}">{escape(title)}</a></li>'
        for path, title in ARTEFACTS.items()
        if (folder / path).exists()
    )
    body = "".join(_chapter(number, chapter) for number, chapter in enumerate(chapters, start=1))
    page = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Fraud detection: the whole cycle</title>'
        f"<style>{STYLE}</style><h1>Fraud detection: the whole cycle</h1>"
        f"{verdict}{body}{''.join(_picture(picture) for picture in pictures)}{more}"
        f"<h2>Artifacts</h2><ul>{links}</ul></html>\n"
    )
    path = folder / "report.html"
    path.write_text(page)
    return path


def _chapter(number: int, chapter: Chapter) -> str:
    findings = "".join(f"<li>{escape(finding)}</li>" for finding in chapter.findings)
    failure = f'<pre class="failed">{escape(chapter.failure)}</pre>' if chapter.failure else ""
    duration = f"<small>{chapter.seconds:.0f} s{', failed' if failure else ''}</small>"
    return f"<h2>{number}. {escape(chapter.title)} {duration}</h2><ul>{findings}</ul>{failure}"


def _picture(picture: Picture) -> str:
    title = escape(picture.title)
    return f'<h2>{title}</h2><img src="{escape(picture.file)}" alt="{title}">'
