"""`jiwen ingest`, `facts`, `show`: files read, into the index or before one's eyes."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import IngestError
from jiwen.bars import page_bar
from jiwen.commands.opening import open_library, out, settings_of
from jiwen.errors import BadInput
from jiwen.settings import Settings

if TYPE_CHECKING:
    from ingest.model.report import Report

SUFFIXES = (
    *(".pdf", ".txt", ".docx", ".xlsx", ".html", ".htm"),
    *(".doc", ".xls", ".wps", ".et", ".rtf", ".odt", ".ods"),
    *(".png", ".jpg", ".jpeg", ".tif", ".tiff"),
)


def run_facts(options: argparse.Namespace) -> int:
    """The facts of one file."""
    report = read_file(options.path)
    if options.json:
        from ingest.facts_json import report_to_json

        out(json.dumps(report_to_json(report), ensure_ascii=False))
        return 0
    out(_overview(report))
    return 0


def run_show(options: argparse.Namespace) -> int:
    """What was read of a file, on request painted over its pages."""
    report = read_file(options.path)
    if options.draw:
        return _draw(report, options.path, options.draw)
    for table in report.tables:
        out(f"# {table.title}（{table.kind}，{len(table.rows)}行，第{'、'.join(map(str, table.place.pages))}页）")
        for row in (*table.header, *table.rows):
            out(" | ".join(cell.text for cell in row))
    return 0


def _draw(report: "Report", path: Path, folder: Path) -> int:
    from ingest.drawing.draw import draw_report
    from ingest.readers.sniff import sniff
    from jiwen.brief.face import font_file

    if sniff(path).kind not in ("pdf", "picture"):
        raise BadInput(f"{path.name} 没有固定的页面，画不出来；不加 --draw 可以看读出的表格")
    for picture in draw_report(report, path, folder, font_file()):
        out(picture)
    return 0


def read_file(path: Path) -> "Report":
    from ingest.report import read_report

    if not path.exists():
        raise IngestError(f"没有文件 {path}，请检查路径")
    with page_bar(path.name) as progress:
        return read_report(path, progress=progress)


def _overview(report: "Report") -> str:
    lines = [f"{report.title}（{report.department or '单位未识别'}，{report.year or '年度未识别'}，{report.page_count}页）"]
    lines.append(f"指标{len(report.indicators)}项，预算行{len(report.budget)}项，重点任务{len(report.tasks)}项，表格{len(report.tables)}张")
    for item in report.indicators:
        target, actual = item.target.text if item.target else "", item.actual.text if item.actual else "（空白）"
        lines.append(f"  {item.name}：目标 {target}，完成 {actual}，{item.verdict}")
    for line in report.budget:
        lines.append(f"  {line.name}：年初 {line.initial}，调整后 {line.adjusted}，执行 {line.actual}，执行率 {line.rate}")
    lines += [f"  [{check.severity}] {check.message}" for check in report.checks]
    return "\n".join(lines)


def run_ingest(options: argparse.Namespace) -> int:
    """Files and folders into the index; a file that cannot be read is reported and the rest go on."""
    from jiwen.ingesting import ingest_files

    if not options.paths and not options.reembed:
        raise BadInput("没有给出文件：jiwen ingest PATH…")
    files = list(_files(options.paths))
    if options.reembed:
        _reembed(settings_of(options))
    with open_library(options) as library:
        return ingest_files(library, files, jobs=max(1, options.jobs))


def _reembed(settings: Settings) -> None:
    """Opened with the model that the vectors come from: asked for by another name, the index would refuse."""
    from index.library import Library

    with Library.open(settings.index_dir) as library:
        library.reembed(settings.embedder, progress=_progress)


def _progress(stage: str, done: int, total: int) -> None:
    sys.stderr.write(f"\r{stage} {done}/{total}" + ("\n" if done == total else ""))


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(child for child in path.rglob("*") if child.suffix.lower() in SUFFIXES and child.is_file())
        else:
            yield path
