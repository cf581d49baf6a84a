"""The report: a case as one HTML file that looks and works like the reader, without a program behind it."""

from testimonia.web.report.page import MAX_MB, Written, render, write

__all__ = ["MAX_MB", "Written", "render", "write"]
