"""`python -m fraud_detection.demo`: the whole cycle with real tools on this machine, in minutes."""

import argparse
import signal
import sys
from pathlib import Path

from fraud_detection.demo.addresses import Addresses
from fraud_detection.demo.lock import lock
from fraud_detection.demo.prerequisites import require_prerequisites
from fraud_detection.errors import RefusedError

PROJECT = Path(__file__).parents[2]
ROOT = PROJECT.parents[1]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m fraud_detection.demo", description=__doc__)
    parser.add_argument("--folder", type=Path, default=PROJECT / "build/demo", help="emptied, then holds the artifacts")
    parser.add_argument("--first-port", type=int, default=18_400, help="nine ports from this one on are used")
    parser.add_argument("--check", action="store_true", help="only check the prerequisites")
    arguments = parser.parse_args()
    folder = arguments.folder.resolve()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        held = lock(folder)
        require_prerequisites(Addresses(arguments.first_port).ports, folder.parent, ROOT)
        if arguments.check:
            return 0
        # The only part that needs the virtual environment.
        from fraud_detection.demo.supervisor import supervised  # noqa: PLC0415

        cycle = [sys.executable, "-W", "ignore", "-m", "fraud_detection.demo.cycle"]
        status = supervised([*cycle, str(folder), str(arguments.first_port)], held=(held,))
        if status == 128 + signal.SIGKILL:
            print("\nthe demo was killed; no process of it is left", file=sys.stderr)
        return status
    except (RefusedError, OSError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
