"""What the README shows is what the program prints. `JIWEN_UPDATE_README=1` writes today's output into it."""

import argparse
import os
import re
import shlex
from pathlib import Path

import pytest

from eval.case import read_cases
from jiwen.cli import main, parser

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
_BLOCK = re.compile(r"```console\n\$ (?P<command>[^\n]+)\n(?P<output>.*?)```", re.S)


def readme() -> str:
    return README.read_text(encoding="utf-8")


def output_of(command: str, index: Path, capsys: pytest.CaptureFixture[str]) -> str:
    words = shlex.split(command)
    assert words[0] == "jiwen"
    capsys.readouterr()
    assert main([*words[1:], "--index", str(index)]) == 0
    return capsys.readouterr().out


def test_shown_answers_are_what_the_program_prints(sample_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = [(found["command"], found["output"]) for found in _BLOCK.finditer(readme())]
    printed = [(command, output_of(command, sample_index, capsys)) for command, _ in shown]
    if os.environ.get("JIWEN_UPDATE_README"):
        outputs = iter(output for _, output in printed)
        README.write_text(_BLOCK.sub(lambda found: f"```console\n$ {found['command']}\n{next(outputs)}```", readme()), encoding="utf-8")
        shown = printed
    assert len(shown) >= 4
    assert shown == printed


def test_every_command_and_option_is_listed() -> None:
    subcommands = next(action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    for name, command in subcommands.choices.items():
        assert f"`jiwen {name}" in readme()
        for action in command._actions:
            long = [option for option in action.option_strings if option.startswith("--") and option != "--help"]
            assert all(option in readme() for option in long), f"jiwen {name} {long}"


def test_every_exit_code_is_listed() -> None:
    epilog = parser().epilog or ""
    for code in re.findall(r"^  (\d+) ", epilog, re.M):
        assert f"| {code} |" in readme()


def test_number_of_own_cases_is_right() -> None:
    count = len(read_cases([ROOT / "eval" / "cases"]))
    assert f"自带 {count} 道题" in readme()
    assert f"own {count} cases" in readme()


def test_named_files_exist() -> None:
    for name in ("LICENSE", "CHANGELOG.md", "constraints.txt", "examples/draw_reports.py", "tests/test_eval/test_readme.py", "eval/cases"):
        assert name in readme()
        assert (ROOT / name).exists()
