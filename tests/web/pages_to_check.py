"""Every page that the tests load in a browser. A new view adds its addresses here."""

from testimonia.case import Case


def addresses(case: Case) -> dict[str, str]:
    """Return the addresses of pages by a name, for the example case."""
    documents = {entry.name: entry.id[:16] for entry in case.documents()}
    said = case.query(
        "SELECT a.id, substr(d.id, 1, 16) AS document FROM attributions AS a"
        " JOIN documents AS d ON d.number = a.document ORDER BY a.number LIMIT 1"
    )[0]
    verse = case.query("SELECT id FROM scripture ORDER BY id LIMIT 1")[0]["id"]
    when = case.query("SELECT id FROM times ORDER BY id LIMIT 1")[0]["id"]
    lease = documents["01-qa-lease.txt"]
    return {
        "case": "/",
        "documents": "/documents",
        "documents narrowed": "/documents?only=doubtful",
        "said": "/said",
        "said searched": "/said?q=mole&order=newest",
        "said by names": "/said?names=Kosvar%0Anobody",
        "reader": f"/d/{lease}",
        "reader with a card": f"/d/{said['document']}?card={said['id']}&in=",
        "reader searched": f"/d/{lease}?q=mole",
        "reader of Arabic": f"/d/{documents['13-liwa-statement.docx']}",
        "reader, original": f"/d/{lease}?tab=original",
        "reader, metadata": f"/d/{lease}?tab=metadata",
        "reader, actors": f"/d/{lease}?tab=actors",
        "reader, passages": f"/d/{lease}?tab=passages",
        "card of a statement": f"/card/{said['id']}",
        "card of scripture": f"/card/{verse}",
        "card of a date": f"/card/{when}",
    }


NAMES = (
    "case",
    "documents",
    "documents narrowed",
    "said",
    "said searched",
    "said by names",
    "reader",
    "reader with a card",
    "reader searched",
    "reader of Arabic",
    "reader, original",
    "reader, metadata",
    "reader, actors",
    "reader, passages",
    "card of a statement",
    "card of scripture",
    "card of a date",
)
