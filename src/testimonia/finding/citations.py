"""References to media as the origin of a statement: in brackets, in the sentence, in a dateline.

How it works: (1) every bracket of at most 200 characters is taken apart into outlet names, dates and the
rest; it is a citation if the rest is nothing that a sentence would need. Inside a dated bracket a name needs
no table: "(Tell Voice, 3/2/2014)". (2) An outlet name outside a bracket is a citation if a rule of
``citation_cues`` holds right before or after it, or a printed date follows it. A name found in a dated
bracket counts as an outlet in the whole document. (3) A name at the head of a paragraph or a quotation,
followed by a place and a dash, is a dateline. (4) Dates are read by ``cited_dates``, doubts are put on them
at the end.

Cost: linear in the text. Fails on reports that name their outlet far from any cue, on outlets called by a
word that neither the table nor their form tells, and on dates left to the reader ("the day before's Vatan").
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from itertools import pairwise

from msgspec.structs import replace

from testimonia.finding import citation_cues as cues
from testimonia.finding import outlet_orders, outlets
from testimonia.finding.brackets import Bracket, find_brackets
from testimonia.finding.cited_dates import (
    CitedDate,
    dates_between,
    doubt_order,
    doubt_sequence,
    in_order,
    month_of_year,
    undated,
    with_year,
)
from testimonia.finding.outlet_forms import FORMS
from testimonia.finding.outlets import OutletName
from testimonia.language.doc import Doc
from testimonia.model import Citation, CitationForm, CitedOutlet, Record, Span, TimeExpression, annotation_id


class _Found(Record, frozen=True):
    span: Span
    form: CitationForm
    names: tuple[OutletName, ...]
    dates: tuple[CitedDate, ...] = ()
    written: Span | None = None
    confidence: float = 1.0
    why: str = ""


def find(doc: Doc, printed: list[TimeExpression]) -> list[Citation]:
    """Return every reference to a medium, in text order."""
    bracketed = [_of_bracket(bracket) for bracket in find_brackets(doc, printed)]
    names = _with_local(doc, outlets.find_names(doc), bracketed)
    names = [name for name in names if not _inside(name.span, bracketed)]
    datelines = _datelines(doc, names, printed)
    names = [name for name in names if not _inside(name.span, datelines)]
    found = _apart(doc, sorted(bracketed + datelines + _inline(doc, names, printed), key=lambda f: f.span))
    every = [*names, *(name for f in found for name in f.names)]
    fuller = _fuller({name.name for name in every if not name.known})
    return [_record(doc, _named(f, fuller)) for f in _doubted(doc, found, printed)]


def _fuller(unknown: set[str]) -> dict[str, str]:
    """Return the fuller name of each unknown outlet that is also called in short: "Tell" for "Tell Press"."""
    out: dict[str, set[str]] = {}
    for name in unknown:
        head, _, last = name.rpartition(" ")
        if head in unknown and last.lower() in FORMS:
            out.setdefault(head, set()).add(name)
    return {short: names.pop() for short, names in out.items() if len(names) == 1}


def _named(found: _Found, fuller: dict[str, str]) -> _Found:
    if not any(name.name in fuller for name in found.names):
        return found
    return replace(found, names=tuple(replace(n, name=fuller.get(n.name, n.name)) for n in found.names))


def _apart(doc: Doc, found: list[_Found]) -> list[_Found]:
    """Return citations without overlaps: a phrase gives way to the bracket or the phrase it runs into."""
    out: list[_Found] = []
    for this in found:
        last = out[-1] if out else None
        if last is None or last.span[1] <= this.span[0]:
            out.append(this)
        elif last.form == "inline" and last.names[-1].span[1] <= this.span[0]:
            out[-1] = replace(last, span=_trim(doc.text, (last.span[0], this.span[0])))
            kept = tuple(d for d in last.dates if d.span[1] <= this.span[0])
            written = last.written if last.written and last.written[1] <= this.span[0] else None
            out[-1] = replace(out[-1], dates=kept, written=written)
            out.append(this)
        elif this.form == "inline" and last.span[1] <= this.names[0].span[0]:
            out.append(replace(this, span=_trim(doc.text, (last.span[1], this.span[1]))))
    return out


def _of_bracket(bracket: Bracket) -> _Found:
    dateline = bracket.dateline
    return _Found(
        span=dateline or bracket.span,
        form="dateline" if dateline else "parenthetical",
        names=bracket.names,
        dates=bracket.dates,
        written=bracket.written,
        confidence=bracket.confidence,
        why=bracket.why,
    )


def _inside(span: Span, found: list[_Found]) -> bool:
    at = bisect_right(found, span[0], key=lambda f: f.span[0]) - 1
    return at >= 0 and span[0] < found[at].span[1]


def _with_local(doc: Doc, names: list[OutletName], bracketed: list[_Found]) -> list[OutletName]:
    """Return names with those added that a dated bracket of this document shows to be outlets."""
    local: dict[str, dict[str, OutletName]] = {}
    for found in bracketed:
        for name in found.names:
            surface = doc.cut(name.span)
            if not name.known and " " in surface:
                first = doc.words[doc.token_range(name.span)[0]]
                local.setdefault(first, {}).setdefault(surface, name)
    if not local:
        return names
    out = list(names)
    text, after = doc.text, 0
    for word, (start, _) in zip(doc.words, doc.tokens, strict=True):
        if word not in local or start < after:
            continue
        for surface, like in local[word].items():
            after = start + len(surface)
            if text.startswith(surface, start) and not text[after : after + 1].isalnum():
                at = bisect_left(names, after, key=lambda n: n.span[0]) - 1
                if at < 0 or names[at].span[1] <= start:
                    out.append(replace(like, span=(start, after)))
                break
        else:
            after = start
    return sorted(out, key=lambda n: n.span)


# ---------------------------------------------------------------- in the sentence

_JOIN = re.compile(
    r"(?:['’]s|\s+(?:news agency|agency|newspaper|newspapers|channel|TV|website|network))?"
    r"(?:\s*,\s*(?:and\s+|as well as\s+)?|"
    r"\s+and\s+|\s*&\s*|\s*/\s*|\s+as well as\s+|\s+or\s+|\s+and also\s+|\s*;\s*|-(?=\Z)|–(?=\Z))"
    r"(?:(?:the|its)\s+)?(?:[A-Z]\w+\s)?(?:news agency |newspapers? |daily |channel |website )?[“\"‘]?\Z"
)
_GAP_WORDS = (
    "on|in|dated|of|its|the|issue|edition|early|late|earlier|later|also|today|yesterday|that|day|a|an|report|article|"
    "published|exclusively|website|site|page|this|program|programme|show|broadcast|screen|morning|evening|night|newspaper|from|online|at|correspondent|editorial|to|"
    "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
)
_GAP = re.compile(rf"(?:['’]s\b)?(?:\s|,|\(|\b(?:{_GAP_WORDS})(?=\W|\d|\Z))*\Z")
_QUOTED = re.compile(r"\b(?:quot|cit|interview|publish|air|broadcast)(?:e?s|e?d|ing)?\Z")
_SOURCE = re.compile(
    r"(?:\s+(?!that\b|who\b|which\b|where\b|when\b|after\b|before\b)[\w'’-]{1,24}){1,6}?\s+(?:on|dated|of)\s*\Z"
)
_ON_DATE = re.compile(
    r"(?:\b(?:[Oo]n|[Ii]n)\s*(?:its\s+|the\s+)?(?:(?:edition|issue)\s+(?:of|dated)\s+)?(?:[A-Z][a-z]{2,5}day,?\s+)?)?\Z"
)
_AFTER_DATE = re.compile(r"\s*[,)]?\s*(?:[Tt]he\s+)?\Z")


def _inline(doc: Doc, names: list[OutletName], printed: list[TimeExpression]) -> list[_Found]:
    out: list[_Found] = []
    for group in _groups(doc, names):
        found = _cited(doc, group, printed)
        if found is not None and (not out or out[-1].span[1] <= found.span[0] or _cut(doc, out, found)):
            out.append(found)
    return out


def _cut(doc: Doc, out: list[_Found], found: _Found) -> bool:
    """Make room for a citation whose cue lies in the one before; tell whether there is room."""
    last = out[-1]
    if last.names[-1].span[1] > found.span[0]:
        return False
    end = last.span[0] + len(doc.text[last.span[0] : found.span[0]].rstrip(' ,(“"'))
    if last.dates and last.dates[-1].span[1] > end:
        return False
    out[-1] = replace(last, span=(last.span[0], end))
    return True


def _groups(doc: Doc, names: list[OutletName]) -> list[list[OutletName]]:
    """Return runs of names that one phrase joins: "reported by Kor News and the Tell Times"."""
    groups: list[list[OutletName]] = []
    for name in names:
        if groups:
            gap = groups[-1][-1].span[1], name.span[0]
            if (
                gap[1] - gap[0] <= 40
                and "\n" not in doc.text[gap[0] : gap[1]]
                and _JOIN.match(doc.text, *gap)
            ):
                groups[-1].append(name)
                continue
        groups.append([name])
    return [part for group in groups for part in _joined(doc.text, group)]


def _joined(text: str, group: list[OutletName]) -> list[list[OutletName]]:
    """Return a run whole where more than commas join it, else each name: "in Vatan, the Tell Times said"."""
    gaps = [text[a.span[1] : b.span[0]] for a, b in pairwise(group)]
    if not gaps or any(re.search(r"\b(?:and|or|as well as)\b|[&/;–-]", gap) for gap in gaps):
        return [group]
    return [[name] for name in group]


def _cited(doc: Doc, group: list[OutletName], printed: list[TimeExpression]) -> _Found | None:
    """Return the citation that a run of outlet names makes with the words around it, or None."""
    text = doc.text
    left, _ = cues.phrase(text, group[0].span)
    _, right = cues.phrase(text, group[-1].span)
    before, after = cues.before(text, left), cues.after(text, right)
    if after is None and right != group[-1].span[1]:
        after = cues.after(text, group[-1].span[1])
    social = all(name.kind == "social" for name in group)
    if before is not None and before[0].name == "page of" and not social:
        before = None
    if before is None and after is None:
        before = _spoken_on(doc, left, group[0]) or _opening(doc, left, right, group[0])
    if before is None and after is None:
        return None
    if social:
        page = _PAGE.match(text, right, min(len(text), right + 30))
        right = page.end() if page else right
    if social and not _social_holds(text, left, right, before, after):
        return None
    if social:
        group = [_owned(text, name) for name in group]
    if before is None and after is not None and after[0].name == "dated" and _in_head(doc, group[0].span):
        return None
    span, dates, written = _extent(doc, (left, right), before[1] if before else None, group, after, printed)
    return _Found(
        span=span,
        form="inline",
        names=tuple(group),
        dates=dates,
        written=written,
        confidence=0.9 if all(name.known for name in group) else 0.7,
        why="; ".join(f"cue: {cue[0].name}" for cue in (before, after) if cue),
    )


def _in_head(doc: Doc, span: Span) -> bool:
    """Tell whether a name and a date are the line that says where a document itself appeared."""
    paragraph = doc.paragraph_at(span[0])
    if paragraph is None or paragraph.end - paragraph.start > 120 or len(doc.paragraphs) < 4:
        return False
    return paragraph.start <= doc.paragraphs[3].start and paragraph.start > doc.paragraphs[0].start


def _extent(
    doc: Doc,
    phrase: Span,
    cue: int | None,
    group: list[OutletName],
    after: tuple[cues.Cue, int] | None,
    printed: list[TimeExpression],
) -> tuple[Span, tuple[CitedDate, ...], Span | None]:
    """Return the span of a citation in a sentence, from its cue or outlet to its date, and the date.

    The last part is the span of a day and month without a year.
    """
    text = doc.text
    left, right = phrase
    start = group[0].span[0] if cue is None else cue
    end = right if after is None or after[0].name in _NOT_INSIDE else after[1]
    found = _date_after(doc, end, printed) or _date_after(doc, right, printed)
    if found is not None:
        end = max(found.span[1], right)
    elif cue is None:
        found = _date_before(doc, left, printed)
        if found is not None:
            lead = _ON_DATE.search(text, max(0, found.span[0] - 40), found.span[0])
            start = lead.start() if lead else found.span[0]
    else:
        found = _day_of_issue(doc, left, printed)
    if end - start > 160:
        end = right
    written = None if found else undated(text, end, min(len(text), end + 50))
    if found is None and cue is not None and written is None:
        written = _day_before(text, cue)
        if written is not None:
            return _trim(text, (written[0], end)), (), written
    if written and _GAP.match(text, end, written[0]) and "\n" not in text[end : written[0]]:
        return _trim(text, (start, written[1])), (), written
    return _trim(text, (start, end)), (found,) if found else (), None


_NOT_INSIDE = frozenset(["dated", "before a quotation"])
_POSSESSOR = re.compile(
    r"((?:[A-Z][\w.-]+\s+){0,4}[A-Z][\w.-]+)['’]s?\s+(?:official\s+|own\s+|verified\s+)?\Z"
)


def _owned(text: str, name: OutletName) -> OutletName:
    """Return a social network with the owner of its page: "the Port Ministry’s Facebook page"."""
    owner = _POSSESSOR.search(text, max(0, name.span[0] - 70), name.span[0])
    if owner is None or owner[1].split()[0] in ("His", "Her", "Its", "Their"):
        return name
    return replace(name, name=f"{re.sub(r'^The ', '', owner[1])} ({name.name})")


def _trim(text: str, span: Span) -> Span:
    start, end = span
    while end > start and text[end - 1] in " \t\n,(":
        end -= 1
    if text[end : end + 1] == ")" and text[start:end].count("(") > text[start:end].count(")"):
        end += 1
    if text[start:end].count("“") < text[start:end].count("”") and text[end - 1] == "”":
        end -= 1
    while start < end and text[start] in " \t\n":
        start += 1
    return start, end


def _date_after(doc: Doc, end: int, printed: list[TimeExpression]) -> CitedDate | None:
    high = min(len(doc.text), end + 75)
    stop = doc.text.find("\n", end, high)
    found = dates_between(doc, end, high if stop < 0 else stop, printed)
    if found and (_GAP.match(doc.text, end, found[0].span[0]) or _object(doc.text, end, found[0].span[0])):
        return found[0]
    return None


_ISSUE = re.compile(r"\b(?:([Tt]his (?:morning|evening))|[Tt]oday|([Yy]esterday|[Ll]ast night))['’]s\s\Z")


def _day_of_issue(doc: Doc, left: int, printed: list[TimeExpression]) -> CitedDate | None:
    """Return the day of "this morning’s Ledger": the document's own, or the one before ("yesterday’s")."""
    match = _ISSUE.search(doc.text, max(0, left - 20), left)
    head = doc.paragraphs[min(5, len(doc.paragraphs) - 1)].end
    own = next(
        (t.value for t in printed if t.span[0] < head and re.fullmatch(r"\d{4}-\d\d-\d\d", t.value or "")),
        None,
    )
    if match is None or own is None:
        return None
    day = date.fromisoformat(own) - timedelta(days=1 if match[2] else 0)
    return CitedDate(span=(match.start(), match.end() - 3), value=day.isoformat())


