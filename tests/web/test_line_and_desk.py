"""Tasks wait in turn, bounded; what is broken off or lost is said, and the next is done."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from linter.errors import JixiaoError
from linter.web.problem import Refusal
from linter.web.work import Desk, Ticket
from linter.web.work.desk import outcome
from linter.web.work.line import Line
from linter.workers import Budget
from linter.workers.values import Begin


def test_owners_take_turns_and_urgent_ones_go_first() -> None:
    line = Line[str](9)
    for item in ("a1", "a2", "a3", "b1", "b2", "c1"):
        line.put(item[0], item)
    line.put("d", "d!", urgent=True)
    assert [line.get() for _ in range(7)] == ["d!", "a1", "b1", "c1", "a2", "b2", "a3"]


def test_a_full_line_takes_no_more() -> None:
    line = Line[int](2)
    line.put("a", 1)
    line.put("a", 2, urgent=True)
    with pytest.raises(Refusal) as refused:
        line.put("b", 3)
    assert refused.value.problem.status == 503
    assert refused.value.headers["Retry-After"]
    assert len(line) == 2


def test_who_waits_only_for_urgent_ones_leaves_the_others() -> None:
    line, got = Line[str](9), list[str | None]()
    waiting = threading.Thread(target=lambda: got.append(line.get(urgent_only=True)))
    waiting.start()
    line.put("a", "slow")
    waiting.join(0.2)
    assert got == []
    line.put("a", "quick", urgent=True)
    waiting.join(10)
    assert got == ["quick"]


def test_closing_lets_all_go_and_gives_back_what_is_left() -> None:
    line, got = Line[str](9), list[str | None]()
    waiting = threading.Thread(target=lambda: got.append(line.get(urgent_only=True)))
    waiting.start()
    line.put("a", "left")
    assert line.close() == ["left"]
    waiting.join(10)
    assert got == [None]
    assert line.get() is None


@dataclass(frozen=True, slots=True)
class Doing:
    """Makes each word, in capitals; does what a word says."""

    words: tuple[str, ...]

    def items(self, skip: int, begin: Begin) -> Iterator[Any]:
        for word in self.words[skip:]:
            if begin(word):
                if word == "wait":
                    time.sleep(30)
                if word == "refuse":
                    yield JixiaoError("不行", remedy="换一个。")
                else:
                    yield word.upper()


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    desk = Desk(workers=1, budget=Budget(2.0, 900), waiting=5)
    yield desk
    desk.close()


def test_all_that_is_made_and_told(desk: Desk) -> None:
    begun: list[str] = []
    heard: list[Any] = []
    ticket = desk.submit(Ticket("a", Doing(("x", "y")), heard.append, begun.append))
    assert ticket.future.result(60) == ["X", "Y"]
    assert begun == ["x", "y"]
    assert [event.made for event in heard] == ["X", "Y"]


def test_what_takes_too_long_is_lost_alone(desk: Desk) -> None:
    made = desk.submit(Ticket("a", Doing(("x", "wait", "y")))).future.result(60)
    assert (made[0], made[2]) == ("X", "Y")
    assert made[1].problem.title == "wait：处理超过了 2 秒，已经停下"
    with pytest.raises(Refusal):
        outcome([made[1]])


def test_an_urgent_one_does_not_wait_for_another(desk: Desk) -> None:
    slow = desk.submit(Ticket("a", Doing(("wait",))))
    assert desk.submit(Ticket("b", Doing(("x",))), urgent=True).future.result(60) == ["X"]
    assert not slow.future.done()
    slow.cancel()
    assert slow.future.result(60) == []


def test_what_is_cancelled_while_it_waits_is_never_begun(desk: Desk) -> None:
    first = desk.submit(Ticket("a", Doing(("wait",))))
    begun: list[str] = []
    second = desk.submit(Ticket("a", Doing(("x",)), begun=begun.append))
    third = desk.submit(Ticket("a", Doing(("y",))))
    second.cancel()
    first.cancel()
    assert third.future.result(60) == ["Y"]
    assert begun == []
    assert second.future.cancelled()


def test_outcomes() -> None:
    assert outcome([b"x"]) == b"x"
    with pytest.raises(JixiaoError, match="不行"):
        outcome([JixiaoError("不行")])
    with pytest.raises(Refusal):
        outcome([])


def test_a_desk_that_closes_leaves_no_one_waiting() -> None:
    desk = Desk(workers=1, budget=Budget(60, 900), waiting=5)
    tickets = [desk.submit(Ticket("a", Doing(("wait",)))) for _ in range(3)]
    time.sleep(0.1)
    desk.close()
    assert all(ticket.future.done() for ticket in tickets)
