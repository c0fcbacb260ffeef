"""A line that a table prints without a figure: neither a zero nor missing from the report."""

from dataclasses import replace

from jiwen.answer import Answer
from jiwen.cellrows import blank_cells
from jiwen.compose.job import Job, refusal

_MOST_REPORTS = 3


def left_blank(job: Job, asked: str) -> Answer | None:
    """Where the line stands and that nothing is filled in; None where no table prints it, or with a figure."""
    question = job.question
    if question.form not in ("value", "yesno") or question.language == "en" or len(job.reports) > _MOST_REPORTS:
        return None
    lines = []
    for report in job.reports:
        for cell in blank_cells(asked, report, question.mentions)[:1]:
            label, column = cell.row_path[-1], "/".join(dict.fromkeys(cell.column_path))
            mark = job.evidence.place(report, cell.cell.place, f"{label}：（空白）", label)
            where = f"{job.body(report)}的“{cell.table.title}”（第{cell.cell.place.pages[0]}页）"
            lines.append(f"{where}列有“{label}”，{column or '数'}一栏空白，没有填数{mark}")
    return replace(refusal(question, "；".join(lines)), citations=tuple(job.evidence.citations)) if lines else None