_CARRIED = re.compile(r",\s(?:(?:and|which was|as|later|first)\s)?\Z")


def _day_before(text: str, cue: int) -> Span | None:
    """Return the day of what an outlet carried: "in a talk of 3 July, carried by Kestrel FM"."""
    closes = _CARRIED.search(text, max(0, cue - 14), cue)
    if closes is None:
        return None
    low = max(0, closes.start() - 18)
    written = undated(text, text.rfind(" ", 0, low) + 1 if low else 0, closes.start())
    return written if written and written[1] == closes.start() else None


def _object(text: str, low: int, high: int) -> bool:
    """Tell whether only a quoted source stands between a verb and a date: "quoted sailors on 3/3/2014"."""
    return (
        _QUOTED.search(text, max(0, low - 14), low) is not None and _SOURCE.match(text, low, high) is not None
    )


def _date_before(doc: Doc, start: int, printed: list[TimeExpression]) -> CitedDate | None:
    low = max(0, start - 45)
    low = max(low, doc.text.rfind("\n", low, start) + 1)
    found = dates_between(doc, low, start, printed)
    if found and _AFTER_DATE.match(doc.text, found[-1].span[1], start):
        return found[-1]
    return None


_SPEECH = cues.citation_words("speech")
_ON = re.compile(r"(?<!\w)(?:on|in)\s+\Z")
_SPOKEN_ON = cues.Cue(name="said on", place="before", pattern=_ON, example="she said Sunday on Kor TV")


