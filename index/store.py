"""What is written to an index file. Every method is one transaction: all of it is stored, or nothing.

Writers hold `index.lock.WriterLock`. The connection begins with BEGIN IMMEDIATE, so that a reader never turns into a writer half way.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, bindparam, create_engine, delete, event, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as insert_or
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from index.codec import place_to_text, report_to_bytes, spans_to_text, to_json
from index.errors import library_error
from index.migrations import migrate
from index.passages import TextPassage
from index.schema import passages, properties, reports, vectors
from index.words import text_to_tokens
from ingest.model.report import Report

_INSERT_WORDS = "INSERT INTO words(rowid, tokens, around) VALUES (:id, :tokens, :around)"


class Store:
    """Writes the index file at `path`."""

    def __init__(self, path: Path, busy_timeout_s: float) -> None:
        self._path = path
        self.engine = create_engine(f"sqlite+pysqlite:///{path}", poolclass=NullPool, connect_args={"timeout": busy_timeout_s})
        event.listen(self.engine, "connect", _prepare)
        event.listen(self.engine, "begin", _begin)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self.engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            if isinstance(error.orig, sqlite3.Error):
                raise library_error(error.orig, self._path) from error
            raise

    def migrate(self) -> int:
        """The version of the file after creating or migrating it."""
        with self._transaction() as connection:
            return migrate(connection)

    def put_report(self, report: Report, original: str | None, replaced: int | None) -> int:
        """The row number of the report, stored with its facts and without passages, in place of row `replaced`."""
        with self._transaction() as connection:
            if replaced is not None:
                _delete_report(connection, replaced)
            return _inserted(connection, reports, _report_row(report, original))

    def put_original(self, number: int, original: str) -> None:
        """Records the copy of a report that was stored without one."""
        with self._transaction() as connection:
            connection.execute(update(reports).where(reports.c.number == number).values(original=original))

    def put_passages(self, number: int, cut: Sequence[TextPassage]) -> None:
        """Stores a report's passages with their words; nothing when it has them already, or is gone."""
        with self._transaction() as connection:
            waiting = select(reports.c.number).where(reports.c.number == number, reports.c.stage == "facts")
            if connection.execute(waiting).first() is None:
                return
            for passage in cut:
                passage_id = _inserted(connection, passages, _passage_row(number, passage))
                tokens, around = (" ".join(text_to_tokens(searched)) for searched in (passage.searched, passage.around))
                connection.execute(text(_INSERT_WORDS), {"id": passage_id, "tokens": tokens, "around": around})
            connection.execute(update(reports).where(reports.c.number == number).values(stage="words"))

    def put_vectors(self, rows: Sequence[tuple[int, bytes]], epoch: str) -> bool:
        """Stores vectors by passage id, not of passages that are gone. False, storing nothing, when the model was changed meanwhile."""
        with self._transaction() as connection:
            if _property(connection, "epoch") != epoch:
                return False
            known = select(passages.c.id, bindparam("vector")).where(passages.c.id == bindparam("passage"))
            statement = insert_or(vectors).from_select(["passage", "vector"], known).prefix_with("OR IGNORE")
            connection.execute(statement, [{"passage": passage, "vector": vector} for passage, vector in rows])
            _count_up(connection, "stamp")
            return True

    def finish_vectors(self, number: int) -> None:
        """Marks the report as complete when every passage of it has a vector."""
        missing = select(passages.c.id).where(passages.c.report == number, passages.c.id.not_in(select(vectors.c.passage)))
        with self._transaction() as connection:
            done = reports.c.number == number, reports.c.stage == "words", ~missing.exists()
            connection.execute(update(reports).where(*done).values(stage="vectors"))

    def remove_report(self, number: int) -> None:
        """Removes the report with its passages, words and vectors."""
        with self._transaction() as connection:
            _delete_report(connection, number)

    def set_model(self, identity: dict[str, str], *, drop_vectors: bool) -> None:
        """Records the model that vectors come from; those of another model are dropped with `drop_vectors`."""
        with self._transaction() as connection:
            for name, value in identity.items():
                _set_property(connection, name, value)
            if drop_vectors:
                connection.execute(delete(vectors))
                connection.execute(update(reports).where(reports.c.stage == "vectors").values(stage="words"))
            for name in ("epoch", "stamp"):
                _count_up(connection, name)

    def checkpoint(self) -> None:
        """Moves what SQLite keeps in its log into the index file, as far as no reader needs the log: then the file alone is a backup."""
        connection = self.engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")
        except sqlite3.Error as error:
            raise library_error(error, self._path) from error
        finally:
            connection.close()


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late for DDL and for reads before a write
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _inserted(connection: Connection, table: Table, row: dict[str, Any]) -> int:
    """The id of the inserted row."""
    statement = insert(table).values(row).returning(*table.primary_key.columns)
    return int(connection.execute(statement).scalar_one())


def _report_row(report: Report, original: str | None) -> dict[str, Any]:
    return {
        **{
            key: getattr(report, key)
            for key in ("id", "title", "source", "department", "year", "kind", "page_count", "file_kind", "sha256")
        },
        "projects": to_json(list(report.projects)),
        "added_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "indicator_count": len(report.indicators),
        "budget_count": len(report.budget),
        "stage": "facts",
        "original": original,
        "facts": report_to_bytes(report),
    }


def _passage_row(number: int, passage: TextPassage) -> dict[str, Any]:
    return {
        "report": number,
        "kind": passage.kind,
        "path": to_json(list(passage.path)),
        "text": passage.text,
        "context": passage.context,
        "place": place_to_text(passage.place),
        "spans": spans_to_text(passage.spans),
    }


def _delete_report(connection: Connection, number: int) -> None:
    _delete_passages(connection, number)
    connection.execute(delete(reports).where(reports.c.number == number))


def _delete_passages(connection: Connection, number: int) -> None:
    """Words first: FTS5 knows no foreign keys. Vectors go with their passages."""
    connection.execute(text("DELETE FROM words WHERE rowid IN (SELECT id FROM passages WHERE report = :number)"), {"number": number})
    connection.execute(delete(passages).where(passages.c.report == number))
    _count_up(connection, "stamp")


def _property(connection: Connection, name: str) -> str | None:
    value: str | None = connection.execute(select(properties.c.value).where(properties.c.name == name)).scalar_one_or_none()
    return value


def _set_property(connection: Connection, name: str, value: str) -> None:
    statement = insert_or(properties).values(name=name, value=value)
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": statement.excluded.value}))


def _count_up(connection: Connection, name: str) -> None:
    """A counter of changes: readers compare it with the one their FAISS index was filled at."""
    _set_property(connection, name, str(int(_property(connection, name) or 0) + 1))
