"""The words that text and table search get: the question without the body, one thing at a time."""

import re
from collections.abc import Sequence

from jiwen.question.model import Mention, Question

_ASKS = re.compile(r"多少|几")
_ASKS_COUNT = re.compile(r"(?:几|多少)(?:个|项|家|条)")


def asked_for(question: Question, mentions: Sequence[Mention]) -> str:
    """The question with only these of its mentions; for computed answers the bare names, so that 差多少 is not looked for."""
    if question.form not in ("difference", "growth", "ratio", "share", "sum", "trend", "rank"):
        text = question.folded
        for body in question.scope.bodies:
            text = text.replace(body.text, "")
        return main_clause(text, mentions)
    is_budget = question.columns or question.total or "预算" in question.folded
    names = "".join(mention.text for mention in mentions) or ("部门预算" if is_budget else "")
    unit = re.search(r"几(个|项|家|条)", question.folded)
    return f"{names}有几{unit[1]}" if unit else f"{names}是多少"


def main_clause(text: str, mentions: Sequence[Mention]) -> str:
    """Of two things asked at once (有几个、涉及多少资金) the one that is no count; the sentence quoted says the other too."""
    clauses = [clause for clause in re.split(r"[,，、;；?？]", text) if _ASKS.search(clause)]
    if len(clauses) < 2 or not mentions:
        return text
    main = next((clause for clause in clauses if not _ASKS_COUNT.search(clause)), clauses[0])
    return main if mentions[0].text in main else mentions[0].text + main
