"""Text to the tokens that words are searched by: character bigrams of Chinese, whole Latin words and numbers.

Bigrams need no dictionary, so a new policy name is found as well as an old one; BM25 over them is the floor that vectors have to beat.
"""

import re
import unicodedata
from itertools import islice

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{_HAN}]+|[0-9]+(?:\.[0-9]+)*|[^\W\d_{_HAN}]+")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_MOST_CHARS = 2000
_MOST_TOKENS = 500


def text_to_tokens(text: str) -> list[str]:
    """Tokens in order, repeated as often as they occur; width, case and thousands separators do not count.

    >>> text_to_tokens("Ｒ＆Ｄ经费支出1,011.5亿元")
    ['r', 'd', '经费', '费支', '支出', '1011.5', '亿元']
    """
    plain = _THOUSANDS.sub("", unicodedata.normalize("NFKC", text).casefold())
    return [token for run in _RUN.findall(plain) for token in _run_to_tokens(run)]


def _run_to_tokens(run: str) -> list[str]:
    if len(run) < 2 or not _is_han(run[0]):
        return [run]
    return [run[at : at + 2] for at in range(len(run) - 1)]


def query_to_match(query: str) -> str:
    """FTS5's expression for passages that hold any token of `query`; "" when it has none.

    A single Chinese character matches as a beginning. Of a pasted document only the first page counts.


    >>> query_to_match("经费多少")
    '"经费" OR "费多" OR "多少"'
    """
    tokens = islice(dict.fromkeys(text_to_tokens(query[:_MOST_CHARS])), _MOST_TOKENS)
    return " OR ".join(f'"{token}"*' if len(token) == 1 and _is_han(token) else f'"{token}"' for token in tokens)


def _is_han(character: str) -> bool:
    return re.match(rf"[{_HAN}]", character) is not None
