"""What most commands begin with: the index opened, its settings, a report by its name; and where their words go."""

import argparse
import sys
from typing import TYPE_CHECKING

from jiwen.errors import NoIndex, UnknownReport
from jiwen.settings import Settings, settings_from

if TYPE_CHECKING:
    from index.library import Library


def out(text: object) -> None:
    """Data, at once: a reader may stop in the middle."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def settings_of(options: argparse.Namespace) -> Settings:
    return settings_from(options.index, getattr(options, "embedder", None), getattr(options, "users", None))


def open_library(options: argparse.Namespace, *, read_only: bool = False) -> "Library":
    from index.library import Library

    settings = settings_of(options)
    if read_only and not settings.index_dir.exists():
        raise NoIndex(f"还没有索引 {settings.index_dir}，请先运行 jiwen ingest 读入报告，或用 --index 指定文件夹")
    return Library.open(settings.index_dir, embedder=settings.embedder, read_only=read_only)


def id_of(library: "Library", ref: str) -> str:
    report_id = library.resolve(ref)
    if report_id is None:
        raise UnknownReport(f"没有名为“{ref}”的报告，用 jiwen reports 查看全部报告")
    return report_id
