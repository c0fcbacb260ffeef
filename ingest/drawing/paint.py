"""Marks → paint on the picture of a page, with a legend below it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from ingest.drawing.marks import Mark
from ingest.drawing.stitches import Half, TablePart
from ingest.model.place import Box

COLOURS = {
    "指标名称": "#1c5fd1",
    "分组": "#5c7cfa",
    "目标值": "#0b7285",
    "调整后目标值": "#0ca678",
    "完成值": "#2b8a3e",
    "偏差": "#b35c00",
    "分值": "#7048e8",
    "得分": "#c2255c",
    "原因": "#868e96",
    "符号": "#3bc9db",
    "单位": "#3bc9db",
    "核心指标": "#3bc9db",
    "预算项目": "#5f3dc4",
    "年初预算": "#9c36b5",
    "调整": "#9c36b5",
    "全年预算": "#862e9c",
    "执行数": "#a61e4d",
    "执行率": "#d6336c",
    "职责": "#5f3dc4",
    "重点任务": "#1971c2",
    "完成情况": "#2b8a3e",
    "表头项": "#8a6d00",
    "年度目标": "#087f5b",
    "总分与等级": "#c2255c",
    "表头": "#495057",
    "其他单元格": "#adb5bd",
    "正文": "#ced4da",
}
VERDICTS = {"未完成": "#e03131", "无法判断": "#f08c00", "空白": "#f08c00"}
STITCH, TABLE = "#e8590c", "#212529"
_LIGHT, _STRONG = 42, 96
_PAD_PX = 2


@dataclass(frozen=True, slots=True)
class PagePaint:
    """All that is painted on one page."""

    title: str
    marks: Sequence[Mark]
    halves: Sequence[Half]
    parts: Sequence[TablePart]


def paint_page(picture: Image.Image, scale: float, paint: PagePaint, font_file: Path) -> Image.Image:
    """The picture, `scale` pixels a point, painted over and with the legend of what is on it below."""
    painter = _Painter(picture, scale, font_file)
    for mark in paint.marks:
        painter.mark(mark)
    for mark in paint.marks:
        painter.words(mark)
    for part in paint.parts:
        painter.part(part)
    for half in paint.halves:
        painter.half(half)
    roles = [role for role in COLOURS if any(mark.role == role for mark in paint.marks)]
    return painter.with_legend(paint.title, roles, stitched=bool(paint.halves))


class _Painter:
    def __init__(self, picture: Image.Image, scale: float, font_file: Path) -> None:
        self._picture = picture.convert("RGBA")
        self._ink = Image.new("RGBA", picture.size)
        self._pen = ImageDraw.Draw(self._ink)
        self._scale = scale
        self._small = ImageFont.truetype(str(font_file), 11)
        self._large = ImageFont.truetype(str(font_file), 15)

    def mark(self, mark: Mark) -> None:
        x0, top, x1, bottom = self._corners(mark.box)
        colour = COLOURS[mark.role]
        if mark.style == "bar":
            self._pen.rectangle((x0 - 5, top, x0 - 3, bottom), fill=colour)
        else:
            strength = {"cell": _LIGHT, "header": _STRONG, "frame": 0}[mark.style]
            self._pen.rectangle(
                (x0, top, x1, bottom), outline=colour, fill=f"{colour}{strength:02x}", width=2 if mark.style == "frame" else 1
            )

    def words(self, mark: Mark) -> None:
        """The tag above a header or form field, right of a cell."""
        x0, top, x1, _ = self._corners(mark.box)
        if mark.tag and mark.style == "cell":
            self._tag(x1 + 1, top + 15, mark.tag, VERDICTS.get(mark.tag, COLOURS[mark.role]))
        elif mark.tag:
            self._tag(x0, top, mark.tag, COLOURS[mark.role])

    def part(self, part: TablePart) -> None:
        """The table's number and kind in the margin, and on which pages it goes on."""
        x0, top, x1, bottom = self._corners(part.box)
        self._pen.rectangle((x0 - 4, top - 4, x1 + 4, bottom + 4), outline=TABLE)
        kind = {"indicators": "指标表", "budget": "预算表", "tasks": "任务表", "form": "表单"}.get(part.table.kind, "其他表")
        for line, words in enumerate((f"表{part.number}", kind)):
            self._tag(x0 - 5, top + 10 + 15 * line, words, TABLE, leftwards=True)
        if part.before:
            self._tag(x0 - 5, top + 40, f"↑第{part.before}页", STITCH, leftwards=True)
        if part.after:
            self._tag(x0 - 5, bottom + 4, f"↓第{part.after}页", STITCH, leftwards=True)

    def half(self, half: Half) -> None:
        """A thick frame with the number that all parts of the row or cell carry."""
        x0, top, x1, bottom = self._corners(half.box)
        self._pen.rectangle((x0 - 2, top - 2, x1 + 2, bottom + 2), outline=STITCH, width=3)
        arrows = ("↑" if half.comes_from_above else "") + ("↓" if half.goes_on else "")
        self._tag(x1 + 4, bottom + 3 if half.goes_on else top + 12, f"{'行' if half.kind == 'row' else '格'}{half.number}{arrows}", STITCH)

    def with_legend(self, title: str, roles: Sequence[str], *, stitched: bool) -> Image.Image:
        painted = Image.alpha_composite(self._picture, self._ink).convert("RGB")
        items = [*((role, COLOURS[role]) for role in roles)]
        items += [("跨页接上的行、格（同号为一）", STITCH)] if stitched else []
        lines = list(_wrapped(items, painted.width - 20, self._large))
        sheet = Image.new("RGB", (painted.width, painted.height + 26 * len(lines) + 40), "white")
        sheet.paste(painted, (0, 0))
        pen = ImageDraw.Draw(sheet)
        pen.line((0, painted.height, sheet.width, painted.height), fill=TABLE)
        pen.text((10, painted.height + 8), title, fill=TABLE, font=self._large)
        for i, line in enumerate(lines):
            for x, (word, colour) in line:
                top = painted.height + 34 + 26 * i
                pen.rectangle((x, top + 2, x + 16, top + 16), fill=colour)
                pen.text((x + 21, top), word, fill=TABLE, font=self._large)
        return sheet

    def _tag(self, x: float, bottom: float, text: str, colour: str, *, leftwards: bool = False) -> None:
        """White words on the colour, ending at `bottom`; moved where the picture ends."""
        width = self._pen.textlength(text, font=self._small) + 4
        x = max(0.0, min(x - width if leftwards else x, self._ink.width - width))
        bottom = min(max(bottom, 14.0), float(self._ink.height))
        self._pen.rectangle((x, bottom - 14, x + width, bottom), fill=colour)
        self._pen.text((x + 2, bottom - 15), text, fill="white", font=self._small)

    def _corners(self, box: Box) -> tuple[float, float, float, float]:
        x0, top, x1, bottom = (edge * self._scale for edge in (box.x0, box.top, box.x1, box.bottom))
        return x0 - _PAD_PX, top - _PAD_PX, max(x0, x1) + _PAD_PX, max(top, bottom) + _PAD_PX


def _wrapped(items: Sequence[tuple[str, str]], width: int, font: ImageFont.FreeTypeFont) -> Iterator[list[tuple[float, tuple[str, str]]]]:
    """The legend's items with where they begin, line by line."""
    line: list[tuple[float, tuple[str, str]]] = []
    x = 10.0
    for item in items:
        wide = font.getlength(item[0]) + 40
        if line and x + wide > width:
            yield line
            line, x = [], 10.0
        line.append((x, item))
        x += wide
    if line:
        yield line
