"""English questions as their Chinese terms, in English word order: the rules read terms, not sentences."""


def to_chinese_terms(text: str) -> str:
    return text
