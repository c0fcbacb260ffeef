"""What each `jiwen` command does: parsed options in, data on standard output, an exit code back."""

from jiwen.commands.asking import run_ask
from jiwen.commands.keeping import run_brief, run_remove, run_reports
from jiwen.commands.reading import run_facts, run_ingest, run_show
from jiwen.commands.serving import run_doctor, run_mcp, run_serve, run_user

__all__ = [
    "run_ask",
    "run_brief",
    "run_doctor",
    "run_facts",
    "run_ingest",
    "run_mcp",
    "run_remove",
    "run_reports",
    "run_serve",
    "run_show",
    "run_user",
]
