"""Where the next table begins although no list knows its titles: the rows below it are none of the table above."""

from collections.abc import Sequence

from ingest.readers.text_dump.headers import Header
from ingest.readers.text_dump.lines import TextLine
from ingest.values.header_words import role_of

NEAR, LEAST_ROLES = 8, 3
_NAMES = frozenset({"level1", "level2", "level3", "name", "label", "group"})
_OTHERS = frozenset({"operator", "unit", "target", "actual", "weight", "score", "review", "note", "deviation"})
_MONEY = frozenset({"initial", "adjusted", "actual_amount"})


def heads_other_table(lines: Sequence[TextLine], position: int, header: Header) -> bool:
    """True where words below a table of money head one of indicators: names first, three kinds of columns near each other."""
    if not _MONEY & set(header.keys) or not any(role_of(token.text) in _NAMES for token in lines[position].tokens()):
        return False
    roles = {role_of(token.text) for line in lines[position : position + NEAR] for token in line.tokens()}
    return bool(roles & _OTHERS) and len(roles & (_NAMES | _OTHERS)) >= LEAST_ROLES
