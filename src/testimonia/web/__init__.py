"""The workbench: pages over a case, on the reader's own machine. Start reading at :mod:`.app`."""

from testimonia.web.app import create_app, warm

__all__ = ["create_app", "warm"]
