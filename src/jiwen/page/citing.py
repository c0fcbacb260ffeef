"""A citation as a link that opens its source, and its place in words."""

from dataclasses import dataclass

from ingest.model.place import Place
from jiwen.answer import Citation
from jiwen.page.tokens import Source, to_token
from jiwen.page.wording import load_wording
from jiwen.saying import Language


@dataclass(frozen=True, slots=True)
class Link:
    """A citation's mark: its number, where it leads, and what a pointer resting on it reads."""

    number: int
    href: str
    title: str


def citation_link(number: int, citation: Citation, language: Language) -> Link:
    """The link of the citation that an answer numbers `[number]`."""
    title = " · ".join(
        part for part in (citation.title, place_words(citation.place, language), citation.place.table, citation.quote[:60]) if part
    )
    return Link(number, f"#cite-{citation_token(citation)}", title)


def citation_token(citation: Citation) -> str:
    """What stands behind `#cite-` in a link."""
    return to_token(Source(citation.report, citation.place, citation.quote, citation.row))


def place_words(place: Place, language: Language) -> str:
    """`第 3–4 页`, or the anchor of a file without pages."""
    if not place.pages:
        return place.anchor or ""
    first, last = place.pages[0], place.pages[-1]
    return load_wording(language)("cite_title", page=first if first == last else f"{first}–{last}")
