"""A value as a report prints it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Operator = Literal["=", ">=", "<=", ">", "<"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """`text` is as printed, line breaks removed; `number` is exact (None for words: 健全, 显著); `unit` as printed, unconverted.

    >>> Quantity("=100 亿元", "=", Decimal("100"), "亿元").number
    Decimal('100')
    """

    text: str
    op: Operator | None = None
    number: Decimal | None = None
    unit: str | None = None