def _spoken_on(doc: Doc, left: int, name: OutletName) -> tuple[cues.Cue, int] | None:
    """Return the cue "on" or "in" of a medium where a verb of speech stands before it."""
    match = _ON.search(doc.text, max(0, left - 4), left)
    if match is None or (
        doc.text[match.start() : match.start() + 2] == "in" and name.kind not in ("newspaper", "magazine")
    ):
        return None
    sentence = doc.sentence_at(name.span[0])
    if sentence is None:
        return None
    low, high = doc.token_range((max(sentence[0], match.start() - 120), match.start()))
    if any(word in _SPEECH for word in doc.words[max(low, high - 14) : high]):
        return _SPOKEN_ON, match.start()
    return None


_OPENS = re.compile(
    r"(?:\A|[.!?:;”\"\n]\s*)(In|On)\s+(?:(?:[Tt]his|[Ll]ast|[Yy]ester|[Tt]o)[\w ]{2,10}['’]s\s+)?\Z"
)
_CLOSES = re.compile(r"(?:\s(?:of|dated)\s[\w .]{3,20})?,")
_OPENING = cues.Cue(name="opens the sentence", place="before", pattern=_OPENS, example="In today’s Ledger, …")


def _opening(doc: Doc, left: int, right: int, name: OutletName) -> tuple[cues.Cue, int] | None:
    """Return the cue of a medium that opens a sentence as its place: "In today’s Ledger, a clerk says …"."""
    match = _OPENS.search(doc.text, max(0, left - 40), left)
    if match is None or name.kind == "social" or not _CLOSES.match(doc.text, right, right + 30):
        return None
    return _OPENING, match.start(1)


