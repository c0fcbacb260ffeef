"""What a report says of itself: title, department, year, kind."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.facts.captions import is_heading, join_chinese
from ingest.facts.context import Sheet
from ingest.facts.forms import entries_of
from ingest.facts.labels import is_label
from ingest.model.document import Block, Grid, Paragraph
from ingest.model.report import ReportKind

_YEAR = re.compile(r"((?:19|20)\d{2})\s*年")
_DATED = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_LINE = re.compile(r"(?P<label>[^:：，。；\s]{2,14})[:：]\s*(?P<text>[^:：，。；\s]{3,40})")
_OF_TITLE = re.compile(r"^(?P<name>.{2,40}?)(?:关于)?(?:19|20)\d{2}\s*年")
_BODY = re.compile(
    r"(局|委员会|厅|部|办公室|办事处|中心|院|委|署|处|政府|街道|学校|学院|大学|中学|小学|医院|所|站|馆|队|社|会|台|公司|园)"
    r"(（[^）]*）|\([^)]*\))?$"
)
_TITLE_END = re.compile(r"(报告|公开|说明|预算|决算|自评表|目标表|总结|方案|情况|书|表|评价)(（.*）|\(.*\))?$")
_OVERALL = re.compile(r"(部门|单位).{0,8}(整体|绩效自评)|整体支出|部门整体")
_PROJECT = re.compile(r"项目.{0,8}(绩效|自评|评价)|专项.{0,8}(绩效|自评|评价)|财政项目|项目支出")
_ASSESSED = re.compile(r"自评|绩效评价|绩效报告|绩效目标|整体支出绩效")
_ACCOUNTS = re.compile(r"(预算|决算)(公开|说明|表|情况)*$")
_FRONT = 12


@dataclass(frozen=True, slots=True)
class Meta:
    """`projects` in the order of their forms, each once."""

    title: str
    department: str | None
    year: int | None
    kind: ReportKind
    project: str | None
    projects: tuple[str, ...]


def meta_of(blocks: Sequence[Block], sheets: Sequence[Sheet], source: str) -> Meta:
    """Title, department, year and kind by the report's own words; the file name only where the report has no year."""
    front = [block for block in blocks[:_FRONT] if isinstance(block, Paragraph)]
    title = _title(blocks, sheets, source)
    projects = tuple(dict.fromkeys(sheet.project for sheet in sheets if sheet.project and _tells_project(sheet)))
    kind = _kind(title, sheets)
    return Meta(
        title=title,
        department=_department(blocks, sheets, title),
        year=_year(title, front, blocks, sheets, source),
        kind=kind,
        project=projects[0] if len(projects) == 1 and kind == "project" else None,
        projects=projects,
    )


def _tells_project(sheet: Sheet) -> bool:
    return any(part.kind in ("head", "goals", "indicators") for part in sheet.parts)


def _title(blocks: Sequence[Block], sheets: Sequence[Sheet], source: str) -> str:
    """The first large or centred lines of the file, joined until they end like a title; else the first table's title."""
    lines: list[str] = []
    for block in blocks[:_FRONT]:
        if isinstance(block, Grid):
            texts = {cell.text.strip() for row in block.rows for cell in row} - {""}
            if len(texts) == 1 and not lines:
                return texts.pop()
            break
        text = join_chinese(block.text)
        if not text or is_label("not_title", text) or re.fullmatch(r"[（(].*[)）]|附件.{0,4}|\d+", text):
            continue
        if lines[-1:] == [text]:
            continue
        if lines and not (block.is_centred or block.level is not None or (_TITLE_END.search(text) and not is_heading(block))):
            break
        if len(text) > 60 or re.search(r"[。；]", text) or re.match(r"[一二三]、|目\s*录", text):
            break
        lines.append(text)
        if _TITLE_END.search(text) or len(lines) == 4:
            break
    joined = "".join(lines)
    return joined or next((sheet.title for sheet in sheets if sheet.title), "") or re.sub(r"\.\w+$", "", source)


def _year(title: str, front: Sequence[Paragraph], blocks: Sequence[Block], sheets: Sequence[Sheet], source: str) -> int | None:
    for text in (title, *(p.text for p in front if len(p.text) <= 40), *_banner_texts(sheets)):
        if found := _YEAR.search(text):
            return int(found[1])
    counted = Counter(int(year) for block in blocks if isinstance(block, Paragraph) for year in _YEAR.findall(block.text))
    if counted:
        return counted.most_common(1)[0][0]
    found = _DATED.search(source)
    return int(found[1]) if found else None


def _banner_texts(sheets: Sequence[Sheet]) -> list[str]:
    return [row[0].text for sheet in sheets for part in sheet.parts if part.kind == "banner" for row in part.rows]


def _department(blocks: Sequence[Block], sheets: Sequence[Sheet], title: str) -> str | None:
    """By its label in the text, in a form's head, in the title, then the competent department of the project forms."""
    for block in blocks:
        if isinstance(block, Paragraph) and (name := _stated(block.text)):
            return name
    entries = [entry for sheet in sheets for entry in entries_of(sheet)]
    for entry in entries:
        if is_label("department", entry.label) and _BODY.search(entry.text):
            return entry.text
    if (match := _OF_TITLE.match(title)) and _BODY.search(match["name"]):
        return match["name"]
    for block in blocks[:_FRONT]:
        if (
            isinstance(block, Paragraph)
            and len(block.text) <= 45
            and (match := _OF_TITLE.match(block.text.strip()))
            and _BODY.search(match["name"])
        ):
            return match["name"]
    competent = Counter(entry.text for entry in entries if is_label("competent", entry.label) and _BODY.search(entry.text))
    return competent.most_common(1)[0][0] if competent else None


def _stated(text: str) -> str | None:
    """预算部门名称：… at the beginning of a short line; the heading's number before it does not matter."""
    if len(text) > 80:
        return None
    match = _LINE.search(re.sub(r"^[一二三四五六七八九十]+、|^\d+[.、]", "", text.strip()))
    if match is None or not is_label("department", match["label"]):
        return None
    return match["text"] if _BODY.search(match["text"]) else None


def _kind(title: str, sheets: Sequence[Sheet]) -> ReportKind:
    """By the report's title, else by the forms it consists of; a budget or its final accounts stay "other" whatever forms are attached."""
    if _ASSESSED.search(title) and (kind := _kind_of(title)):
        return kind
    if _ACCOUNTS.search(title):
        return "other"
    forms = [sheet.title for sheet in sheets if any(part.kind == "indicators" for part in sheet.parts) and _ASSESSED.search(sheet.title)]
    kinds = [kind for text in forms if (kind := _kind_of(text))]
    return "department" if "department" in kinds else "project" if forms else "other"


def _kind_of(title: str) -> ReportKind | None:
    if _OVERALL.search(title):
        return "department"
    return "project" if _PROJECT.search(title) else None
