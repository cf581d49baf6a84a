"""A printed reference to scripture, of whatever work."""

from __future__ import annotations

from testimonia.model import Record, Span, Work


class Reference(Record, frozen=True):
    """A printed reference: ``span`` with its brackets, ``key`` normalised ("quran 8:72-75").

    ``parts`` are (surah, first verse, last verse) of the Qur'an; ``others`` parts that the writer may have
    meant instead; ``issue`` says what is wrong with it; ``form`` is ``bracket`` or ``inline``.
    """

    span: Span
    work: Work
    key: str
    parts: tuple[tuple[int, int, int], ...] = ()
    others: tuple[tuple[int, int, int], ...] = ()
    issue: str = ""
    form: str = "bracket"
    why: str = ""
    transmitters: tuple[str, ...] = ()


def quran_key(parts: tuple[tuple[int, int, int], ...]) -> str:
    """Return the normalised reference: ``quran 8:72``, ``quran 2:1-5``, several joined by ``; ``."""
    return "quran " + "; ".join(f"{s}:{a}" + (f"-{z}" if z != a else "") for s, a, z in parts)
