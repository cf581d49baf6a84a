"""The readers that the package brings: rules, and rules with a trained network.

Their code, tables and weights are part of the program's own signature, so that their versions name only
what else they depend on.
"""

from __future__ import annotations

from importlib.util import find_spec

from testimonia.finding import attributions
from testimonia.finding.readers.protocol import Context, ReaderMissing
from testimonia.language.doc import Doc
from testimonia.model import Attribution


class Rules:
    """Reads by rules alone; needs nothing but the package."""

    name = "rules"
    version = ""

    def read(self, doc: Doc, context: Context) -> list[Attribution]:
        """Return the attributions of a document."""
        return attributions.find(
            doc,
            context.metadata,
            list(context.citations),
            list(context.scripture),
            list(context.mentions),
        )


class Trained:
    """Reads by rules and a trained network together. Raises ReaderMissing without numpy."""

    name = "trained"

    def __init__(self) -> None:
        if find_spec("numpy") is None:
            raise ReaderMissing(
                "the reader trained needs numpy, which is not installed", "pip install 'testimonia[trained]'"
            )
        import numpy

        from testimonia.finding import network

        self.version = f"numpy {numpy.__version__}"
        self._network = network.load()

    def read(self, doc: Doc, context: Context) -> list[Attribution]:
        """Return the attributions of a document."""
        return attributions.find(
            doc,
            context.metadata,
            list(context.citations),
            list(context.scripture),
            list(context.mentions),
            self._network,
        )