_PAGE = re.compile(
    r"(?:['’]s)?\s+(?:page|account|feed|post|channel|wall|profile|message|video|statement|live)\b"
)
_SOCIAL_RULES = frozenset(
    ["passive", "speaking to", "in an interview with", "according to", "source", "said on", "citing"]
)


def _social_holds(
    text: str, left: int, right: int, before: tuple[cues.Cue, int] | None, after: tuple[cues.Cue, int] | None
) -> bool:
    """Tell whether a social network carries a statement here, rather than being spoken about."""
    if before is not None:
        posted = before[0].name == "page of" and _PAGE.search(text, left, right) is not None
        return posted or before[0].name in _SOCIAL_RULES
    return after is not None and after[0].name == "dated"


# ---------------------------------------------------------------- datelines

_PLACES = r"[A-Z][\w.'’-]*(?:[ /,–-]{1,2}[A-Z][\w.'’-]*){0,5}"
_DASH = re.compile(
    rf"(?P<place>[,/]?\s+{_PLACES})?"
    r"(?:\s?[,(]?\s?(?:\d{1,2}\s)?(?:[A-Z][a-z]{2,8}\.?\s?)?[\d/., ]{0,12}\)?)?\s?(?:–|—|--|-(?=\s))"
)


def _datelines(doc: Doc, names: list[OutletName], printed: list[TimeExpression]) -> list[_Found]:
    """Return names at the head of a paragraph or of a quotation that a place and a dash make a dateline."""
    out = []
    text = doc.text
    for name in names:
        start, end = name.span
        head = text[max(0, start - 2) : start]
        paragraph = doc.paragraph_at(start)
        begins = paragraph is not None and start - paragraph.start <= 1
        if not begins and not (head and head[-1] in '“"«‘'):
            continue
        match = _DASH.match(text, end, min(len(text), end + 70))
        if match is None:
            continue
        dates = dates_between(doc, end, match.end(), printed)
        stop = dates[-1].span[1] if dates else match.end("place") if match["place"] else end
        written = None if dates else undated(text, end, match.end())
        out.append(
            _Found(
                span=(start, max(stop, end)),
                form="dateline",
                names=(name,),
                dates=tuple(dates[:1]),
                written=written,
                confidence=0.9,
                why="dateline: outlet, place and dash at the head",
            )
        )
    return out


