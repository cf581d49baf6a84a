"""A small pile of documents of our own, for tests of the whole way."""

from pathlib import Path

_PEOPLE = ("Ilan Voss", "Mara Teel", "Governor Oren Dask", "Rima Solen", "an official in Dorn")
_OUTLETS = ("Radio Ost", "Delta News", "The Sel Courier")


def text_of(number: int) -> str:
    """Return a document of a few sentences that no other number gives."""
    person, outlet = _PEOPLE[number % 5], _OUTLETS[number % 3]
    day = 1 + number % 27
    return (
        f"The Bridge of Sel, part {number}\n\n"
        f"Dorn, {day} May 2031. {person} said that {40 + number} boats had left the harbour of Marn. "
        f"“We shall open bridge number {number} before the winter,” {person} told reporters "
        f"({outlet}, {day}/5/2031). دخل الجيشُ مدينةَ مارن بعد النَّصْر.\n"
        f"According to {outlet}, the council of Dorn denied it on Tuesday.\n"
    )


def make_pile(folder: Path, count: int = 12) -> Path:
    """Write a pile: texts in two folders, a copy, two documents of one base name, two unreadable files."""
    for number in range(count):
        path = folder / ("north" if number % 2 else "south") / f"{number:03}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text_of(number), encoding="utf-8")
    (folder / "south" / "copy-of-000.txt").write_text(text_of(0), encoding="utf-8")
    (folder / "north" / "note.txt").write_text(text_of(1000), encoding="utf-8")
    (folder / "south" / "note.txt").write_text(text_of(1001), encoding="utf-8")
    (folder / "south" / "empty.txt").write_text("")
    (folder / "south" / "broken.pdf").write_bytes(b"%PDF-1.7 and then nothing of the kind")
    return folder
