"""本期, 上年 … in a question over a table whose headings print the years."""

import re
from collections.abc import Iterable
from dataclasses import replace

from jiwen.cells.asked import Asked
from jiwen.cells.frame import Label
from jiwen.cells.wording import Alphabet, words

_YEAR = re.compile(r"((?:19|20)\d\d)(?:年(?:度|末|初)?|$)")


def with_periods(asked: Asked, labels: Iterable[Label], alphabet: Alphabet) -> Asked:
    """The question with 本期 said for the latest year of the headings and 上期 for the one before, unless it prints a year itself."""
    printed = {found[0]: found[1] for x in labels if x.is_head and (found := _YEAR.match(x.text))}
    years = sorted(set(printed.values()), reverse=True)
    if len(years) < 2 or asked.years:
        return asked
    extras = list(asked.extras)
    for period, year in zip(words()["periods"], years[:2], strict=True):
        said = re.finditer(f"(?<![比较与])(?:{'|'.join(period)})", asked.spoken)
        where = frozenset(at for found in said for at in range(*found.span()))
        if where:
            extras += [(alphabet.symbols(text), where) for text, of in printed.items() if of == year]
    return replace(asked, extras=tuple(extras))
