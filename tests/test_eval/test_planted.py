"""The generators of bad input and of planted contradictions, and how the reading does on a few of each."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from eval.bench.bombs import drawing
from eval.bench.contradictions import main
from eval.bench.damage import CHANGES, try_reading


def test_planted_contradictions_are_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--count", "12", "--seed", "7"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].endswith("false alarms a report")


def test_damage_is_the_same_for_the_same_seed() -> None:
    data = drawing(b"BT (2023) Tj ET")
    for change in CHANGES:
        assert change(data, random.Random("1")) == change(data, random.Random("1"))


@pytest.mark.parametrize("change", CHANGES[:-1], ids=lambda change: change.__name__)
def test_a_damaged_file_ends_in_a_report_or_a_refusal(tmp_path: Path, change: Callable[[bytes, random.Random], bytes]) -> None:
    for number, data in enumerate((drawing(b"0 0 m 9 9 l S"), "一、概况\n全年支出1200万元，执行率98.5%。\n".encode() * 20)):
        path = tmp_path / f"{number}.{'txt' if number else 'pdf'}"
        path.write_bytes(change(data, random.Random("1")))
        assert try_reading(path).result in ("report", "refused")
