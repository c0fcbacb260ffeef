import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.model.place import Box, Place
from jiwen.page.tokens import Source, TokenError, from_token, to_token

SOURCE = Source("lin_2023", Place((10, 11), (Box(10, 1.5, 2.0, 30.1, 40.0), Box(11, 1.0, 2.0, 3.0, 4.0)), "自评表"), "77.3亿元", "投入增量")


def test_a_source_survives_the_link() -> None:
    assert from_token(to_token(SOURCE)) == SOURCE


def test_a_token_is_safe_in_a_link() -> None:
    assert to_token(SOURCE).replace("-", "").replace("_", "").isalnum()


@given(st.text(max_size=60), st.text(max_size=40))
def test_any_text_survives(quote: str, row: str) -> None:
    source = Source("a", Place((), (), None, "表1 第2行"), quote.encode("utf-8", "ignore").decode(), row.encode("utf-8", "ignore").decode())
    assert from_token(to_token(source)) == source


@pytest.mark.parametrize("token", ["", "x", "中文", "eJw", "A" * 5000, "eJyLVkpS0lFKVtJRSlGKBQAXdgNm"])
def test_a_broken_token_says_so(token: str) -> None:
    with pytest.raises(TokenError, match="引用标记"):
        from_token(token)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    import base64

    with pytest.raises(TokenError):
        from_token(base64.urlsafe_b64encode(content).decode())
