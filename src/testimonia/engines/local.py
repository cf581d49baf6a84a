"""Documents spread over the cores of one machine.

:func:`map_documents` gives results in the order of the items, whatever the number of workers. Each
worker is a process with a pipe of its own, so that a worker that is killed costs the one item it held:
that item becomes a :class:`Fault`, a new worker takes its place and the rest goes on. At most ``2 ×
workers`` items are under way or waiting for an earlier one, which bounds the memory.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Generator, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

import msgspec

Item = TypeVar("Item")
Result = TypeVar("Result")


class Fault(msgspec.Struct, frozen=True):
    """What became of an item whose function failed or whose worker died."""

    reason: str
    detail: str = ""


class Outcome(msgspec.Struct, Generic[Item, Result], frozen=True):
    """An item with its result, or with the fault that stands in its place."""

    item: Item
    result: Result | None = None
    fault: Fault | None = None


def default_workers(items: int | None = None, *, small: int = 50) -> int:
    """Return how many workers are worth their start: 1 for a small number of items, else one a core."""
    if items is not None and items < small:
        return 1
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return max(1, os.cpu_count() or 1)


def map_documents(
    function: Callable[[Item], Result], items: Iterable[Item], workers: int = 1
) -> Generator[Outcome[Item, Result], None, None]:
    """Yield the outcome of the function for every item, in the order of the items.

    ``function`` must be importable by name (a plain module-level function, or a ``functools.partial`` of one)
    when there is more than one worker; items and results must be picklable. An exception in it
    becomes a Fault. KeyboardInterrupt is let through, after the workers have been stopped.
    """
    if workers <= 1:
        for item in items:
            yield _outcome(item, *_call(function, item))
        return
    pool = _Pool(function, workers)
    try:
        yield from pool.run(iter(items))
    finally:
        pool.stop()


def _call(function: Callable[[Item], Result], item: Item) -> tuple[Result | None, Fault | None]:
    try:
        return function(item), None
    except MemoryError:
        return None, Fault("out of memory")
    except Exception as error:
        return None, Fault(f"{type(error).__name__}: {error}", traceback.format_exc())


def _outcome(item: Item, result: Result | None, fault: Fault | None) -> Outcome[Item, Result]:
    return Outcome(item=item, result=result, fault=fault)


def _work(pipe: Connection, function: Callable[[Any], Any], inherited: Iterable[Connection]) -> None:
    """Answer items with results until the pipe closes: the life of a worker."""
    for other in inherited:
        with contextlib.suppress(OSError):
            other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
    with contextlib.suppress(EOFError, OSError):
        while True:
            answer = _call(function, pipe.recv())
            try:
                pipe.send(answer)
            except (TypeError, AttributeError, ValueError) as error:
                pipe.send((None, Fault(f"its result cannot be sent: {error}")))


class _Worker:
    """A process, the parent's end of its pipe, and the place of the item it holds."""

    def __init__(self, process: BaseProcess, pipe: Connection) -> None:
        self.process = process
        self.pipe = pipe
        self.holds: int | None = None


class _Pool(Generic[Item, Result]):
    """Workers and the items between them."""

    def __init__(self, function: Callable[[Item], Result], size: int) -> None:
        self.forks = sys.platform == "linux" and threading.active_count() == 1
        self.context = multiprocessing.get_context("fork" if self.forks else "spawn")
        self.function = function
        self.window = 2 * size
        self.workers: list[_Worker] = []
        for _ in range(size):
            self.workers.append(self.start())

    def start(self) -> _Worker:
        ours, theirs = self.context.Pipe()
        # A forked worker closes its copies of the parent's ends, or it would outlive a killed parent.
        inherited = [ours, *(worker.pipe for worker in self.workers)] if self.forks else []
        process = self.context.Process(  # type: ignore[attr-defined]  # every real context has it
            target=_work, args=(theirs, self.function, inherited), daemon=True
        )
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def run(self, items: Iterator[Item]) -> Iterator[Outcome[Item, Result]]:
        held: dict[int, Item] = {}  # items under way or waiting for an earlier one
        ready: dict[int, tuple[Result | None, Fault | None]] = {}
        sent = given = 0
        more = True
        while True:
            while more and sent - given < self.window and (worker := self.idle()) is not None:
                try:
                    item = next(items)
                except StopIteration:
                    more = False
                    break
                held[sent] = item
                fault = self.hand(worker, sent, item)
                if fault is not None:
                    ready[sent] = (None, fault)
                sent += 1
            while given in ready:
                yield _outcome(held.pop(given), *ready.pop(given))
                given += 1
            if given < sent and given not in ready:
                ready.update(self.collect())
            elif not more:
                return

    def idle(self) -> _Worker | None:
        return next((worker for worker in self.workers if worker.holds is None), None)

    def hand(self, worker: _Worker, place: int, item: Item) -> Fault | None:
        """Give an item to a worker; return a fault if the item cannot be sent."""
        try:
            worker.pipe.send(item)
        except (BrokenPipeError, ConnectionError):  # it died while idle: another takes the item
            fresh = self.replace(worker)
            fresh.pipe.send(item)
            fresh.holds = place
        except (TypeError, AttributeError, ValueError) as error:
            return Fault(f"it cannot be sent to a worker: {error}")
        else:
            worker.holds = place
        return None

    def collect(self) -> dict[int, tuple[Result | None, Fault | None]]:
        """Wait for the next answers or deaths; return them by place."""
        busy = {worker.pipe: worker for worker in self.workers if worker.holds is not None}
        out: dict[int, tuple[Result | None, Fault | None]] = {}
        for pipe in wait(list(busy)):
            worker = busy[pipe]  # type: ignore[index]  # wait() gives back what it was given
            assert worker.holds is not None
            place, worker.holds = worker.holds, None
            try:
                out[place] = worker.pipe.recv()
            except (EOFError, OSError):
                out[place] = (None, self.death(worker))
                self.replace(worker)
            except Exception as error:  # an answer that cannot be read back is the item's fault
                out[place] = (None, Fault(f"its result cannot be read: {error}"))
        return out

    def death(self, worker: _Worker) -> Fault:
        worker.process.join(5)
        code = worker.process.exitcode
        if code is not None and code < 0:
            with contextlib.suppress(ValueError):
                return Fault(f"its worker was killed ({signal.Signals(-code).name})")
        return Fault(f"its worker ended (exit code {code})")

    def replace(self, worker: _Worker) -> _Worker:
        self.drop(worker)
        fresh = self.start()
        self.workers[self.workers.index(worker)] = fresh
        return fresh

    def drop(self, worker: _Worker) -> None:
        worker.pipe.close()
        if worker.process.is_alive():
            worker.process.terminate()
        worker.process.join(5)
        if worker.process.is_alive():
            worker.process.kill()

    def stop(self) -> None:
        for worker in self.workers:
            self.drop(worker)
