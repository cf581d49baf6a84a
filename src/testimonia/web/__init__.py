"""The workbench and the report: pages over a case. Start reading at :mod:`.app`.

The report needs no server, so nothing of the application is loaded before it is asked for.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from testimonia.web.app import create_app, warm

__all__ = ["create_app", "warm"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from testimonia.web import app

        return getattr(app, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
