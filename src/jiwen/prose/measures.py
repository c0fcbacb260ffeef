"""What a name measures: an amount in prose can be it only in its units, and only where its clause names no other thing of that kind."""

import re

from jiwen.prose.value import ProseValue
from jiwen.question.model import Mention
from jiwen.question.names import fit, measure_of, name_key, standard_mention

_SAME_NAME = 0.8


def can_be(mention: Mention, value: ProseValue) -> bool:
    """成本 is money, 面积 is no length; and a clause that names another 合格率 tells that one: 城市水质合格率保持在99%."""
    measure = measure_of(mention.content)
    if measure is None:
        return True
    ends, units = measure
    before = value.quote.text.partition(value.quantity.text)[0]
    named = re.search(rf"[一-鿿]{{4,}}?{ends.pattern.removesuffix('$')}", re.split(r"[，,；;。、]", before)[-1])
    is_other = named is not None and fit(standard_mention(mention), name_key(named[0])).recall < _SAME_NAME
    return bool(units.search(value.quantity.unit or "")) and not is_other
