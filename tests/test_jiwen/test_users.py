"""Users, their passwords and sessions, and the slowing down of guesses."""

import io
import stat
from pathlib import Path

import pytest

from jiwen.access.identity import SignIn, TooManyTries, basic_credentials, identities_from
from jiwen.access.passwords import hash_password, is_password
from jiwen.access.sessions import IDLE_S, Sessions, SessionsFileError
from jiwen.access.throttle import Throttle
from jiwen.access.users import BadUser, User, UsersFile, UsersFileError, add_user, read_users, remove_user
from jiwen.cli import main
from jiwen.settings import Settings, settings_from


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_password_is_known_by_its_hash_alone() -> None:
    kept = hash_password("正确的密码 1")
    assert kept.startswith("scrypt$16384$8$5$")
    assert kept != hash_password("正确的密码 1")
    assert is_password("正确的密码 1", kept)
    assert not is_password("正确的密码 2", kept)


@pytest.mark.parametrize(
    "kept", ["", "scrypt", "scrypt$0$8$1$AAAA$AAAA", "scrypt$x$8$1$AAAA$AAAA", "scrypt$16384$8$5$!$!", "md5$1$1$1$AAAA$AAAA"]
)
def test_a_damaged_hash_lets_nobody_in(kept: str) -> None:
    assert not is_password("", kept)
    assert not is_password("x", kept)


def test_users_are_added_changed_and_removed(tmp_path: Path) -> None:
    path = tmp_path / "users.tsv"
    add_user(path, "王敏", "abcdefgh", ["originals"])
    add_user(path, "lin", "ijklmnop", [])
    add_user(path, "王敏", "12345678", ["manage", "originals"])
    users = read_users(path)
    assert {name: sorted(user.rights) for name, user in users.items()} == {"王敏": ["manage", "originals"], "lin": []}
    assert is_password("12345678", users["王敏"].hash)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    remove_user(path, "lin")
    assert list(read_users(path)) == ["王敏"]
    with pytest.raises(BadUser, match="没有“lin”"):
        remove_user(path, "lin")


@pytest.mark.parametrize(
    ("name", "password"), [("", "abcdefgh"), ("a:b", "abcdefgh"), ("a\tb", "abcdefgh"), ("#a", "abcdefgh"), (" a", "abcdefgh"), ("a" * 65, "abcdefgh"), ("a", "abcdefg")]
)  # fmt: skip
def test_bad_names_and_short_passwords_are_refused(tmp_path: Path, name: str, password: str) -> None:
    with pytest.raises(BadUser):
        add_user(tmp_path / "users.tsv", name, password, [])
    assert not (tmp_path / "users.tsv").exists()


@pytest.mark.parametrize("line", ["a", "a\tplain password\t", "a\tscrypt$1\tking", "\tscrypt$1\t", "a\tscrypt$1"])
def test_an_unreadable_users_file_lets_nobody_in(tmp_path: Path, line: str) -> None:
    (tmp_path / "users.tsv").write_text(line + "\n", "utf-8")
    with pytest.raises(UsersFileError, match="第1行"):
        UsersFile(tmp_path / "users.tsv")


def test_a_users_file_is_read_anew_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "users.tsv"
    add_user(path, "a", "abcdefgh", [])
    users = UsersFile(path)
    assert users.get("b") is None
    add_user(path, "b", "abcdefgh", ["manage"])
    assert users.get("b") is not None
    path.unlink()
    with pytest.raises(UsersFileError, match="不见了"):
        users.get("a")


def test_guesses_have_to_wait_and_right_ones_do_not_count() -> None:
    clock = Clock()
    throttle = Throttle(2, 60, clock)
    assert throttle.begin("a") == 0
    throttle.take_back("a")
    assert [throttle.begin("a") for _ in range(3)] == [0, 0, 60]
    assert throttle.begin("b") == 0
    clock.now += 61
    assert throttle.begin("a") == 0


def test_sessions_end_when_idle_or_left() -> None:
    clock = Clock()
    sessions = Sessions(clock=clock)
    word = sessions.start(User("a", "hash", frozenset()))
    clock.now += IDLE_S - 1
    assert sessions.find(word) is not None
    clock.now += IDLE_S - 1
    assert sessions.find(word) is not None
    clock.now += IDLE_S + 1
    assert sessions.find(word) is None
    other = sessions.start(User("a", "hash", frozenset()))
    sessions.end(other)
    assert sessions.find(other) is None
    assert sessions.find("") is None


