"""`python -m fraud_detection.demo.cycle FOLDER FIRST_PORT`: starts the servers, runs the chapters, writes a report."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import FrameType

from fraud_detection.demo.addresses import Addresses
from fraud_detection.demo.prerequisites import find_command
from fraud_detection.demo.supervisor import STOP_SIGNALS
from fraud_detection.errors import RefusedError

PROJECT = Path(__file__).parents[2]
ROOT = PROJECT.parents[1]
# An hour of the platform's rules is six minutes here.
DIVISOR = 10


def main(folder: Path, addresses: Addresses) -> int:
    for number in STOP_SIGNALS:
        signal.signal(number, _stop)
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return _run(addresses, folder)
    except RefusedError as error:
        print(f"\n{error}\n{_artifacts(folder)}", file=sys.stderr)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        remedy = f"; free some space for {folder}, or choose another --folder" if full else ""
        print(f"\n{error}{remedy}\n{_artifacts(folder)}", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nstopped; no server is still running", file=sys.stderr)
        return 130
    return 2


def _run(addresses: Addresses, folder: Path) -> int:
    # These take seconds to load, in which the demo can already be stopped.
    from fraud_detection.demo.dashboards import check_dashboards  # noqa: PLC0415
    from fraud_detection.demo.delivery import Delivery  # noqa: PLC0415
    from fraud_detection.demo.gitops import GitOps  # noqa: PLC0415
    from fraud_detection.demo.load import Load  # noqa: PLC0415
    from fraud_detection.demo.monitoring import query_range, write_configs  # noqa: PLC0415
    from fraud_detection.demo.pictures import draw_pictures, endpoint_costs  # noqa: PLC0415
    from fraud_detection.demo.processes import Processes  # noqa: PLC0415
    from fraud_detection.demo.report import write_failure, write_report  # noqa: PLC0415
    from fraud_detection.demo.rollout import Rollout  # noqa: PLC0415
    from fraud_detection.demo.servers import start_servers  # noqa: PLC0415
    from fraud_detection.demo.story import Chapter, Stage, tell_story  # noqa: PLC0415
    from fraud_detection.demo.tracking_database import tracking_database  # noqa: PLC0415
    from fraud_detection.demo.webhook import Webhook  # noqa: PLC0415
    from fraud_detection.demo.workspace import Workspace  # noqa: PLC0415
    from fraud_detection.registry_names import MODEL_NAME  # noqa: PLC0415

    rules, dashboards = folder / "rules.yaml", folder / "dashboards.json"
    _generate("model-rules.ts", rules, str(DIVISOR))
    _generate("dashboards.ts", dashboards)
    write_configs(addresses, rules, folder)
    os.environ["MLFLOW_TRACKING_URI"] = addresses.url("mlflow")
    chapters: list[Chapter] = []
    # The path of a Unix socket is limited to 107 bytes, which the folder may exceed.
    with tempfile.TemporaryDirectory() as short:
        admin_socket = Path(short) / "proxy.sock"
        with (
            tracking_database(folder) as database,
            Processes(folder / "logs") as processes,
            Webhook(addresses.ports["webhook"]) as webhook,
        ):
            try:
                start_servers(processes, addresses, folder, admin_socket, database)
                workspace = Workspace(folder / "project")
                delivery = Delivery(folder / "delivery")
                gitops = GitOps(delivery, folder / "gitops", ROOT)
                rollout = Rollout(addresses, processes, folder / "models", admin_socket, delivery, gitops)
                load = Load(addresses, processes, folder)
                stage = Stage(addresses, processes, workspace, delivery, rollout, webhook, load, folder)
                tell_story(stage, lambda line: print(line, flush=True), chapters)
                first = chapters[0].started
                checked = check_dashboards(
                    dashboards,
                    {"endpoint": MODEL_NAME},
                    lambda expression: len(query_range(addresses, expression, first, time.time())),
                )
                print("Grafana's dashboards", *checked, sep="\n   ", flush=True)
                costs = endpoint_costs(find_command("npx") or "npx", ROOT)
                pictures = draw_pictures(chapters, addresses, folder, costs)
                report = write_report(chapters, checked, pictures, workspace.metrics_diff(), folder)
            except Exception as error:
                write_failure(chapters, str(error), folder, lambda: draw_pictures(chapters, addresses, folder, {}))
                raise
            finally:
                (folder / "story.json").write_text(json.dumps([vars(chapter) for chapter in chapters], indent=2) + "\n")
    print(f"\nAll checks passed. Report: {report}")
    return 0


def _generate(script: str, file: Path, *arguments: str) -> None:
    """Output of the platform's own constructs."""
    command = [find_command("npx") or "npx", "tsx", str(PROJECT / "platform" / script), str(file), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RefusedError(f"platform/{script} failed:\n{done.stderr[-2000:]}")


def _artifacts(folder: Path) -> str:
    there = [path for path in (folder / "report.html", folder / "logs") if path.exists()]
    return "\n".join(f"{path.stem}: {path}" for path in there)


def _stop(number: int, frame: FrameType | None) -> None:
    # A second signal must not interrupt what the first one started.
    for again in STOP_SIGNALS:
        signal.signal(again, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Addresses(int(sys.argv[2]))))
