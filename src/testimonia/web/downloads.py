"""What is seen in a list, taken away whole: rows as CSV or JSON Lines, streamed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from testimonia.case import Case, open_case
from testimonia.web.pages import site_of
from testimonia.writing.csv import safe_cell

Rows = Callable[[Request, Case], Iterator[dict[str, Any]]]


def downloads(path: str, columns: Sequence[str], rows: Rows, *, name: str = "") -> list[BaseRoute]:
    """Return the routes PATH.csv and PATH.jsonl over the rows that a request asks for.

    The files are called ``name``, else after the path.
    """
    name = name or path.rpartition("/")[2]

    def as_csv(found: Iterator[dict[str, Any]]) -> Iterator[str]:
        return csv_lines(columns, found)

    return [
        Route(f"{path}.csv", _stream(rows, as_csv, "text/csv", f"{name}.csv"), methods=["GET"]),
        Route(
            f"{path}.jsonl", _stream(rows, json_lines, "application/jsonl", f"{name}.jsonl"), methods=["GET"]
        ),
    ]


def csv_lines(columns: Sequence[str], rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    """Yield rows as the lines of a CSV file; lists stand in one cell, apart by semicolons."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(
            safe_cell("; ".join(map(str, value)) if isinstance(value, list) else _plain(value))
            for value in (row[column] for column in columns)
        )
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def json_lines(rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    """Yield rows as JSON Lines."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"


def _stream(
    rows: Rows, write: Callable[[Iterator[dict[str, Any]]], Iterator[str]], media_type: str, name: str
) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        path = site_of(request).path

        def body() -> Iterator[bytes]:
            # Each step of a stream may run in another thread; SQLite is asked in one at a time all the same.
            with open_case(path, any_thread=True) as case:
                for text in write(rows(request, case)):
                    yield text.encode("utf-8", "replace")

        return StreamingResponse(
            body(),
            media_type=f"{media_type}; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    return endpoint
