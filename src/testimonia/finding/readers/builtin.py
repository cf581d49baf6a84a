"""The readers that the package brings: rules, and rules with a trained network.

Their code, tables and weights are part of the program's own signature, so that their versions name only
what else they depend on.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING

from testimonia.finding import attributions
from testimonia.finding.readers.protocol import Context, ReaderMissing
from testimonia.language.doc import Doc
from testimonia.model import Attribution

if TYPE_CHECKING:
    from testimonia.finding.network.reading import Network

_THREADS = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


class Rules:
    """Reads by rules alone; needs nothing but the package."""

    name = "rules"
    version = ""

    def read(self, doc: Doc, context: Context) -> list[Attribution]:
        """Return the attributions of a document."""
        return _read(doc, context)


class Trained:
    """Reads by rules and a trained network together. Raises ReaderMissing without numpy."""

    name = "trained"

    def __init__(self) -> None:
        if find_spec("numpy") is None:
            raise ReaderMissing(
                "the reader trained needs numpy, which is not installed", "pip install 'testimonia[trained]'"
            )
        with _one_thread():
            import numpy

        from testimonia.finding import network

        self.version = f"numpy {numpy.__version__}"
        self._network = network.load()

    def read(self, doc: Doc, context: Context) -> list[Attribution]:
        """Return the attributions of a document."""
        return _read(doc, context, self._network)


def _read(doc: Doc, context: Context, network: Network | None = None) -> list[Attribution]:
    return attributions.find(
        doc,
        context.metadata,
        list(context.citations),
        list(context.scripture),
        list(context.mentions),
        network,
    )


@contextlib.contextmanager
def _one_thread() -> Iterator[None]:
    """Have numpy, if it is loaded within the block, compute on one thread.

    The network multiplies small matrices one after the other. Threads gain nothing there, and where the cores
    are busy they wait for each other: two threads on two busy cores took fifteen times as long as one.
    """
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update({name: "1" for name, value in before.items() if value is None})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
