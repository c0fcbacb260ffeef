"""A run's results: as JSON on disk, and as text for the terminal."""

import json
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval.rates import COLUMNS, Rates, grouped_rates, rates_of
from eval.scorers import Verdict

Results = dict[str, Any]
RESULTS_FILE = "results.json"


class BadResults(Exception):
    """A results file that cannot be read."""


def results_of(verdicts: Sequence[Verdict]) -> Results:
    """All rates, and one row a case."""
    return {
        "all": rates_of(verdicts),
        "sets": grouped_rates(verdicts, lambda v: [v.case.set_name]),
        "kinds": grouped_rates(verdicts, lambda v: [v.case.kind]),
        "tags": grouped_rates(verdicts, lambda v: v.case.tags),
        "cases": [_row(verdict) for verdict in verdicts],
    }


def _row(verdict: Verdict) -> Results:
    case, answer = verdict.case, verdict.answer or {}
    return {
        "id": case.id,
        "set": case.set_name,
        "kind": case.kind,
        "question": case.question,
        "history": list(case.history),
        "right": verdict.is_right,
        "reasons": list(verdict.reasons),
        "refused": verdict.was_refused,
        "must_refuse": case.must_refuse,
        "failed": verdict.has_failed,
        "page_hit": verdict.page_hit,
        "wrong_figures": list(verdict.wrong_figures),
        "elapsed_ms": verdict.elapsed_ms,
        "answer": answer.get("answer"),
    }


def write_results(results: Results, folder: Path) -> Path:
    """`results.json` in `folder`, made where missing."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / RESULTS_FILE
    path.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def read_results(path: Path) -> Results:
    """What `write_results` wrote; `path` is the file or its folder. Raises BadResults."""
    file = path / RESULTS_FILE if path.is_dir() else path
    try:
        results: Results = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadResults(f"{file}: not the results of a run ({error}); make them with `python -m eval run … --out DIR`") from error
    if "all" not in results or "cases" not in results:
        raise BadResults(f"{file}: not the results of a run: no `all` and `cases` in it")
    return results


def results_text(results: Results) -> str:
    """Tables by set and kind, then every loss with its reasons, then figures that nothing supports."""
    lines = [table_text("set", {**results["sets"], "all": results["all"]}), "", table_text("kind", results["kinds"])]
    losses = [row for row in results["cases"] if not row["right"]]
    lines += ["", f"losses ({len(losses)})"]
    for row in losses:
        lines.append(f"  {row['id']} [{row['kind']}] {' → '.join([*row['history'], row['question']])}")
        lines += [f"      {reason}" for reason in row["reasons"]]
    wrong = [row for row in results["cases"] if row["wrong_figures"]]
    lines += ["", f"figures that nothing supports ({len(wrong)} answers)"]
    lines += [f"  {row['id']}: {', '.join(row['wrong_figures'])}" for row in wrong]
    return "\n".join(lines)


def table_text(title: str, groups: dict[str, Rates]) -> str:
    """One line a group, in columns."""
    head = _pad(title, 14) + "".join(label.rjust(10) for label in COLUMNS.values())
    rows = [_pad(name, 14) + "".join(cell_text(key, rates[key]).rjust(10) for key in COLUMNS) for name, rates in groups.items()]
    return "\n".join([head, *rows])


def cell_text(key: str, value: float | None) -> str:
    """A rate as percent, a time in ms, a count; "-" for none."""
    if value is None:
        return "-"
    if key.endswith("_ms"):
        return f"{value:.1f}"
    return str(value) if isinstance(value, int) else f"{100 * value:.1f}%"


def _pad(text: str, width: int) -> str:
    return text + " " * max(0, width - sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text))
