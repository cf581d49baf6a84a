"""Arabic dates: Arabic digits, Arabic month names of three traditions, the signs هـ and م."""

from __future__ import annotations


def opens_date(token: str) -> bool:
    """Return whether a token in Arabic letters or digits may open a date."""
    return False
