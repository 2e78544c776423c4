"""The virtual environment: an incomplete one is made again, a complete one is left alone."""

import subprocess
from pathlib import Path

import pytest

from fraud_detection.demo import environment
from fraud_detection.demo.environment import make_environment, progress


@pytest.fixture
def lock_file(tmp_path: Path) -> Path:
    file = tmp_path / "project.txt"
    file.write_text("")
    return file


def test_what_an_interrupted_run_left_is_removed(
    tmp_path: Path, lock_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / ".venv/lib/python3.11/site-packages/pip"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise ImportError('rich_spinner')")
    run = subprocess.run
    # The newest pip would have to be downloaded.
    monkeypatch.setattr(
        environment.subprocess, "run", lambda command, **more: "--upgrade" in command or run(command, **more)
    )
    make_environment(tmp_path / ".venv", lock_file)
    python = tmp_path / ".venv/bin/python"
    assert run([python, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0

    monkeypatch.setattr(environment.subprocess, "run", lambda *_, **__: pytest.fail("made again"))
    make_environment(tmp_path / ".venv", lock_file)


def test_a_failed_installation_does_not_count(tmp_path: Path, lock_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/python").symlink_to("/bin/false")
    monkeypatch.setattr(environment.subprocess, "run", lambda *_, **__: None)
    with pytest.raises(subprocess.CalledProcessError):
        make_environment(tmp_path / ".venv", lock_file)
    assert not (tmp_path / ".venv" / lock_file.name).exists()


def test_progress_counts_downloads_and_then_what_is_installed(tmp_path: Path) -> None:
    log = "Collecting numpy\n  Downloading numpy.whl\nCollecting pandas\n"
    assert progress(log, tmp_path, 3) == "2 of 3 packages are downloaded"
    (tmp_path / "lib/python3.11/site-packages/numpy-2.dist-info").mkdir(parents=True)
    assert progress(f"{log}Installing collected packages: …", tmp_path, 3) == "1 of 3 packages are installed"
