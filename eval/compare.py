"""Two runs side by side: what moved, case by case."""

from eval.rates import COLUMNS
from eval.results import Results, cell_text


def comparison_text(before: Results, after: Results) -> str:
    """Rates of both, then the cases won, lost and lost in both; cases that only one run has are counted."""
    lines = ["".ljust(20) + "before".rjust(10) + "after".rjust(10)]
    lines += [
        label.ljust(20) + cell_text(key, before["all"][key]).rjust(10) + cell_text(key, after["all"][key]).rjust(10)
        for key, label in COLUMNS.items()
    ]
    old, new = ({row["id"]: row for row in run["cases"]} for run in (before, after))
    shared = [case_id for case_id in new if case_id in old]
    won = [case_id for case_id in shared if new[case_id]["right"] and not old[case_id]["right"]]
    lost = [case_id for case_id in shared if old[case_id]["right"] and not new[case_id]["right"]]
    lines += ["", f"won ({len(won)})", *(f"  {case_id} {new[case_id]['question']}" for case_id in won)]
    lines += ["", f"lost ({len(lost)})"]
    for case_id in lost:
        lines.append(f"  {case_id} {new[case_id]['question']}")
        lines += [f"      {reason}" for reason in new[case_id]["reasons"]]
    only = len(old) + len(new) - 2 * len(shared)
    return "\n".join([*lines, *(["", f"{only} cases stand in one of the runs alone"] if only else [])])
