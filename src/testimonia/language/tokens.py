"""Tokens: words, numbers and single marks.

A word is a run of letters, digits and combining marks (Arabic vowel signs among them). Hyphens and
apostrophes are tokens of their own, so that "Turk-Press" is three tokens and "Putin's" is three; callers
that need the compound look at adjacency.
"""

from __future__ import annotations

import re

from testimonia.model import Span

_MARK = "[\\u0300-\\u036f\\u0610-\\u061a\\u0640\\u064b-\\u065f\\u0670\\u06d6-\\u06ed]"
# Possessive: nothing is ever given back, so that one word of many megabytes takes no memory to match.
_TOKEN = re.compile(rf"[^\W_]++(?:{_MARK}++[^\W_]*+)*+|''|``|[^\s]")


def find_tokens(text: str) -> list[Span]:
    """Return the spans of words and single marks, in text order; white space is no token."""
    return [match.span() for match in _TOKEN.finditer(text)]