# ---------------------------------------------------------------- doubts, records


def _doubted(doc: Doc, found: list[_Found], printed: list[TimeExpression]) -> list[_Found]:
    """Return citations with doubts put on their dates."""
    found = _in_outlets_order(doc, found)
    every = {d.span: d.value for f in found for d in f.dates}
    for time in printed:
        value = time.value_printed or time.value
        if time.calendar == "gregorian" and time.type == "DATE":
            every.setdefault(time.span, value)
    days = sorted({date.fromisoformat(v) for v in every.values() if re.fullmatch(r"\d{4}-\d\d-\d\d", v)})
    days = days or month_of_year(doc.text)
    out = [_dated_in_year(doc, f, days) for f in found]
    dated = [i for i, f in enumerate(out) if f.dates]
    for i, j in pairwise(dated):
        doubt = doubt_sequence(doc, out[i].dates[-1], out[j].dates[0])
        if doubt is not None:
            out[i] = replace(out[i], dates=(*out[i].dates[:-1], doubt))
    for i in dated:
        if any(d.swapped and not d.probable for d in out[i].dates):
            out[i] = replace(out[i], dates=tuple(doubt_order(d, days) or d for d in out[i].dates))
    return out


def _in_outlets_order(doc: Doc, found: list[_Found]) -> list[_Found]:
    """Return citations with ambiguous numerals in the order that the outlet's other numerals have."""
    named = [[name.name for name in f.names] for f in found]
    dated = ((names, doc.cut(f.dates[0].span)) for names, f in zip(named, found, strict=True) if f.dates)
    orders = outlet_orders.outlet_orders(dated)
    out = []
    for names, f in zip(named, found, strict=True):
        order = outlet_orders.joint_order(names, orders)
        dates = tuple(in_order(doc, date, order) for date in f.dates) if order else f.dates
        why = f"{f.why}; {outlet_orders.REASON}" if dates != f.dates else f.why
        out.append(replace(f, dates=dates, why=why))
    return out


