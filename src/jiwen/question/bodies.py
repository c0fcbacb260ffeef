"""Public bodies in a question: 临江市教育局, 市卫健委, 文旅局, by the official names of the reports and the usual short forms.

A body that no report is from is found too, so that a question about it can be refused instead of being answered from a neighbour.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from jiwen.question.fold import fold
from jiwen.question.model import Body

_PLACE_END = "省市县区州盟旗镇乡"
_NOT_A_BODY = (
    "这个局",
    "那个局",
    "该局",
    "本局",
    "贵局",
    "哪个局",
    "几个局",
    "各局",
    "全局",
    "总局",
    "当局",
    "格局",
    "结局",
    "布局",
    "邮局",
    "各部门",
    "本院",
    "该院",
    "该委",
    "单位",
)

_PLAIN_SHORT = (
    "卫健",
    "卫计",
    "文旅",
    "文广旅",
    "文广",
    "交运",
    "发改",
    "住建",
    "人社",
    "市监",
    "自规",
    "资规",
    "工信",
    "经信",
    "城管",
    "教体",
)


@dataclass(frozen=True, slots=True)
class Office:
    """A report's body, taken apart: 临江市 + 教育 + 局. `names` are the folded forms by which it may be called, longest first."""

    report_id: str
    place: str
    organ: str
    suffix: str
    names: tuple[str, ...]


@lru_cache(maxsize=1)
def _data() -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    data = json.loads(resources.files("jiwen.question").joinpath("organs.json").read_text(encoding="utf-8"))
    return tuple(sorted(data["suffixes"], key=len, reverse=True)), {full: tuple(short) for full, short in data["organs"].items()}


@lru_cache(maxsize=4096)
def office_of(report_id: str, department: str) -> Office:
    """The parts of an official name.

    >>> office_of("x", "临江市文化广电和旅游局").names[:2]
    ('临江市文化广电和旅游局', '临江文化广电和旅游局')
    """
    name = fold(department)
    place, rest = _split_place(name)
    suffix = next((word for word in _data()[0] if rest.endswith(word) and len(rest) > len(word)), "")
    organ = rest[: len(rest) - len(suffix)] if suffix else rest
    return Office(report_id, place, organ, suffix, tuple(sorted(_names(place, organ, suffix, name), key=len, reverse=True)))


def _split_place(name: str) -> tuple[str, str]:
    """临江市 | 教育局; a street or town office (临江区人民政府东山街道办事处) keeps its own name as the organ."""
    town = re.search(r"人民政府(?P<rest>.+)$", name)
    if town:
        return name[: town.start()], town["rest"]
    organs = sorted((organ for full, short in _data()[1].items() for organ in (full, *short) if len(organ) > 1), key=len, reverse=True)
    known = next((at for organ in organs if (at := name.find(organ)) > 0 and name[at - 1] in _PLACE_END), -1)
    if known > 0:
        return name[:known], name[known:]
    match = re.match(rf"(?:[一-鿿]{{2,6}}?[省市州盟])?(?:[一-鿿]{{1,6}}?[{_PLACE_END}])?", name)
    place = match[0] if match else ""
    return (place, name[len(place) :]) if len(name) - len(place) >= 2 else ("", name)


def _names(place: str, organ: str, suffix: str, whole: str) -> Iterable[str]:
    organs = {organ, *_data()[1].get(organ, ()), *_initials(organ)} | ({""} if organ == "人民" else set())
    suffixes = {suffix}
    if suffix == "委员会":
        suffixes |= {"委"}
    if suffix in ("办事处", "办公室"):
        suffixes |= {"", "办"}
    names = {whole}
    suffixes |= {"部门", "系统", "口"} if suffix in ("局", "委员会", "委", "厅") else set()
    for short_organ in organs:
        for short_suffix in suffixes:
            bare = short_organ + short_suffix
            if len(bare) >= 3 or (len(bare) == 2 and short_suffix):
                names.add(bare)
                names |= {front + bare for front in _fronts(place)}
    for short_organ in _data()[1].get(organ, ()):
        if short_organ in _PLAIN_SHORT:
            names |= {front + short_organ for front in _fronts(place) if len(front) > 1}
    return (name for name in names if len(name) >= 3)


def _initials(organ: str) -> tuple[str, ...]:
    """文化和体育 → 文体: two fields of work by their first characters."""
    parts = [part for part in re.split("和|与|、", organ) if len(part) > 1]
    return ("".join(part[0] for part in parts),) if len(parts) > 1 else ()


def place_names(office: Office) -> tuple[str, ...]:
    """The place alone, 临江市 and 临江, as people call its only bureau in the library."""
    level = re.findall(rf"[一-鿿]+?[{_PLACE_END}]", office.place)[-1:]
    return tuple(name for whole in level for name in (whole, whole[:-1]) if len(name) >= 2)


def _fronts(place: str) -> set[str]:
    """临江市 → 临江市, 临江, 市. A place of several levels gives its last one: 江北省临江市 → also 临江市, 临江."""
    if not place:
        return set()
    levels = re.findall(rf"[一-鿿]+?[{_PLACE_END}]", place)
    fronts = {place, place[-1], place[:-1]}
    for level in levels[-1:]:
        fronts |= {level, level[:-1]} if len(level) > 2 else {level}
    return {front for front in fronts if len(front) > 1 or front == place[-1]}


