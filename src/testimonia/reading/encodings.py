"""Bytes to text, without losing any.

The steps, each tried only where the one before fails: byte-order mark; UTF-16 without a mark (by its NULs);
UTF-8 taken strictly; the encoding the file declares; then the lines that are not UTF-8 are looked at by
themselves. If most of the file's other lines are good UTF-8, the file is *mixed*: good lines stay UTF-8 and
bad ones are read with the encoding found for them (noted). Otherwise the whole file is in that encoding.

Which 8-bit encoding it is, is told by the look of its high bytes: in a text of a script other than Latin
they come in words, in Latin script they come one by one between ASCII letters. Arabic is told by its usual
letters, the Latin encodings by their usual signs; among those of other scripts charset-normalizer chooses.
A byte that the encoding leaves undefined is kept as the control character of its number. Newlines and
byte-order marks are kept as they stand.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 32_768
_HIGH = re.compile(rb"[\x80-\xff]+")
_LINE = re.compile(rb"[^\n]*\n|[^\n]+")
_UTF8_SIGNS = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# Encodings of Latin script, the commonest first, and the signs that are usual in texts written in them.
_MARKS = "‘’“”„–—…«»€°·§£"
_LATIN: tuple[tuple[str, str], ...] = (
    ("cp1252", _MARKS + "ÀÁÂÃÄÅÆÇÈÉÊËÍÎÏÑÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüœŒ\xa0"),  # déjà, señor
    ("cp1250", _MARKS + "ĄĆĘŁŃÓŚŹŻąćęłńóśźżČĎĚŇŘŠŤŮŽčďěňřšťůžáéíúýőűŐŰöüÖÜăâîşţđĐ\xa0"),  # żółty, říjen, szűk
    ("cp1254", _MARKS + "ÇĞİÖŞÜçğıöşüâîû\xa0"),  # dağ, çarşı
    ("mac_roman", _MARKS + "éèêëàâäçîïôöùûüñáíóúåßæøœ\xa0"),  # the same, by another maker
)
_OTHER_SCRIPTS = [
    "cp1256",
    "cp1251",
    "koi8_r",
    "cp1253",
    "cp1255",
    "iso8859_6",
    "gb18030",
    "big5",
    "shift_jis",
    "euc_jp",
    "cp949",
    "cp874",
]
_ARABIC = re.compile("[ء-غف-ي]")
_ARABIC_NAMES = ("cp1256", "iso8859_6")
# The letters that make up most of any Arabic text; wrong code pages spread over rarer ones.
_ARABIC_USUAL = re.compile("[اليمنوتربة]")


class Decoded(NamedTuple):
    """A text, the name of its encoding, and what had to be noted."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Return the text of some bytes. Never raises; linear in their number."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _decode_marked(data, name)
    wide = _wide_without_mark(data)
    if wide is not None:
        return Decoded(data.decode(wide, "replace"), wide, ("UTF-16 without a byte-order mark",))
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    named = _known(declared)
    if named is not None:
        try:
            return Decoded(data.decode(named), named)
        except (UnicodeDecodeError, ValueError):
            pass
    return _decode_by_lines(data)


class LineDecoder:
    """Decodes a file line by line, for files too large to be held: UTF-8, or the one encoding of the rest."""

    def __init__(self, head: bytes, declared: str | None = None) -> None:
        self._head = head
        self._other = _known(declared)

    def __call__(self, line: bytes) -> tuple[str, str]:
        """Return the text of a line and its encoding."""
        try:
            return line.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            if self._other is None:
                self._other = guess_encoding(_bad_lines(self._head + line))
            return _decode_bad_line(line, self._other), self._other


def _decode_marked(data: bytes, name: str) -> Decoded:
    """Decode after a byte-order mark, which stays in the text as U+FEFF."""
    try:
        return Decoded(data.decode(name), name)
    except UnicodeDecodeError:
        pass
    if name == "utf-8":
        return _decode_by_lines(data)
    return Decoded(data.decode(name, "replace"), name, (f"damaged {name}: some units stand as U+FFFD",))


def _known(declared: str | None) -> str | None:
    """Return Python's name of a declared encoding, None where it is unknown or no superset of ASCII."""
    if not declared:
        return None
    name = {"latin-1": "cp1252", "iso-8859-1": "cp1252", "us-ascii": "cp1252"}.get(
        declared.lower().strip(), declared
    )
    try:
        found = codecs.lookup(name.strip()).name
        return found if b"A<".decode(found) == "A<" else None
    except (LookupError, ValueError):
        return None


def _wide_without_mark(data: bytes) -> str | None:
    """Return UTF-16 with its byte order where NUL bytes stand at every other place of the head."""
    head = data[:4096]
    if len(head) < 4 or not 0.3 < head.count(0) * 2 / len(head) <= 1.05:
        return None
    odd, even = head[1::2].count(0), head[0::2].count(0)
    if odd > 20 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 20 * odd else None


