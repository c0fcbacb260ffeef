"""Which of the labels that a question says something of it names."""

from collections.abc import Sequence

from jiwen.cells.asked import Asked, Kind
from jiwen.cells.content import holds, is_nothing
from jiwen.cells.frame import Frame, Label
from jiwen.cells.match import EQUIVALENT, FULL, NAMED, Match

_ENOUGH_NEW = 0.25
_HALF = 0.4


def named_labels(matches: Sequence[Match], light: frozenset[int] = frozenset(), clauses: Sequence[frozenset[int]] = ()) -> list[Match]:
    """The labels that the question names: said for the most part, and by words that no stronger label has taken already."""
    named: list[Match] = []
    taken: set[int] = set()
    for match in matches:
        if match.cover < NAMED:
            continue
        if match.cover > FULL and any(_only_by_parts(match, m, clauses) for m in named):
            named.append(match)
            continue
        new = match.positions - taken - light
        twin = any(m.positions == match.positions and m.cover <= match.cover + 0.01 for m in named)
        if twin or len(new) >= min(2, max(1, int(_ENOUGH_NEW * len(match.positions)))):
            named.append(match)
            taken |= match.positions
    return named


def _only_by_parts(match: Match, other: Match, clauses: Sequence[frozenset[int]]) -> bool:
    """True when `other` takes the words of `match` only by reaching over into a further clause ("主办券商是哪家，办公地址在哪" names
    主办券商, though both clauses together say 主办券商办公地址)."""
    if match.label.axis != other.label.axis or not match.positions < other.positions:
        return False
    own = [clause for clause in clauses if match.positions & clause]
    return len(own) == 1 and bool(other.positions - own[0]) and not (other.positions & own[0]) - match.positions


def with_hinted(frame: Frame, named: Sequence[Match], matches: Sequence[Match], asked: Asked) -> list[Match]:
    """`named` and, for each kind of thing that must be said ("谁", "为什么"), the best heading of that kind where none is named."""
    found = [m for m in named if not any(_is_said_otherwise(m, kind, named, asked) for kind in asked.must)]
    for kind in asked.must:
        if any(is_of_kind(m.label.text, kind.words) for m in found) or (not frame.first_row and _is_said_with(kind, found, asked)):
            continue
        heads = [m for m in matches if m.label.is_head]
        bare = (x for x in frame.labels if x.is_head and (x.axis == "column" or frame.is_form) and is_of_kind(x.text, kind.words))
        taken = kind.where.union(*(m.positions for m in found))
        said = [m for m in heads if m.cover >= _HALF and m.positions - taken and _holds(frame, m.label, kind.content)]
        fitting = [m for m in heads if is_of_kind(m.label.text, kind.words)]
        both = [m for m in fitting if m.positions - kind.where]
        found += (both or said or fitting)[:1] or [Match(x, EQUIVALENT, 1.0, kind.where, 1) for x in bare][:1]
    return found


def _is_said_otherwise(match: Match, kind: Kind, named: Sequence[Match], asked: Asked) -> bool:
    """True for a label half of which is read into "谁", while a label said in full has its other half ("申请人是谁": no 申请部门)."""
    clause = next((clause for clause in asked.clauses if clause & kind.where), frozenset[int]())
    rest = (match.positions - kind.where) & clause
    if not match.positions & kind.where or match.label.text in asked.spoken:
        return False
    return any(m.cover > FULL and rest <= m.positions and m.label.axis == match.label.axis for m in named)


def _is_said_with(kind: Kind, named: Sequence[Match], asked: Asked) -> bool:
    """True where a label said in full stands before "是谁" ("馆长是谁")."""
    start = min(kind.where, default=0)
    if start < 2 or asked.spoken[start - 1] not in "是为有":
        return False
    return any(m.cover > FULL and start - 2 in m.positions for m in named)


def _holds(frame: Frame, label: Label, content: str | None) -> bool:
    """True for a heading of one column, or of one value in a form, with cells of that content only."""
    if content is None or len(label.lines) > 1 or (label.axis == "row" and not frame.is_form):
        return False
    places = [(r, c) for r in label.lines for c in label.reach] if frame.is_form else [(r, c) for c in label.lines for r in label.reach]
    texts = [text for r, c in places if not is_nothing(text := frame.cells[r][c].text)]
    return bool(texts) and all(holds(text, content) for text in texts)


def is_of_kind(text: str, kind: Sequence[str]) -> bool:
    """True where a heading holds one of the words of its kind; at its end for a single character ("负责人", not "人员经费")."""
    return any(word in text if len(word) > 1 else text.endswith(word) for word in kind)


def with_clauses(named: Sequence[Match], matches: Sequence[Match], asked: Asked) -> list[Match]:
    """`named` and, for each clause of the question that names nothing yet, the label said best in it ("气候怎么样？有哪些景点？")."""
    found = list(named)
    for clause in asked.clauses:
        if not any(m.positions & clause for m in found):
            said = [m for m in matches if m.positions & clause and m.positions <= clause and m.cover >= _HALF]
            found += said[:1]
    return found
