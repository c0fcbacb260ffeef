"""Which errors end a command, and with which exit code."""

from index import errors as of_the_index
from ingest.errors import IngestError
from jiwen.errors import JiwenError, NoIndex, UnknownReport

_CODES: tuple[tuple[tuple[type[Exception], ...], int], ...] = (
    ((UnknownReport, of_the_index.UnknownReport), 5),
    ((NoIndex, of_the_index.LibraryError), 4),
    ((JiwenError,), 2),
    ((IngestError, FileNotFoundError, PermissionError, IsADirectoryError), 3),
)
FAILURES = tuple(kind for kinds, _ in _CODES for kind in kinds)


def exit_code(error: Exception) -> int:
    """The code of the first kind of failure that fits one of `FAILURES`."""
    return next(code for kinds, code in _CODES if isinstance(error, kinds))
