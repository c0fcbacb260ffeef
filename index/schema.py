"""The tables of an index file.

Ids of passages are never used again (AUTOINCREMENT): they are the ids of vectors and words too, so that a stale one finds nothing
instead of another passage.
`stage` of a report: "facts" (its facts alone are stored), "words" (its passages are searchable by words), "vectors" (and by vectors).
"""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()

properties = Table(
    "properties",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("source", Text, nullable=False, index=True),
    Column("department", Text),
    Column("year", Integer),
    Column("kind", Text, nullable=False),
    Column("projects", Text, nullable=False),
    Column("page_count", Integer, nullable=False),
    Column("file_kind", Text, nullable=False),
    Column("sha256", Text, nullable=False, index=True),
    Column("added_at", Text, nullable=False),
    Column("indicator_count", Integer, nullable=False),
    Column("budget_count", Integer, nullable=False),
    Column("stage", Text, nullable=False),
    Column("original", Text),
    Column("facts", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

passages = Table(
    "passages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report", Integer, ForeignKey("reports.number", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("context", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("spans", Text, nullable=False),
    sqlite_autoincrement=True,
)

vectors = Table(
    "vectors",
    metadata,
    Column("passage", Integer, ForeignKey("passages.id", ondelete="CASCADE"), primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

WORDS_DDL = "CREATE VIRTUAL TABLE words USING fts5(tokens, around, tokenize=\"unicode61 remove_diacritics 0 tokenchars '.'\")"
"""`tokens` are those of the passage, `around` those of it and its neighbours. They come from `index.words`, joined by spaces; FTS5 only
splits at the spaces. rowid is the passage's id."""
