"""The report: a case as one self-contained HTML page."""

from testimonia.writing.report.page import MAX_DOCUMENTS, render, write

__all__ = ["MAX_DOCUMENTS", "render", "write"]
