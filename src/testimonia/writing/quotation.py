"""A quotation of scripture beside its reference text, as lines for a terminal and as HTML for a page."""

from __future__ import annotations

from html import escape

from testimonia.finding.scripture_showing import Piece, pieces
from testimonia.model import Scripture

_RIGHT_TO_LEFT_LANGUAGES = frozenset({"ar", "fa", "he", "ur"})


def direction(language: str) -> str:
    """Return ``rtl`` or ``ltr``, the value of an HTML ``dir`` attribute."""
    return "rtl" if language in _RIGHT_TO_LEFT_LANGUAGES else "ltr"


def beside(text: str, record: Scripture, notice: str = "") -> str:
    """Return a quotation above the words of its reference text as HTML, the differences marked in both.

    ``text`` is the text of the document, ``notice`` the licence notice of the reference text, which is shown
    with its words. Each difference is a ``<mark>`` with its kind as class (``d-wording``) and title; parts of
    the verse that were left unquoted are ``<span class="unquoted">``. Without a reference text there is the
    quotation alone.
    """
    parts = pieces(text, record)
    language = escape(record.language)
    way = f'lang="{language}" dir="{direction(record.language)}"'
    out = f'<p class="quoted" {way}>{"".join(_found(one) for one in parts)}</p>'
    compared = record.text_name is not None and not any(d.kind == "unknown" for d in record.differences)
    if compared and (record.differences or record.before or record.after):
        expected = " ".join(filter(None, (_expected(one) for one in parts)))
        out += (
            f'<p class="expected" {way}>{_unquoted(record.before)}{expected}{_unquoted(record.after)}</p>'
            f'<p class="notice">{escape(record.text_name or "")}'
            + (f": {escape(notice)}" if notice else "")
            + "</p>"
        )
    if record.repair:
        out += f'<p class="repair" {way}><bdi>{escape(record.repair)}</bdi></p>'
    return f'<div class="scripture">{out}</div>'


def _found(piece: Piece) -> str:
    if not piece.kind:
        return escape(piece.text)
    return _marked(piece.kind, piece.text or "…")


def _expected(piece: Piece) -> str:
    if not piece.kind:
        return escape(" ".join(piece.text.split()))
    return _marked(piece.kind, piece.expected) if piece.expected else ""


def _marked(kind: str, words: str) -> str:
    name = kind.replace("_", " ")
    return f'<mark class="d-{escape(kind)}" title="{escape(name)}">{escape(words)}</mark>'


def _unquoted(words: str) -> str:
    return f' <span class="unquoted">{escape(words)}</span> ' if words else ""
