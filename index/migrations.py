"""An index file of an older layout brought to the current one, in one transaction: it has the old layout or the new, never half of each.

The version is SQLite's `user_version`; migration i (from 0) leads from version i to i + 1. A released migration is never changed.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, text

from index import schema
from index.folder import APPLICATION_ID

Migration = Callable[[Connection], None]


def create_tables(connection: Connection) -> None:
    """Version 1: reports, passages, vectors, words."""
    schema.metadata.create_all(connection)
    connection.execute(text(schema.WORDS_DDL))
    connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))


MIGRATIONS: tuple[Migration, ...] = (create_tables,)


def migrate(connection: Connection, migrations: Sequence[Migration] = MIGRATIONS) -> int:
    """The version after all migrations that are missing have run. The caller holds the write lock and commits."""
    version = int(connection.execute(text("PRAGMA user_version")).scalar_one())
    for number in range(version, len(migrations)):
        migrations[number](connection)
        connection.execute(text(f"PRAGMA user_version = {number + 1}"))
    return max(version, len(migrations))
