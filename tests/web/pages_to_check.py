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
    pair = case.query("SELECT id FROM scripture WHERE partner IS NOT NULL ORDER BY id LIMIT 1")[0]["id"]
    when = case.query("SELECT id FROM times ORDER BY id LIMIT 1")[0]["id"]
    passage = case.query("SELECT id FROM passages WHERE kind = 'passage' ORDER BY id LIMIT 1")[0]["id"]
    actors = [
        row["actor"]
        for row in case.query(
            "SELECT a.id AS actor FROM actors AS a JOIN mentions AS m ON m.actor = a.number"
            " GROUP BY a.number ORDER BY count(*) DESC, a.id LIMIT 3"
        )
    ]
    lease = documents["01-qa-lease.txt"]
    return {
        "case": "/",
        "documents": "/documents",
        "documents narrowed": "/documents?only=doubtful",
        "said": "/said",
        "said searched": "/said?q=mole&order=newest",
        "said by names": "/said?names=Kosvar%0Anobody",
        "timeline": "/time",
        "timeline of what happened": "/time?role=happened&by=document",
        "timeline of sayings": "/time?role=said&by=outlet&since=2031-12-01&until=2031-12-31",
        "timeline, undated": "/time?undated=1",
        "actors": "/actors",
        "actors searched": "/actors?q=tolvanes&kind=person",
        "actor": f"/a/{actors[0]}",
        "actor, said by": f"/a/{actors[0]}?tab=by",
        "actor, said of": f"/a/{actors[0]}?tab=of",
        "actor, in context": f"/a/{actors[0]}?tab=context",
        "actors side by side": "/actors/merge?" + "&".join(f"actor={id}" for id in actors),
        "checks": "/checks",
        "checks narrowed": "/checks?state=all&not-kind=date_weekday",
        "network": "/net",
        "network of names": "/net?kind=names&kind=quotes&most=30",
        "behind a line": "/net/edge?of=reports&from=Port+Today&to=Ingrid+Tolvanes",
        "scripture": "/s",
        "scripture narrowed": "/s?state=open&work=quran&not-language=fr",
        "a quotation": f"/s/{pair.partition(':')[2]}",
        "method": "/method",
        "citation": f"/cite/{said['id']}",
        "review": "/review",
        "review of dates": "/review?layer=time",
        "review, the log": "/review/log",
        "review, second reader": "/review/second?reader=another",
        "review, more of the same": f"/review/like?target={said['id']}",
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
        "passages": "/passages",
        "passages of a document": f"/passages?in={lease}&order=differing",
        "passage": f"/p/{passage}",
    }


NAMES = (
    "case",
    "documents",
    "documents narrowed",
    "said",
    "said searched",
    "said by names",
    "timeline",
    "timeline of what happened",
    "timeline of sayings",
    "timeline, undated",
    "actors",
    "actors searched",
    "actor",
    "actor, said by",
    "actor, said of",
    "actor, in context",
    "actors side by side",
    "checks",
    "checks narrowed",
    "network",
    "network of names",
    "behind a line",
    "scripture",
    "scripture narrowed",
    "a quotation",
    "method",
    "citation",
    "review",
    "review of dates",
    "review, the log",
    "review, more of the same",
    "review, second reader",
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
    "passages",
    "passages of a document",
    "passage",
)
