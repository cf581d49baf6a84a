import os
from pathlib import Path

import pytest

from testimonia.model import Unread
from testimonia.reading import walk


def names(found: list[Path | Unread]) -> list[str]:
    return [item.name if isinstance(item, Path) else item.reason for item in found]


def test_folders_are_walked_in_sorted_order_without_hidden_and_case_files(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/z.txt",
        "a/y.txt",
        ".hidden",
        ".git/x.txt",
        "my.case",
        "my.case-wal",
        "my.case-shm",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert names(list(walk([tmp_path]))) == ["y.txt", "z.txt", "b.txt"]


def test_a_file_is_given_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    assert names(list(walk([tmp_path / "a.txt", tmp_path, tmp_path / "a.txt"]))) == ["a.txt"]


def test_a_missing_path_is_reported_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    assert names(list(walk([tmp_path / "none", tmp_path]))) == ["does not exist", "a.txt"]


def test_an_unreadable_folder_is_reported_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "open.txt").write_text("x", encoding="utf-8")
    scan = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = list(walk([tmp_path]))
    assert names(found) == ["folder may not be read (permission denied)", "open.txt"]
    assert isinstance(found[0], Unread)
    assert found[0].path == str(tmp_path / "closed")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_named_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "to-pipe.txt").symlink_to(tmp_path / "pipe.txt")
    for named, expected in ((tmp_path, 2), (tmp_path / "pipe.txt", 1)):
        found = list(walk([named]))
        assert names(found) == ["is neither a file nor a folder"] * expected
        assert all(isinstance(item, Unread) and item.remedy for item in found)


def test_links_that_lead_in_a_circle_or_nowhere_end(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "gone").symlink_to(tmp_path / "nothing")
    (tmp_path / "z.txt").write_text("x", encoding="utf-8")
    assert names(list(walk([tmp_path]))) == ["is a link that leads nowhere", "z.txt"]


def test_a_path_that_is_none_is_reported() -> None:
    assert len(list(walk(["a\x00b"]))) == 1
