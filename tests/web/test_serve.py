"""``testimonia serve``: what it says, and how it ends."""

import importlib.util
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from contextlib import closing

import pytest
from click.testing import CliRunner

from testimonia.cli import main


def run(*arguments, **options):
    return CliRunner().invoke(main, ["serve", *map(str, arguments)], **options)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_it_serves_until_it_is_told_to_end(case_path):
    command = [sys.executable, "-m", "testimonia", "serve", str(case_path), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        line = process.stderr.readline()
        address = line.split(" is at ")[1].split()[0]
        with urllib.request.urlopen(address) as answer:
            assert b"15 documents" in answer.read()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) in (0, 130, -signal.SIGINT)
        assert "Traceback" not in process.stderr.read()


def test_a_taken_port_is_told(case_path):
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = run(case_path, "--port", taken.getsockname()[1])
    assert result.exit_code == 2
    assert "--port 0" in result.stderr


def test_a_case_that_is_none_is_told(tmp_path):
    assert run(tmp_path / "none.case").exit_code == 5
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE t (x)")
    assert run(tmp_path / "other.db").exit_code == 5


def test_others_are_let_in_with_a_password_only(case_path, tmp_path):
    result = run(case_path, "--host", "0.0.0.0", env={"TESTIMONIA_PASSWORD": ""})
    assert result.exit_code == 2
    assert "--password-file" in result.stderr
    (tmp_path / "empty.txt").write_text("\n")
    for file in ("empty.txt", "missing.txt"):
        assert run(case_path, "--host", "0.0.0.0", "--password-file", tmp_path / file).exit_code == 2


def test_a_missing_part_is_told_with_its_install_line(case_path, monkeypatch):
    there = importlib.util.find_spec
    monkeypatch.setattr(
        "testimonia.cli.serving.importlib.util.find_spec",
        lambda name: None if name == "uvicorn" else there(name),
    )
    result = run(case_path)
    assert result.exit_code == 4
    assert "testimonia[web]" in result.stderr
