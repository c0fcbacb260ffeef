"""`jiwen reports`, `brief`, `remove`: what the index holds."""

import argparse
import json

from jiwen.commands.opening import id_of, open_library, out, say
from jiwen.errors import BadInput


def run_reports(options: argparse.Namespace) -> int:
    """The list of reports."""
    from jiwen.entries_json import entry_to_json

    with open_library(options, read_only=True) as library:
        for entry in library.reports():
            shown = f"{entry.id}\t{entry.department or ''}\t{entry.year or ''}\t{entry.title}\t{entry.source}"
            out(json.dumps(entry_to_json(entry), ensure_ascii=False) if options.json else shown)
    return 0


def run_brief(options: argparse.Namespace) -> int:
    """One report on one page."""
    from jiwen.brief.content import brief_of
    from jiwen.brief.pdf import brief_to_pdf

    with open_library(options, read_only=True) as library:
        content = brief_to_pdf(brief_of(library.report(id_of(library, options.report))), options.lang)
    try:
        options.out.write_bytes(content)
    except OSError as error:
        raise BadInput(f"{options.out} 写不进去：{error}") from error
    say(f"已写入 {options.out}")
    return 0


def run_remove(options: argparse.Namespace) -> int:
    """Reports out of the index."""
    with open_library(options) as library:
        for ref in options.ids:
            report_id = id_of(library, ref)
            library.remove(report_id)
            say(f"已删除 {report_id}")
    return 0
