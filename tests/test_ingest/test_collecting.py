"""Reading and storing put off the search for cycles, and leave everything as it was."""

import gc

import pytest

from ingest.collecting import COLLECTED_AFTER, seldom_collecting


def test_cycles_are_looked_for_seldom_until_the_last_one_leaves() -> None:
    usual = gc.get_threshold()
    first, second = seldom_collecting(), seldom_collecting()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert gc.get_threshold() == (COLLECTED_AFTER, *usual[1:])
    second.__exit__(None, None, None)
    assert gc.get_threshold() == usual


def test_a_failure_leaves_the_thresholds_as_they_were() -> None:
    usual = gc.get_threshold()
    with pytest.raises(ValueError, match="bad"), seldom_collecting():
        raise ValueError("bad")
    assert gc.get_threshold() == usual
