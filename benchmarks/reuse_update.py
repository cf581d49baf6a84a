"""Measure what ten further documents cost: passages made from nothing against passages brought up to date.

    python benchmarks/reuse_update.py CORPUS [--add 10]

CORPUS is a folder with ``docs.jsonl`` (one ``{"id", "text"}`` a line). All but the last documents are
searched, then all. Prints CPU seconds, how many records were made anew, and whether both ways gave the same.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from time import process_time
from typing import Any

from testimonia.comparing.reuse import search_documents, update_passages
from testimonia.model import document_id


def measure(documents: list[tuple[str, str]], known: dict[str, bytes], name: str) -> dict[str, bytes]:
    """Bring the passages up to date, print what that cost, return the traces."""
    began, made, traces = process_time(), 0, {}
    about: dict[str, dict[str, Any]] = {
        name: {} for name in ("dates", "quotations", "scripture", "publishers")
    }
    for id, trace, passage in update_passages(documents, known=known, **about):
        traces[id] = trace
        made += passage is not None
    print(f"{name}: {process_time() - began:.1f} CPU s, {made:,} of {len(traces):,} records made")
    return traces


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--add", type=int, default=10)
    options = parser.parse_args()
    with (options.corpus / "docs.jsonl").open(encoding="utf-8") as lines:
        documents = [(document_id(row["text"]), row["text"]) for row in map(json.loads, lines)]
    search_documents(documents[: options.add])
    before = measure(documents[: -options.add], {}, "first reading")
    after = measure(documents, before, f"{options.add} documents added")
    full = measure(documents, {}, "all at once")
    print(f"same passages: {after == full}")


if __name__ == "__main__":
    main()
