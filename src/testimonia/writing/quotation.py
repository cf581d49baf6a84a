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
    way = f'lang="{escape(record.language)}" dir="{direction(record.language)}"'
    out = f'<p class="quoted" {way}>{quoted_words(text, record)}</p>'
    compared = record.text_name is not None and not any(d.kind == "unknown" for d in record.differences)
    expected = expected_words(text, record) if compared else ""
    if expected:
        out += (
            f'<p class="expected" {way}>{expected}</p>'
            f'<p class="notice">{escape(record.text_name or "")}'
            + (f": {escape(notice)}" if notice else "")
            + "</p>"
        )
    if record.repair:
        out += f'<p class="repair" {way}><bdi>{escape(record.repair)}</bdi></p>'
    return f'<div class="scripture">{out}</div>'


def quoted_words(text: str, record: Scripture) -> str:
    """Return the quoted words of a record as HTML, the differences marked; ``text`` is the document's."""
    return "".join(_found(one) for one in pieces(text, record))


def expected_words(text: str, record: Scripture) -> str:
    """Return what the reference text has as HTML, the differences and the unquoted parts marked.

    It is "" where the text has the same words and nothing of the verse was left out.
    """
    if not (record.differences or record.before or record.after):
        return ""
    expected = " ".join(filter(None, (_expected(one) for one in pieces(text, record))))
    return f"{_unquoted(record.before)}{expected}{_unquoted(record.after)}"


def _found(piece: Piece) -> str:
    if not piece.kind:
        return escape(piece.text)
    return _marked(piece.kind, piece.text) if piece.text else _gap(piece.kind)


def _expected(piece: Piece) -> str:
    if not piece.kind:
        return escape(" ".join(piece.text.split()))
    return _marked(piece.kind, piece.expected) if piece.expected else ""


def _marked(kind: str, words: str) -> str:
    name = kind.replace("_", " ")
    return f'<mark class="d-{escape(kind)}" title="{escape(name)}">{escape(words)}</mark>'


def _gap(kind: str) -> str:
    """Return the mark of a place where words of the reference text are not quoted."""
    name = kind.replace("_", " ")
    return f' <mark class="d-{escape(kind)} gap" title="{escape(name)}: nothing quoted here">…</mark> '


def _unquoted(words: str) -> str:
    return f' <span class="unquoted">{escape(words)}</span> ' if words else ""
