"""The inner loops of the search for recycled passages, written so that they run twice.

Every kernel is plain Python over flat sequences of integers. For small inputs it runs as it stands, over
lists, without waiting for a compiler; for large inputs numba compiles the same source. Both give the same
numbers: all arithmetic is on integers of fewer than 63 bits. One module a subject; :class:`Kernels` gathers
them.
"""

from __future__ import annotations

import hashlib
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

from testimonia.comparing.reuse_kernels import (
    documents,
    extension,
    families,
    formulae,
    kinds,
    pairs,
    seeds,
    text,
)

MODULES = (text, seeds, formulae, pairs, extension, documents, families, kinds)


class Kernels:
    """The kernels: plain, or compiled by numba when first called.

    Compiled code is kept between runs beside the modules or in the user's cache folder; where neither can
    be written it is compiled anew.
    """

    read_words: Callable[..., int]
    number_words: Callable[..., int]
    renumber: Callable[..., None]
    mark_seeds: Callable[..., None]
    collect_seeds: Callable[..., int]
    mark_heavy: Callable[..., int]
    mark_formulae: Callable[..., int]
    mark_known: Callable[..., None]
    own_bits: Callable[..., None]
    trim_ends: Callable[..., None]
    pair_places: Callable[..., tuple[int, int]]
    align_pairs: Callable[..., tuple[int, int, int]]
    align_families: Callable[..., tuple[int, int, int]]
    measure_passages: Callable[..., None]
    number_phrases: Callable[..., int]
    count_phrases: Callable[..., None]
    trace_passages: Callable[..., None]

    def __init__(self, compiled: bool) -> None:
        self.compiled = compiled
        functions = _functions()
        for name, function in (_compile(functions) if compiled else functions).items():
            setattr(self, name, function)

    def room(self, size: int, kind: str) -> Any:
        """Return ``size`` empty places (zeros) for the kernels: an array, or a list or bytearray."""
        if self.compiled:
            import numpy as np

            return np.zeros(size, kind)
        return bytearray(size) if kind == "u1" else [0] * size

    def given(self, array: Any) -> Any:
        """Return an array as the kernels like it: as it is, or as a list."""
        return array if self.compiled else array.tolist()


def compiled_before() -> bool:
    """Tell whether compiled kernels are at hand."""
    return any((Path(__file__).parent / "__pycache__").glob(f"documents.align_pairs_{_digest()}*.nbi"))


def _functions() -> dict[str, types.FunctionType]:
    return {
        name: function
        for module in MODULES
        for name, function in vars(module).items()
        if isinstance(function, types.FunctionType) and function.__module__ == module.__name__
    }


def _digest() -> str:
    """Return a name for the present state of all kernels.

    The compiler keeps a function until its own module changes; its callees may stand in another one.
    """
    sources = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    return hashlib.sha256(sources).hexdigest()[:12]


def _compile(functions: dict[str, types.FunctionType]) -> dict[str, Any]:
    """Return compiled twins of the functions that call each other, not the plain ones."""
    from numba import njit

    scope: dict[str, Any] = {}
    for module in MODULES:
        scope |= vars(module)
    digest = _digest()
    for name, function in functions.items():
        twin = types.FunctionType(function.__code__, scope, name)
        twin.__qualname__ = f"{name}_{digest}"
        twin.__module__ = function.__module__
        try:
            scope[name] = njit(twin, cache=True)
        except RuntimeError:  # no folder for the cache
            scope[name] = njit(twin)
    return {name: scope[name] for name in functions}
