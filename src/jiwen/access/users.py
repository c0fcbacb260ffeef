"""The users file: one line a user, `name<TAB>password hash<TAB>rights`. Read anew whenever it changes; its owner alone may read it."""

import os
import tempfile
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from jiwen.access.passwords import hash_password
from jiwen.errors import JiwenError

Right = Literal["originals", "manage"]
"""`originals`: open the report's own file; `manage`: upload and remove reports. Everything else is open to every user."""

RIGHTS: tuple[Right, ...] = get_args(Right)
LONGEST_NAME = 64
SHORTEST_PASSWORD = 8


class UsersFileError(JiwenError):
    """The users file is missing or a line of it cannot be read, so nobody is let in."""


class BadUser(JiwenError):
    """A name or password that is not accepted, or a user that is not there."""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may sign in. `hash` is empty for one whom a reverse proxy names."""

    name: str
    hash: str
    rights: frozenset[Right]


def read_users(path: Path) -> dict[str, User]:
    """The users by name. Raises UsersFileError."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsersFileError(f"用户文件 {path} 读不出来（{error}）。请用 jiwen user add 建立，或检查 --users。") from error
    users = [_user(line, f"{path} 第{number}行") for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    return {user.name: user for user in users}


def _user(line: str, where: str) -> User:
    parts = line.split("\t")
    if len(parts) != 3 or not parts[0] or not parts[1].startswith("scrypt$"):
        raise UsersFileError(f"用户文件 {where} 不是“名称<Tab>密码散列<Tab>权限”。请用 jiwen user add 重写这一行。")
    return User(parts[0], parts[1], _rights([right for right in parts[2].split(",") if right], where))


def _rights(words: Iterable[str], where: str) -> frozenset[Right]:
    unknown = sorted(set(words) - set(RIGHTS))
    if unknown:
        raise UsersFileError(f"用户文件 {where} 的权限“{'、'.join(unknown)}”不认识，可用的有：{'、'.join(RIGHTS)}。")
    return frozenset(right for right in RIGHTS if right in words)


def add_user(path: Path, name: str, password: str, rights: Iterable[Right]) -> None:
    """Adds the user, or gives a known one this password and these rights. Raises BadUser."""
    if not name or len(name) > LONGEST_NAME or name != name.strip() or not name.isprintable() or any(c in name for c in ":#\t"):
        raise BadUser(f"名称“{name}”不能用：须为1–{LONGEST_NAME}个字符，不含冒号、井号、制表符和首尾空格")
    if len(password) < SHORTEST_PASSWORD:
        raise BadUser(f"密码太短（{len(password)}个字符），至少{SHORTEST_PASSWORD}个")
    users = read_users(path) if path.exists() else {}
    _write(path, users | {name: User(name, hash_password(password), frozenset(rights))})


def remove_user(path: Path, name: str) -> None:
    """Takes the user out. Raises BadUser when there is none of this name."""
    users = read_users(path)
    if name not in users:
        raise BadUser(f"用户文件 {path} 里没有“{name}”")
    _write(path, {known: user for known, user in users.items() if known != name})


def _write(path: Path, users: Mapping[str, User]) -> None:
    lines = "".join(f"{user.name}\t{user.hash}\t{','.join(sorted(user.rights))}\n" for user in users.values())
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=path.name)  # mode 0600
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(lines)
    Path(draft).replace(path)


class UsersFile:
    """The users as they stand in the file now; safe for threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._seen: tuple[int, int, int] | None = None
        self._users: dict[str, User] = {}
        self.get("")  # a file that cannot be read is told at start

    def get(self, name: str) -> User | None:
        """Raises UsersFileError when the file has become unreadable: better nobody than anybody."""
        with self._lock:
            try:
                status = self._path.stat()
            except OSError as error:
                raise UsersFileError(f"用户文件 {self._path} 不见了（{error.strerror}）。请恢复，或用 jiwen user add 重建。") from error
            seen = (status.st_mtime_ns, status.st_size, status.st_ino)
            if seen != self._seen:
                self._users, self._seen = read_users(self._path), seen
            return self._users.get(name)
