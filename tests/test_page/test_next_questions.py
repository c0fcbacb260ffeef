from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest

from jiwen.answer import Answer, Record
from jiwen.page.next_questions import next_questions


@dataclass(frozen=True)
class Entry:
    id: str
    department: str | None
    year: int | None


ENTRIES: Sequence[Any] = (Entry("lin23", "临局", 2023), Entry("lin22", "临局", 2022), Entry("yun23", "云局", 2023))


def one(report: str, kind: Any = "indicator", verdict: str | None = "missed") -> Answer:
    return Answer("完成多少？", "5", "value", records=(Record(kind, report, "开工数", {}, verdict),))


def many(verdict: str) -> Answer:
    return Answer("有哪些？", "共2项", "list", records=tuple(Record("indicator", "lin23", name, {}, verdict) for name in "甲乙"))


def explained(answer: Answer, **explain: Any) -> Answer:
    return replace(answer, explain=explain)


def listed(verdict: str) -> Answer:
    return explained(many(verdict), form="list", conditions=[{"kind": "verdict", "value": verdict}])


@pytest.mark.parametrize(
    ("answer", "questions"),
    [
        (one("lin23"), ("开工数为什么没完成？", "开工数和上年相比怎么样？", "哪些指标没有完成目标？")),
        (one("lin22", verdict="met"), ("哪些指标没有完成目标？", "偏差最大的三个指标是哪些？")),
        (one("yun23", "budget", None), ("开工数的执行率是多少？", "执行率最低的三个项目是哪些？")),
        (explained(one("yun23", "budget", None), form="value", columns=["rate"]), ("开工数花了多少？", "执行率最低的三个项目是哪些？")),
        (explained(one("lin23"), form="why"), ("开工数和上年相比怎么样？", "哪些指标没有完成目标？", "偏差最大的三个指标是哪些？")),
        (explained(many("missed"), form="why"), ("偏差最大的三个指标是哪些？", "超额完成的有哪些？", "哪些指标没有完成目标？")),
        (listed("missed"), ("没完成的原因是什么？", "偏差最大的三个指标是哪些？", "超额完成的有哪些？")),
        (listed("exceeded"), ("哪些指标没有完成目标？", "偏差最大的三个指标是哪些？")),
        (Answer("问", "无", "refusal"), ("哪些指标没有完成目标？", "预算总金额的执行率是多少？", "有哪些矛盾或疑点？")),
        (Answer("哪些指标没有完成目标", "无", "refusal"), ("预算总金额的执行率是多少？", "有哪些矛盾或疑点？")),
        (Answer("问", "哪个", "clarify", choices=("甲",)), ()),
        (Answer("问", "答", "value", suggestions=("现成的",)), ("现成的",)),
    ],
)
def test_questions_fit_the_answer(answer: Answer, questions: tuple[str, ...]) -> None:
    assert next_questions(answer, ENTRIES) == questions
