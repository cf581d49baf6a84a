"""Readers of other packages, installed for the time of one test."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from testimonia.finding.readers import make

Install = Callable[..., Path]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Install a module with a reader: its name, its code, what of it is the reader; return its folder."""

    def installed(module: str, code: str, factory: str, *, name: str = "", version: str = "1.0") -> Path:
        folder = tmp_path / f"installed-{module}"
        about = folder / f"{module}-{version}.dist-info"
        about.mkdir(parents=True)
        (folder / f"{module}.py").write_text(code, encoding="utf-8")
        (about / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {module}\nVersion: {version}\n", encoding="utf-8"
        )
        (about / "entry_points.txt").write_text(
            f"[testimonia.readers]\n{name or module} = {module}:{factory}\n", encoding="utf-8"
        )
        monkeypatch.syspath_prepend(str(folder))
        monkeypatch.delitem(sys.modules, module, raising=False)
        modules.append(module)
        return folder

    modules: list[str] = []
    make.cache_clear()
    yield installed
    make.cache_clear()
    for module in modules:
        sys.modules.pop(module, None)
