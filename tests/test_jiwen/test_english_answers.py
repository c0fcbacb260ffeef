"""An English question gets an English answer: only what the reports print stays Chinese."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import jiwen
from ingest.model.report import Report
from jiwen.answer import Answer
from jiwen.assistant import Assistant
from jiwen.compose import changes, job, lists, money, overview
from jiwen.rows import LABELS
from jiwen.saying import say_message, table

ROOT = Path(jiwen.__file__).parent
SOURCES = [ROOT / "assistant.py", *sorted((ROOT / "compose").glob("*.py"))]
CHINESE = re.compile(r"[　-〿一-鿿！-？]")
PLACES = re.compile(r"{(\w+)}")

QUESTIONS = (
    "Which indicators missed their targets?",
    "Which indicators of 枫桥市体育局 missed their targets in 2023?",
    "How many indicators exceeded their targets?",
    "What share of the indicators met their targets in 2023?",
    "What was the execution rate of 全民健身专项资金 in 2023?",
    "What was the actual value of 新建健身步道长度 in 2023?",
    "Did 举办全民健身活动场次 reach its target in 2023?",
    "Did 国民体质监测人数 exceed its target in 2023?",
    "What is the actual figure for 社会体育指导员培训人数 in 2023?",
    "Which indicators have no actual value filled in?",
    "Why was 新建健身步道长度 not met in 2023?",
    "Why was 参赛运动员满意度 missed in 2023?",
    "What are the reasons for the missed indicators?",
    "Which indicator has the largest deviation in 2023?",
    "Which project has the lowest execution rate in 2023?",
    "Which bureau has the highest execution rate in 2023?",
    "Which indicators have a corrected target?",
    "What is the difference between 体育场馆运维经费 and 竞技体育训练补助 spent in 2023?",
    "How did 新建健身步道长度 change compared with last year?",
    "What is the total spending of 体育场馆运维经费 and 竞技体育训练补助 in 2023?",
    "What was the growth of 体育彩票销售额 compared with the previous year?",
    "How much of 体育彩票公益金项目 was left unspent in 2023?",
    "Which budget items have an execution rate below 90% in 2023?",
    "What contradictions are there?",
    "Summarize the report",
    "How many people hold administrative posts (行政编制)?",
    "What is the number of rocket launches?",
    "What was the number of swimming pools in 2019?",
    "Should the bureau get more money?",
    "Will the budget be larger next year?",
    "What is the total score of each project?",
    "Does the deviation of 新建健身步道长度 agree with its target in 2023?",
    "Which projects are there?",
    "What is the actual figure of 满意度 in 2023?",
    "What is the score of 户均改造成本?",
    "What was the budget of 枫桥市教育局?",
)  # fmt: skip


def said_in_code() -> Iterator[str]:
    """Every Chinese literal that code hands to `say` or `refuse`, by itself or through a variable called `words`."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            for spoken in spoken_parts(node):
                yield from (part.value for part in ast.walk(spoken) if isinstance(part, ast.Constant) and isinstance(part.value, str))


def spoken_parts(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in ("say", "refuse"):
        return node.args[:2]
    is_words = isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "words"
    return [node.value] if isinstance(node, ast.Assign) and is_words else []


def words_by_key() -> Iterable[str]:
    yield from LABELS.values()
    for words in (job.VERDICTS, job.REFUSALS, lists._SHOWN_VERDICT, lists._CONDITIONS, lists._LIMITS, changes._WORDS, overview._SEVERITY):
        yield from words.values()
    for pair in money._SAID.values():
        yield from pair


def test_all_that_the_program_says_has_its_english() -> None:
    said = {text for text in (*said_in_code(), *words_by_key()) if CHINESE.search(text)}
    assert len(said) > 150
    assert sorted(said - set(table("english.tsv"))) == []


@pytest.mark.parametrize("name", ["english.tsv", "english_messages.tsv"])
def test_english_fills_no_place_that_the_chinese_lacks(name: str) -> None:
    for chinese, english in table(name).items():
        assert set(PLACES.findall(english)) <= set(PLACES.findall(chinese)), chinese
        assert not CHINESE.search(english.replace("《", "").replace("》", "")), english


def own_words(answer: Answer, reports: Iterable[Report]) -> str:
    """What the program says itself: without quotations, names and cells of the reports."""
    text = re.sub(r"“[^”]*”|《[^》]*》", "", "\n".join((answer.text, answer.reason or "", *answer.notes)))
    printed = {text for report in reports for text in printed_in(report)} | {citation.quote for citation in answer.citations}
    for words in sorted(printed, key=len, reverse=True):
        text = text.replace(words, "")
    return re.sub(r"（）|[\d.%]+(?:[万亿]?元|公里|[名场天人项分])|[万亿]元", "", text)


def printed_in(report: Report) -> Iterator[str]:
    yield from (report.title, report.department or report.title, report.source, *report.projects)
    for item in report.indicators:
        quantities = (item.target, item.actual, item.deviation, item.corrected_target)
        yield from (
            item.name,
            item.name.replace("销量", "销售"),
            item.note or "",
            "／".join(item.groups),
            *(q.text for q in quantities if q),
        )
        yield from item.groups
    yield from (line.name for line in report.budget)
    yield from (task.name for task in report.tasks)


@pytest.mark.parametrize("question", QUESTIONS)
def test_own_words_are_english(question: str, assistant: Assistant, made_reports: tuple[Report, ...]) -> None:
    answer = assistant.ask(question)
    assert answer.language == "en"
    assert CHINESE.findall(own_words(answer, made_reports)) == []


def test_every_check_is_told_in_english(made_reports: tuple[Report, ...]) -> None:
    messages = [check.message for report in made_reports for check in report.checks]
    assert len(messages) > 10
    assert [message for message in messages if say_message("en", message) == message] == []


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("第3页 120 位数字中 12 位未读入（读入 90.0%）", "page 3: 12 of 120 digits were not read (90.0% read)"),
        ("材料费：各分项执行数合计12.5，表中为13", "材料费: the parts' spending adds up to 12.5, the table has 13"),
        ("执行率两处写法不同：正文93.1%，预算表93.06%", "The execution rate is stated differently: text 93.1%, budget table 93.06%"),
        ("一句谁也没见过的话", "一句谁也没见过的话"),
    ],
)
def test_messages_kept_in_chinese_are_told_in_english(chinese: str, english: str) -> None:
    assert say_message("en", chinese) == english
    assert say_message("zh", chinese) == chinese


def test_a_chinese_question_stays_chinese(assistant: Assistant) -> None:
    answer = assistant.ask("枫桥市体育局2023年新建健身步道长度完成了多少？")
    assert (answer.language, answer.text.split("\n")[0]) == ("zh", "**30.5公里**[1]")
