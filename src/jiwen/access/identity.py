"""Who sends a request: by the users file (session cookie, or name and password with each request), or by a reverse proxy's header."""

import base64
import binascii
import hashlib
import hmac
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection

from jiwen.access.passwords import hash_password, is_password
from jiwen.access.sessions import Sessions
from jiwen.access.throttle import Throttle
from jiwen.access.users import RIGHTS, User, UsersFile

COOKIE = "jiwen_session"
LOOPBACK = ("127.0.0.1", "::1")
TRIES, TRIES_OF_ADDRESS, TRY_WINDOW_S = 5, 20, 300
PROVEN_S, MOST_PROVEN = 600, 1000


class TooManyTries(Exception):
    """Wrong passwords came too fast. `wait_s`: when the next try is heard."""

    def __init__(self, wait_s: float) -> None:
        super().__init__(f"密码错误次数过多，请在 {int(wait_s) + 1} 秒后再试")
        self.wait_s = wait_s


@dataclass(frozen=True, slots=True)
class Person:
    """Who sends a request. `by_cookie`: a browser sends it by itself, so a writing request must come from our own page."""

    user: User
    by_cookie: bool = False


class Identifies(Protocol):
    """Tells who sends a request; None: nobody known."""

    has_login_page: bool

    async def who(self, request: HTTPConnection) -> Person | None: ...


class SignIn:
    """People of the users file. Programs send name and password with each request (HTTP Basic)."""

    has_login_page = True

    def __init__(self, users: UsersFile, sessions: Sessions | None = None) -> None:
        self._users = users
        self.sessions = sessions or Sessions()
        self._of_pair = Throttle(TRIES, TRY_WINDOW_S)
        self._of_address = Throttle(TRIES_OF_ADDRESS, TRY_WINDOW_S)
        self._nobody = hash_password(secrets.token_hex(16))
        self._proven = ProvenPasswords()

    async def who(self, request: HTTPConnection) -> Person | None:
        """Raises TooManyTries, UsersFileError."""
        session = self.sessions.find(request.cookies.get(COOKIE, ""))
        if session is not None:
            user = self._users.get(session.name)
            return Person(user, by_cookie=True) if user is not None and session.is_of(user) else None
        sent = basic_credentials(request.headers.get("authorization", ""))
        if sent is None:
            return None
        user = await run_in_threadpool(self.user_by_password, *sent, address_of(request))
        return None if user is None else Person(user)

    def user_by_password(self, name: str, password: str, address: str) -> User | None:
        """The user when the password is right. Takes the same time for an unknown name. Raises TooManyTries, UsersFileError."""
        user = self._users.get(name)
        if user is not None and self._proven.holds(user, password):
            return user
        pair = f"{address} {name}"
        wait_s = self._of_address.begin(address) or self._of_pair.begin(pair)
        if wait_s:
            raise TooManyTries(wait_s)
        if not is_password(password, user.hash if user else self._nobody) or user is None:
            return None
        self._of_address.take_back(address)
        self._of_pair.take_back(pair)
        self._proven.keep(user, password)
        return user


class ProvenPasswords:
    """Passwords that were right a short while ago, as keyed digests: a program that sends its own with each request pays scrypt once."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._lock = threading.Lock()
        self._until: OrderedDict[bytes, float] = OrderedDict()

    def holds(self, user: User, password: str) -> bool:
        with self._lock:
            return self._until.get(self._digest(user, password), 0.0) > time.monotonic()

    def keep(self, user: User, password: str) -> None:
        with self._lock:
            self._until[self._digest(user, password)] = time.monotonic() + PROVEN_S
            if len(self._until) > MOST_PROVEN:
                self._until.popitem(last=False)

    def _digest(self, user: User, password: str) -> bytes:
        return hmac.digest(self._key, f"{user.name}\t{user.hash}\t{password}".encode(), hashlib.sha256)


class ProxyNames:
    """People whom a reverse proxy names in a header. The header counts only in requests that come from the proxy's own address.

    Rights are those of the users file where there is one (a name that it lacks has none), else everybody has all.
    """

    has_login_page = False

    def __init__(self, header: str, proxies: Sequence[str], users: UsersFile | None = None) -> None:
        self._header = header
        self._proxies = frozenset(proxies)
        self._users = users

    async def who(self, request: HTTPConnection) -> Person | None:
        named = request.headers.getlist(self._header)
        if address_of(request) not in self._proxies or len(named) != 1 or not named[0].strip():
            return None
        name = named[0].strip()
        if self._users is None:
            return Person(User(name, "", frozenset(RIGHTS)), by_cookie=True)
        known = self._users.get(name)
        return Person(User(name, "", known.rights if known else frozenset()), by_cookie=True)


def basic_credentials(header: str) -> tuple[str, str] | None:
    """Name and password of an Authorization header; None when it holds none."""
    scheme, _, rest = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        name, colon, password = base64.b64decode(rest.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return (name, password) if colon else None


def address_of(request: HTTPConnection) -> str:
    """The sender's address; empty when it is not known."""
    return request.client.host if request.client else ""


def identities_from(
    users_path: Path | None, header: str | None = None, proxies: Sequence[str] = (), sessions_path: Path | None = None
) -> Identifies | None:
    """How people are known: by the proxy's header where one is named, else by the users file, else not at all (None: login is off).

    `sessions_path` is the file that keeps who is signed in over a restart. Raises UsersFileError.
    """
    users = None if users_path is None else UsersFile(users_path)
    if header is not None:
        return ProxyNames(header, proxies or LOOPBACK, users)
    return None if users is None else SignIn(users, Sessions(sessions_path))