def _decode_by_lines(data: bytes) -> Decoded:
    """Decode a file some lines of which are not UTF-8."""
    bad = _bad_lines(data)
    signs = sum(1 for _ in _UTF8_SIGNS.finditer(data[: 1 << 20]))
    stray = len(_UTF8_SIGNS.sub(b"", bad)) and len(_HIGH.findall(_UTF8_SIGNS.sub(b"", bad)))
    other = guess_encoding(bad)
    if signs <= stray and _good_share(data) < 0.5:
        return Decoded(_keep_all(data, other), other)
    out = []
    count = 0
    for match in _LINE.finditer(data):
        line = match.group()
        try:
            out.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            count += 1
            out.append(_decode_bad_line(line, other))
    note = f"mixed encodings: {count} line{'s' if count != 1 else ''} not UTF-8, read as {other}"
    return Decoded("".join(out), f"utf-8+{other}", (note,))


def _bad_lines(data: bytes) -> bytes:
    """Return the lines of a file that are not UTF-8, up to a sample."""
    out = bytearray()
    for line in _high_lines(data):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            out += line[: _SAMPLE - len(out)]
            if len(out) >= _SAMPLE:
                break
    return bytes(out)


def _high_lines(data: bytes) -> Iterator[bytes]:
    """Yield the lines that hold any byte above ASCII."""
    for match in _LINE.finditer(data):
        line = match.group()
        if not line.isascii():
            yield line


def _good_share(data: bytes) -> float:
    """Return the share of lines with high bytes, in the first mebibyte, that are good UTF-8."""
    good = total = 0
    for line in _high_lines(data[: 1 << 20]):
        total += 1
        try:
            line.decode("utf-8")
            good += 1
        except UnicodeDecodeError:
            pass
    return good / total if total else 0.0


def _decode_bad_line(line: bytes, other: str) -> str:
    """Decode one line of a mixed file: UTF-8 with stray bytes where it holds more UTF-8 than strays."""
    signs = _UTF8_SIGNS.findall(line)
    strays = len(_HIGH.findall(_UTF8_SIGNS.sub(b" ", line)))
    if len(signs) <= strays:
        return _keep_all(line, other)
    text = line.decode("utf-8", "surrogateescape")
    return re.sub(
        "[\udc80-\udcff]+",
        lambda m: _keep_all(bytes(ord(c) - 0xDC00 for c in m.group()), other),
        text,
    )


def _keep_all(data: bytes, name: str) -> str:
    """Decode and keep every undefined byte as the control character of its number."""
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        text = data.decode(name, "surrogateescape")
        return re.sub("[\udc80-\udcff]", lambda m: chr(ord(m.group()) - 0xDC00), text)


def guess_encoding(sample: bytes) -> str:
    """Return the likeliest encoding of bytes that are not UTF-8; cp1252 where nothing tells."""
    runs = _HIGH.findall(sample[:_SAMPLE])
    if not runs:
        return "cp1252"
    in_words = sum(len(run) for run in runs if len(run) > 2)
    if in_words * 2 < sum(map(len, runs)):
        return max(_LATIN, key=lambda row: _latin_score(sample, *row))[0]
    arabic = max(_ARABIC_NAMES, key=lambda name: (_arabic_score(sample, name), name == "cp1256"))
    if _arabic_score(sample, arabic) > 0.55:
        return arabic
    return _choose(sample, _OTHER_SCRIPTS) or "cp1252"


def _latin_score(sample: bytes, name: str, usual: str) -> int:
    """Return how many of a sample's high bytes are signs that are usual in an encoding."""
    text = sample[:_SAMPLE].decode(name, "replace")
    return sum(text.count(sign) for sign in set(usual))


def _arabic_score(sample: bytes, name: str) -> float:
    """Return the share of high bytes that are the usual Arabic letters in an encoding."""
    high = b"".join(_HIGH.findall(sample[:_SAMPLE]))
    text = high.decode(name, "replace")
    letters = len(_ARABIC.findall(text))
    if not letters or letters < 0.7 * len(text):
        return 0.0
    return len(_ARABIC_USUAL.findall(text)) / len(text)


def _choose(sample: bytes, candidates: list[str]) -> str | None:
    """Ask charset-normalizer, among candidates; a truncated last character is no reason against one."""
    from charset_normalizer import from_bytes

    lines = b"".join(_high_lines(sample[:_SAMPLE])) or sample[:_SAMPLE]
    try:
        best = from_bytes(lines, cp_isolation=candidates, enable_fallback=False).best()
    except Exception:
        return None
    return str(best.encoding) if best is not None else None
