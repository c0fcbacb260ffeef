"""Text in, values out: numbers, quantities with operator and unit, years. Used on documents and on questions alike."""

from ingest.values.numerals import plain, read_number
from ingest.values.operators import read_operator
from ingest.values.quantities import FoundQuantity, find_quantities, read_quantity
from ingest.values.units import same_dimension, unit_scale
from ingest.values.years import FoundYears, find_dates, find_years

__all__ = [
    "FoundQuantity",
    "FoundYears",
    "find_dates",
    "find_quantities",
    "find_years",
    "plain",
    "read_number",
    "read_operator",
    "read_quantity",
    "same_dimension",
    "unit_scale",
]