@dataclass(frozen=True, slots=True)
class FoundBody:
    start: int
    end: int
    body: Body


def find_bodies(text: str, offices: Sequence[Office]) -> tuple[FoundBody, ...]:
    """Bodies that the folded question names, known and unknown, left to right. Unknown ones have no reports."""
    found: list[FoundBody] = []
    for name, reports in _by_name(offices):
        at = text.find(name)
        while at >= 0:
            if not any(at < other.end and other.start < at + len(name) for other in found) and not _belongs_to_more(
                text, at, name, offices
            ):
                found.append(FoundBody(at, at + len(name), Body(name, reports)))
            at = text.find(name, at + 1)
    found += _places(text, offices, found)
    for start, end in _unknown(text):
        if not any(start < other.end and other.start < end for other in found):
            found.append(FoundBody(start, end, Body(text[start:end])))
    return tuple(sorted(found, key=lambda item: item.start))


def _places(text: str, offices: Sequence[Office], found: Sequence[FoundBody]) -> list[FoundBody]:
    """A place that stands alone, before a year, 的 or 那 (临江2023年…): all its bodies."""
    by_place: dict[str, list[str]] = {}
    for office in offices:
        organs = {organ for organ in (office.organ, *_data()[1].get(office.organ, ())) if len(organ) > 1}
        for name in (*place_names(office), *(place + organ for place in place_names(office) for organ in organs)):
            by_place.setdefault(name, []).append(office.report_id)
    more: list[FoundBody] = []
    for name, reports in by_place.items():
        after = r"(?=[\d的那今去上前近哪有没谁,，、和与跟]|[两三几四]家|$)"
        for match in re.finditer(rf"(?:(?<![一-鿿])|(?<=[年和与跟比在、])){name}{after}", text):
            if not any(match.start() < other.end and other.start < match.end() for other in [*found, *more]):
                more.append(FoundBody(match.start(), match.end(), Body(name, tuple(reports))))
    return more


def _by_name(offices: Sequence[Office]) -> list[tuple[str, tuple[str, ...]]]:
    names: dict[str, list[str]] = {}
    for office in offices:
        for name in office.names:
            names.setdefault(name, []).append(office.report_id)
    return [(name, tuple(ids)) for name, ids in sorted(names.items(), key=lambda item: -len(item[0]))]


def _belongs_to_more(text: str, at: int, name: str, offices: Sequence[Office]) -> bool:
    """True where another place stands right before: in 东山市教育局 the words 市教育局 do not mean 临江市教育局."""
    if any(name.startswith(front) for office in offices if office.place for front in (office.place, office.place[:-1]) if len(front) > 1):
        return False
    if (
        text[at - 1 : at]
        and text[at - 1] in _PLACE_END
        and not any(text[at - 1] == office.place[-1:] for office in offices if name in office.names)
    ):
        return True
    before = re.search(r"[一-鿿]{2,8}$", text[:at])
    if before is None:
        return False
    words = before[0]
    places = {front for office in offices for front in (office.place, office.place[:-1]) if len(front) > 1}
    if any(words.endswith(place) for place in places):
        own = {office.place for office in offices if name in office.names}
        return not any(words.endswith(front) for place in own for front in (place, place[:-1]) if len(front) > 1)
    return (name[0] in _PLACE_END and _looks_like_place(words)) or (
        name[0] not in _PLACE_END and words[-1] in _PLACE_END and _looks_like_place(words)
    )


def _looks_like_place(words: str) -> bool:
    """Two characters that end no filler word: 东山, 云台. Filler (年, 的, 那, 个) is no place."""
    return not re.search(r"[年的那这个在和与跟比看问查下我们度里是,，]$", words[-1:]) and len(words) >= 2


@lru_cache(maxsize=1)
def _unknown_pattern() -> re.Pattern[str]:
    organs = sorted({organ for full, short in _data()[1].items() for organ in (full, *short) if len(organ) > 1}, key=len, reverse=True)
    place = rf"(?:[一-鿿]{{2,4}}?[{_PLACE_END}]|[{_PLACE_END}])?(?:[一-鿿]{{1,3}}[{_PLACE_END}])?"
    return re.compile(
        rf"(?P<place>{place})(?:{'|'.join(organs)})(?:局|委员会|委(?![托派任])|厅|办(?![理结法事案件好成了展公学证])|总队|支队|院)(?![一-鿿]?长)"
    )


_ANY_BUREAU = re.compile(r"[一-鿿]{2,4}?[省市县区州](?:[一-鿿]{2,8}?)(?:局|委员会|厅)(?![一-鿿]?长)")
_CLEAN = re.compile(r"^(?:请问|那么|那|这|看看|查一下|查|问|和|与|跟|比|年|的|度|在|对|关于)+")


def _unknown(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for regex in (_unknown_pattern(), _ANY_BUREAU):
        for match in regex.finditer(text):
            lead = _CLEAN.match(match[0])
            start = match.start() + (lead.end() if lead else 0)
            if not any(start < end and begin < match.end() for begin, end in spans) and text[start : match.end()] not in _NOT_A_BODY:
                spans.append((start, match.end()))
    return spans
