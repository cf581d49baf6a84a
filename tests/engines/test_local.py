"""Documents spread over the cores of one machine."""

import os
import signal
import time
from collections.abc import Iterator

import pytest

from testimonia.engines.local import default_workers, map_documents


def double(number: int) -> int:
    return 2 * number


def slow_at_first(number: int) -> int:
    time.sleep(0.05 if number == 0 else 0)
    return number


def fails_on_three(number: int) -> int:
    if number == 3:
        raise ValueError("three is not liked")
    return number


def dies_on_three(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def unsendable(number: int) -> object:
    return (lambda: number) if number == 1 else number


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_results_come_in_the_order_of_the_items(workers: int) -> None:
    outcomes = list(map_documents(slow_at_first, range(40), workers))
    assert [outcome.result for outcome in outcomes] == list(range(40))
    assert [outcome.item for outcome in outcomes] == list(range(40))


@pytest.mark.parametrize("workers", [1, 2])
def test_an_exception_is_the_fault_of_its_item_alone(workers: int) -> None:
    outcomes = list(map_documents(fails_on_three, range(6), workers))
    assert [outcome.result for outcome in outcomes] == [0, 1, 2, None, 4, 5]
    assert outcomes[3].fault is not None
    assert outcomes[3].fault.reason == "ValueError: three is not liked"
    assert "fails_on_three" in outcomes[3].fault.detail


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
def test_a_killed_worker_costs_the_item_it_held() -> None:
    outcomes = list(map_documents(dies_on_three, range(8), 2))
    assert [outcome.result for outcome in outcomes] == [0, 1, 2, None, 4, 5, 6, 7]
    assert outcomes[3].fault is not None
    assert outcomes[3].fault.reason == "its worker was killed (SIGKILL)"


def test_a_result_that_cannot_be_sent_is_a_fault() -> None:
    outcomes = list(map_documents(unsendable, range(3), 2))
    assert outcomes[1].fault is not None
    assert [outcomes[0].result, outcomes[2].result] == [0, 2]


def test_few_items_are_ahead_of_the_reader() -> None:
    taken = []

    def items() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    outcomes = map_documents(double, items(), 2)
    next(outcomes)
    assert len(taken) <= 5
    outcomes.close()


def test_a_small_number_of_items_is_done_in_one_process() -> None:
    assert default_workers(3) == 1
    assert default_workers(1000) >= 1
