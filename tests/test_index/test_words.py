import pytest

from index.words import query_to_match, text_to_tokens

TOKENS = [
    ("", []),
    ("。，！", []),
    ("率", ["率"]),
    ("执行率", ["执行", "行率"]),
    ("２０２３年", ["2023", "年"]),
    ("R&D经费1,011.50亿元", ["r", "d", "经费", "1011.50", "亿元"]),
    ("占GDP比重达2.5%", ["占", "gdp", "比重", "重达", "2.5"]),
    ("12,34,567", ["12", "34567"]),
    ("〇二三 𠮷野", ["〇二", "二三", "𠮷野"]),
    ("科技-金融", ["科技", "金融"]),
]


@pytest.mark.parametrize(("text", "tokens"), TOKENS)
def test_tokens_are_bigrams_words_and_numbers(text: str, tokens: list[str]) -> None:
    assert text_to_tokens(text) == tokens


def test_match_has_each_token_once() -> None:
    assert query_to_match("经费，经费") == '"经费"'


def test_match_takes_a_single_character_as_a_beginning() -> None:
    assert query_to_match("率 5") == '"率"* OR "5"'


@pytest.mark.parametrize("query", ["", "？？", '"', "'; DROP TABLE words; --\x00"])
def test_match_never_carries_syntax(query: str) -> None:
    assert set(query_to_match(query)) <= set('"droptablewords OR')
