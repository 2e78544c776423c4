"""
`python -m fraud_detection.demo.environment`: the virtual environment of the lock file, with Python's standard library.

It is made only if it is missing, incomplete, or of another lock file.
"""

import filecmp
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

PROJECT = Path(__file__).parents[2]
# Between two lines about the progress.
QUIET_SECONDS = 10


def make_environment(folder: Path, lock_file: Path) -> None:
    """Raises CalledProcessError if pip or venv fails; they have reported why."""
    # A copy of the lock file, written last: it is only in a complete environment.
    made_from = folder / lock_file.name
    if made_from.exists() and filecmp.cmp(lock_file, made_from, shallow=False):
        return
    print(f"Making {folder} from {lock_file.name}; this takes some minutes", flush=True)
    # What an interrupted run left behind may be broken beyond what pip repairs.
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
    pip = [str(folder / "bin/python"), "-m", "pip", "install"]
    # Versions before 24 reject extras of a pinned package.
    subprocess.run([*pip, "--quiet", "--upgrade", "pip"], check=True)
    command = [*pip, "--progress-bar", "off", "--require-hashes", "--requirement", str(lock_file)]
    total = sum("==" in line for line in lock_file.read_text().splitlines())
    log = folder / "pip.log"
    with log.open("wb") as output, subprocess.Popen(command, stdout=output) as installing:
        while installing.poll() is None:
            with suppress(subprocess.TimeoutExpired):
                installing.wait(QUIET_SECONDS)
            print(f"   {progress(log.read_text(), folder, total)}", flush=True)
    if installing.returncode != 0:
        raise subprocess.CalledProcessError(installing.returncode, command)
    shutil.copyfile(lock_file, made_from)


def progress(log: str, folder: Path, total: int) -> str:
    """pip installs nothing before it has downloaded everything, and reports only the downloads."""
    if "\nInstalling collected packages" in log:
        installed = sum(1 for _ in folder.glob("lib/*/site-packages/*.dist-info"))
        return f"{min(installed, total)} of {total} packages are installed"
    return f"{log.count('Collecting ')} of {total} packages are downloaded"


def main() -> int:
    try:
        make_environment(PROJECT / ".venv", PROJECT / "requirements/project.txt")
    except subprocess.CalledProcessError as error:
        print(f"\nno virtual environment: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nstopped; the next run makes the virtual environment from the start", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