def test_a_restart_signs_nobody_out_and_the_file_holds_no_word(tmp_path: Path) -> None:
    path = tmp_path / "sessions.sqlite3"
    user = User("王敏", "scrypt$hash", frozenset())
    before = Sessions(path)
    word, left = before.start(user), before.start(user)
    before.end(left)
    before.close()
    after = Sessions(path)
    session = after.find(word)
    assert session is not None
    assert session.is_of(user)
    assert not session.is_of(User("王敏", "scrypt$another password", frozenset()))
    assert not session.is_of(None)
    assert after.find(left) is None
    after.close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert word.encode() not in kept
    assert user.hash.encode() not in kept


def test_the_oldest_session_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jiwen.access.sessions.MOST_SESSIONS", 2)
    clock = Clock()
    sessions = Sessions(clock=clock)
    words = []
    for _ in range(3):
        clock.now += 1
        words.append(sessions.start(User("a", "hash", frozenset())))
    assert [sessions.find(word) is not None for word in words] == [False, True, True]


def test_a_sessions_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "sessions.sqlite3"
    path.write_bytes(b"no database at all, " * 100)
    sessions = Sessions(path)
    with pytest.raises(SessionsFileError, match="删除该文件后重新登录"):
        sessions.find("word")
    sessions.close()


def test_wrong_passwords_are_throttled_by_name_and_by_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_user(tmp_path / "users.tsv", "a", "abcdefgh", [])
    sign_in = SignIn(UsersFile(tmp_path / "users.tsv"))
    monkeypatch.setattr("jiwen.access.identity.is_password", lambda password, kept: password == "abcdefgh")
    assert [sign_in.user_by_password("a", "wrong", "1.1.1.1") for _ in range(5)] == [None] * 5
    with pytest.raises(TooManyTries, match="300 秒后再试"):
        sign_in.user_by_password("a", "abcdefgh", "1.1.1.1")
    assert sign_in.user_by_password("a", "abcdefgh", "2.2.2.2") is not None
    for number in range(14):
        assert sign_in.user_by_password(f"nobody{number}", "abcdefgh", "1.1.1.1") is None
    with pytest.raises(TooManyTries):
        sign_in.user_by_password("nobody14", "wrong", "1.1.1.1")


def test_a_proven_password_is_not_hashed_again_until_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "users.tsv"
    add_user(path, "a", "abcdefgh", [])
    sign_in = SignIn(UsersFile(path))
    assert sign_in.user_by_password("a", "abcdefgh", "") is not None
    add_user(path, "b", "abcdefgh", [])
    hashed: list[str] = []
    monkeypatch.setattr("jiwen.access.identity.is_password", lambda password, kept: hashed.append(password))
    assert sign_in.user_by_password("a", "abcdefgh", "") is not None
    assert hashed == []
    add_user(path, "a", "a new password", [])
    assert sign_in.user_by_password("a", "abcdefgh", "") is None
    assert hashed == ["abcdefgh"]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Basic 546L5pWPOmE6Yg==", ("王敏", "a:b")),
        ("basic YTo=", ("a", "")),
        ("Basic YQ==", None),
        ("Basic !!", None),
        ("Basic /w==", None),
        ("Bearer YTpi", None),
        ("", None),
    ],
)
def test_basic_credentials(header: str, expected: tuple[str, str] | None) -> None:
    assert basic_credentials(header) == expected


def test_login_is_on_where_there_is_a_users_file(tmp_path: Path) -> None:
    settings = settings_from(tmp_path, environment={})
    assert settings.login_path is None
    assert identities_from(settings.login_path) is None
    add_user(settings.users_path, "a", "abcdefgh", [])
    assert settings.login_path == tmp_path / "users.tsv"
    assert isinstance(identities_from(settings.login_path), SignIn)
    named = settings_from(tmp_path, environment={"JIWEN_USERS": str(tmp_path / "gone.tsv")})
    assert named == Settings(tmp_path, None, tmp_path / "gone.tsv")
    with pytest.raises(UsersFileError, match=r"gone\.tsv"):
        identities_from(named.login_path)


def test_users_by_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    index = ["--index", str(tmp_path)]
    monkeypatch.setattr("sys.stdin", io.StringIO("abcdefgh\n"))
    assert main(["user", "add", "王敏", "--may", "originals", *index]) == 0
    assert "登录从下次启动 jiwen serve 起开启" in capsys.readouterr().err
    assert main(["user", "list", *index]) == 0
    assert capsys.readouterr().out == "王敏\toriginals\n"
    assert main(["doctor", *index]) == 0
    assert "登录：开启" in capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert main(["user", "add", "lin", *index]) == 2
    assert main(["user", "add", *index]) == 2
    assert main(["user", "remove", "王敏", *index]) == 0
    assert main(["user", "remove", "王敏", *index]) == 2
    assert main(["user", "list", "--users", str(tmp_path / "gone.tsv")]) == 2
