"""The case file: one SQLite file that holds documents, what was found in them, and what people decided."""

from testimonia.case.case import Case, DocumentEntry, open_case
from testimonia.case.file import CaseError

__all__ = ["Case", "CaseError", "DocumentEntry", "open_case"]
