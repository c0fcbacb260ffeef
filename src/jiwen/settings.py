"""Where the index is, which model serves it, how commands behave; the one place that reads the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_INDEX = Path("library")
INDEX_VARIABLE = "JIWEN_INDEX"
EMBEDDER_VARIABLE = "JIWEN_EMBEDDER"
USERS_VARIABLE = "JIWEN_USERS"
USERS_NAME = "users.tsv"
SESSIONS_NAME = "sessions.sqlite3"


@dataclass(frozen=True, slots=True)
class Settings:
    """`index_dir`: the library's folder, from --index, else $JIWEN_INDEX, else ./library.

    `embedder`: a model's name or folder, or "none" for words alone, from --embedder, else $JIWEN_EMBEDDER, else None: the model
    that the index was built with.

    `users`: the file of those who may sign in, from --users, else $JIWEN_USERS, else None: `users.tsv` in the index folder, if it is there.
    """

    index_dir: Path = DEFAULT_INDEX
    embedder: str | None = None
    users: Path | None = None

    @property
    def users_path(self) -> Path:
        """Where users are added."""
        return self.users or self.index_dir / USERS_NAME

    @property
    def sessions_path(self) -> Path:
        """Where a server keeps who is signed in."""
        return self.index_dir / SESSIONS_NAME

    @property
    def login_path(self) -> Path | None:
        """The users file that a server must heed; None when login is off. One that was named must be there."""
        return self.users_path if self.users or self.users_path.exists() else None


def settings_from(
    index: Path | None = None, embedder: str | None = None, users: Path | None = None, environment: Mapping[str, str] | None = None
) -> Settings:
    """Settings by command line, then environment, then default."""
    known = os.environ if environment is None else environment
    named = known.get(USERS_VARIABLE)
    return Settings(
        index or Path(known.get(INDEX_VARIABLE) or DEFAULT_INDEX),
        embedder or known.get(EMBEDDER_VARIABLE) or None,
        users or (Path(named) if named else None),
    )
