"""What is read from an index file, with the standard library alone.

SQLAlchemy takes 0.2 s to import (1 s on a slow machine); a question about facts takes 0.02 s without it. So everything that reads
goes through this file, everything that writes through `index.store`. Every call gets a connection of its own: threads do not wait.
"""

import json
import os
import queue
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from index.codec import place_from_text, spans_from_text
from index.entries import Hit, ReportEntry
from index.errors import library_error

_ENTRY = (
    "id, title, source, department, year, kind, projects, page_count, file_kind, sha256, added_at,"
    " indicator_count, budget_count, stage, original"
)
_IN_REPORTS = "report IN (SELECT number FROM reports WHERE id IN (SELECT value FROM json_each(?)))"


class Reader:
    """Reads the index file at `path`; `originals` is the folder of the original files."""

    def __init__(self, path: Path, originals: Path, busy_timeout_s: float) -> None:
        self._path = path
        self._originals = originals
        self._timeout_s = busy_timeout_s
        self._idle: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = self._taken()
            try:
                yield connection
            except BaseException:
                connection.close()
                raise
        except sqlite3.Error as error:
            raise library_error(error, self._path) from error
        self._idle.put(connection)

    def _taken(self) -> sqlite3.Connection:
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        """A read-only connection. In a folder that cannot be written to SQLite cannot make its -shm file: the file counts as immutable."""
        is_frozen = not os.access(self._path.parent, os.W_OK) and not self._path.with_name(self._path.name + "-wal").exists()
        uri = f"file:{quote(str(self._path.absolute()))}?mode=ro{'&immutable=1' if is_frozen else ''}"
        return sqlite3.connect(uri, uri=True, timeout=self._timeout_s, check_same_thread=False)

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with self._connection() as connection:
            return connection.execute(sql, values).fetchall()

    def close(self) -> None:
        """Closes idle connections; one in use closes with its thread."""
        while not self._idle.empty():
            self._idle.get_nowait().close()

    def identity(self) -> tuple[int, int]:
        """SQLite's application_id and user_version."""
        with self._connection() as connection:
            return connection.execute("PRAGMA application_id").fetchone()[0], connection.execute("PRAGMA user_version").fetchone()[0]

    def has_tables(self) -> bool:
        """Whether anything was ever stored in the file."""
        return bool(self._rows("SELECT 1 FROM sqlite_master LIMIT 1"))

    def properties(self) -> dict[str, str]:
        """What is recorded of the whole index: model, dimension, prefixes, epoch of the vectors."""
        return dict(self._rows("SELECT name, value FROM properties"))

    def entries(self) -> list[ReportEntry]:
        """All reports in the order they were added."""
        return [self._entry(row) for row in self._rows(f"SELECT {_ENTRY} FROM reports ORDER BY number")]

    def _entry(self, row: tuple[Any, ...]) -> ReportEntry:
        (
            report_id,
            title,
            source,
            department,
            year,
            kind,
            projects,
            pages,
            file_kind,
            sha256,
            added_at,
            indicators,
            budget,
            stage,
            original,
        ) = row
        return ReportEntry(
            id=report_id,
            title=title,
            source=source,
            department=department,
            year=year,
            kind=kind,
            projects=tuple(json.loads(projects)),
            page_count=pages,
            file_kind=file_kind,
            sha256=sha256,
            added_at=datetime.fromisoformat(added_at),
            indicator_count=indicators,
            budget_count=budget,
            text_indexed=stage != "facts",
            original_path=self._originals / original if original else None,
        )

    def number(self, report_id: str) -> int | None:
        """The row number of a report; it changes whenever the report is stored anew."""
        rows = self._rows("SELECT number FROM reports WHERE id = ?", (report_id,))
        return rows[0][0] if rows else None

    def facts(self, number: int) -> bytes | None:
        """The stored facts of the report in this row (see `index.codec`)."""
        rows = self._rows("SELECT facts FROM reports WHERE number = ?", (number,))
        return rows[0][0] if rows else None

    def ids_like(self, ref: str) -> list[str]:
        """Ids of the reports whose id or source file name is `ref`, or whose file name without its ending is; best kind of match first."""
        stem = ref.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + ".%"
        sql = """SELECT id FROM reports WHERE id = :ref OR source = :ref
                    OR (source LIKE :stem ESCAPE '\\' AND instr(substr(source, length(:ref) + 2), '.') = 0)
                 ORDER BY id = :ref DESC, source = :ref DESC, number DESC"""
        with self._connection() as connection:
            return [row[0] for row in connection.execute(sql, {"ref": ref, "stem": stem})]

    def pending(self, stages: Sequence[str]) -> list[tuple[int, str, str]]:
        """(number, id, stage) of the reports that are in one of `stages`."""
        marks = ",".join("?" * len(stages))
        return self._rows(f"SELECT number, id, stage FROM reports WHERE stage IN ({marks}) ORDER BY number", tuple(stages))

    def counts(self) -> tuple[int, int, int]:
        """How many reports, passages, vectors there are."""
        sql = "SELECT (SELECT count(*) FROM reports), (SELECT count(*) FROM passages), (SELECT count(*) FROM vectors)"
        reports, passages, vectors = self._rows(sql)[0]
        return reports, passages, vectors

    def passages_by_words(self, match: str, most: int, report_ids: Sequence[str] | None, around_weight: float) -> list[tuple[int, float]]:
        """(passage id, BM25 score) of the best passages that match FTS5's expression, best first; ties in reading order."""
        where, values = _report_filter(report_ids)
        join = "JOIN passages ON passages.id = words.rowid" if where else ""
        sql = f"""SELECT words.rowid, -bm25(words, 1.0, ?) AS score FROM words {join}
                  WHERE words MATCH ? {f"AND passages.{where}" if where else ""} ORDER BY score DESC, words.rowid LIMIT ?"""
        return [(row[0], row[1]) for row in self._rows(sql, (around_weight, match, *values, most))]

    def passage_ids(self, report_ids: Sequence[str] | None) -> list[int]:
        """Ids of all passages of these reports."""
        where, values = _report_filter(report_ids)
        return [row[0] for row in self._rows(f"SELECT id FROM passages {f'WHERE {where}' if where else ''}", values)]

    def hits(self, scored: Sequence[tuple[int, float]]) -> list[Hit]:
        """The passages of these ids with their scores, in the given order; one that was removed meanwhile is left out."""
        sql = """SELECT passages.id, reports.id, passages.kind, path, text, place, spans
                 FROM passages JOIN reports ON reports.number = report
                 WHERE passages.id IN (SELECT value FROM json_each(?))"""
        rows = {row[0]: row for row in self._rows(sql, (json.dumps([passage_id for passage_id, _ in scored]),))}
        return [_hit(rows[passage_id], score) for passage_id, score in scored if passage_id in rows]

    def vector_ids(self) -> list[int]:
        """Ids of the passages that have a vector."""
        return [row[0] for row in self._rows("SELECT passage FROM vectors ORDER BY passage")]

    def vectors(self, ids: Sequence[int]) -> list[tuple[int, bytes]]:
        """(passage id, float32 bytes) of these vectors."""
        sql = "SELECT passage, vector FROM vectors WHERE passage IN (SELECT value FROM json_each(?)) ORDER BY passage"
        return [(row[0], row[1]) for row in self._rows(sql, (json.dumps(list(ids)),))]

    def searched_texts(self, number: int) -> list[tuple[int, str]]:
        """(passage id, text searched) of the passages of one report that have no vector yet."""
        sql = """SELECT id, context, text FROM passages LEFT JOIN vectors ON vectors.passage = passages.id
                 WHERE report = ? AND vectors.passage IS NULL ORDER BY id"""
        return [(row[0], f"{row[1]}\n{row[2]}" if row[1] else row[2]) for row in self._rows(sql, (number,))]


def _report_filter(report_ids: Sequence[str] | None) -> tuple[str, tuple[str, ...]]:
    return ("", ()) if report_ids is None else (_IN_REPORTS, (json.dumps(list(report_ids), ensure_ascii=False),))


def _hit(row: tuple[Any, ...], score: float) -> Hit:
    passage_id, report_id, kind, path, text, place, spans = row
    return Hit(passage_id, report_id, kind, tuple(json.loads(path)), text, place_from_text(place), spans_from_text(spans), score)
