"""Readers by name: those of the package, and those that other packages register."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from typing import Any

from testimonia.finding.readers.protocol import Reader, ReaderError, ReaderMissing
from testimonia.model import Record

#: The entry-point group by which other packages register readers.
GROUP = "testimonia.readers"
#: The reader of a case for which none was ever chosen: the better one, where what it needs is installed.
DEFAULT = "trained" if find_spec("numpy") is not None else "rules"

# Name → module and class, loaded when it is asked for.
_BUILT_IN = {
    "rules": ("builtin", "Rules"),
    "trained": ("builtin", "Trained"),
    "endpoint": ("endpoint", "EndpointReader"),
}


class Choice(Record, frozen=True):
    """A reader that was chosen: its name and its options, all of them words."""

    name: str = DEFAULT
    options: dict[str, str] = {}  # noqa: RUF012 (msgspec copies it)

    def __hash__(self) -> int:
        return hash((self.name, *sorted(self.options.items())))


#: The reader by rules alone, which needs no option and no other package.
RULES = Choice(name="rules")


def available() -> dict[str, str]:
    """Return the readers there are, each with where it comes from, built-in ones first."""
    found = dict.fromkeys(_BUILT_IN, "built in")
    for name in sorted({point.name for point in entry_points(group=GROUP)}):
        if name not in found:
            found[name] = ", ".join(_origin(point) for point in entry_points(group=GROUP, name=name))
    return found


@lru_cache(maxsize=8)
def make(choice: Choice) -> Reader:
    """Return a reader, made once in a process for the same choice.

    Raises ReaderError for a name that nobody registers, for options the reader does not take, and for one
    that cannot be loaded; ReaderMissing where a package that it needs is not installed.
    """
    factory = _factory(choice.name)
    options = _fitting(choice, factory)
    try:
        reader = factory(**options)
    except (ReaderError, ReaderMissing):
        raise
    except ModuleNotFoundError as error:
        raise ReaderMissing(
            f"the reader {choice.name} needs {error.name or error}", f"pip install {error.name}"
        ) from error
    except Exception as error:
        raise ReaderError(
            f"the reader {choice.name} cannot be made: {type(error).__name__}: {error}"
        ) from error
    for part in ("name", "version"):
        if not isinstance(getattr(reader, part, None), str):
            raise ReaderError(f"the reader {choice.name} has no {part}", "it must be a string")
    if not callable(getattr(reader, "read", None)):
        raise ReaderError(f"the reader {choice.name} has no method read")
    return reader


def key_of(choice: Choice) -> str:
    """Return what the attributions that a choice reads depend on, beside this program itself."""
    reader = make(choice)
    origin = "" if choice.name in _BUILT_IN else f" of {_origin(_point(choice.name))}"
    return f"{choice.name} {reader.version}".strip() + origin


def notice_of(reader: Reader) -> str:
    """Return what a reader has to say before it reads, or nothing."""
    return str(getattr(reader, "notice", "") or "")


def loading_fault(name: str) -> str:
    """Return why a reader cannot be loaded, or nothing if it can; it is not made."""
    try:
        _factory(name)
    except (ReaderError, ReaderMissing) as error:
        return str(error)
    return ""


def _factory(name: str) -> Callable[..., Reader]:
    if name in _BUILT_IN:
        module, made = _BUILT_IN[name]
        built_in: Callable[..., Reader] = getattr(import_module(f"{__package__}.{module}"), made)
        return built_in
    point = _point(name)
    try:
        factory: Callable[..., Reader] = point.load()
    except ModuleNotFoundError as error:
        raise ReaderMissing(
            f"the reader {name} of {_origin(point)} needs {error.name or error}", f"pip install {error.name}"
        ) from error
    except Exception as error:
        raise ReaderError(
            f"the reader {name} of {_origin(point)} cannot be loaded: {type(error).__name__}: {error}"
        ) from error
    return factory


def _point(name: str) -> EntryPoint:
    points = list(entry_points(group=GROUP, name=name))
    if not points:
        raise ReaderError(
            f"no reader {name!r}; there are {', '.join(available())}",
            f"choose another, or install the package that registers it under {GROUP}",
        )
    if len({point.value for point in points}) > 1:
        raise ReaderError(
            f"several packages register a reader {name!r}: {', '.join(map(_origin, points))}",
            "uninstall all of them but one",
        )
    return points[0]


def _origin(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else point.value


def _fitting(choice: Choice, factory: Callable[..., Reader]) -> Mapping[str, Any]:
    """Return the options as arguments of a factory: ``key-env`` as ``key_env``. Raises ReaderError."""
    given = {key.replace("-", "_"): value for key, value in choice.options.items()}
    try:
        parameters = inspect.signature(factory).parameters.values()
    except (TypeError, ValueError):
        return given
    if any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters):
        return given
    taken = [
        parameter
        for parameter in parameters
        if parameter.kind in (parameter.KEYWORD_ONLY, parameter.POSITIONAL_OR_KEYWORD)
    ]
    names = [parameter.name for parameter in taken]
    shown = ", ".join(name.replace("_", "-") for name in names) or "none"
    unknown = sorted(key for key in given if key not in names)
    if unknown:
        raise ReaderError(
            f"the reader {choice.name} has no option {unknown[0].replace('_', '-')}", f"its options: {shown}"
        )
    for parameter in taken:
        if parameter.default is parameter.empty and parameter.name not in given:
            option = parameter.name.replace("_", "-")
            raise ReaderError(
                f"the reader {choice.name} needs the option {option}",
                f"give --reader-option {option}=VALUE; its options: {shown}",
            )
    return given