def _dated_in_year(doc: Doc, found: _Found, days: list[date]) -> _Found:
    """Return a citation that lacks only the year of its date with the year of the document's dates."""
    if found.dates or not found.written:
        return found
    value = with_year(doc.cut(found.written), days)
    if value is None:
        return found
    why = f"{found.why}; year: that of the document's other dates"
    return replace(found, dates=(CitedDate(span=found.written, value=value),), why=why)


def _record(doc: Doc, found: _Found) -> Citation:
    doubt = next((d for d in found.dates if d.probable), None)
    shown = doubt or (found.dates[0] if found.dates else None)
    date_span = shown.span if shown else found.written
    return Citation(
        id=annotation_id(doc.document, "citation", [found.span]),
        document=doc.document,
        span=found.span,
        form=found.form,
        outlets=tuple(_cited_outlets(found)),
        date_written=doc.cut(date_span) if date_span else None,
        date_span=date_span,
        date=shown.value if shown else None,
        date_probable=doubt.probable if doubt else None,
        confidence=found.confidence,
        why="; ".join(part for part in (found.why, doubt.why if doubt else "") if part),
    )


def _cited_outlets(found: _Found) -> list[CitedOutlet]:
    """Return each outlet with the date that follows it; a lone date is that of all."""
    out = []
    starts = [d.span[0] for d in found.dates]
    for n, name in enumerate(found.names):
        at = bisect_left(starts, name.span[1])
        following = found.names[n + 1].span[0] if n + 1 < len(found.names) else None
        mine = found.dates[at] if at < len(starts) and (following is None or starts[at] < following) else None
        if mine is None and len({d.value for d in found.dates}) == 1:
            mine = found.dates[0]
        elif mine is None and at < len(starts):
            mine = found.dates[at]
        out.append(CitedOutlet(name=name.name, span=name.span, date=mine.value if mine else None))
    return out
