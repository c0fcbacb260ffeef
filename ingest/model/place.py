"""Where something stands in a report: pages, boxes, and for files without pages an anchor."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on one page, in points from the page's top left corner. `page_number` is 1-based."""

    page_number: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Lie:
    """How a page that was read upright lies on the paper as it is shown: what was read at (x, y) stands at (ax + by + c, dx + ey + f)."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point stands on the paper."""
        return self.a * x + self.b * y + self.c, self.d * x + self.e * y + self.f

    def box(self, box: Box) -> Box:
        """The box on the paper; around its corners where the paper lies askew."""
        corners = [self.point(x, y) for x in (box.x0, box.x1) for y in (box.top, box.bottom)]
        across, down = [x for x, _ in corners], [y for _, y in corners]
        return Box(box.page_number, min(across), min(down), max(across), max(down))


@dataclass(frozen=True, slots=True)
class Place:
    """Pages and boxes of a fact or passage, in reading order.

    `table` is the title of the table it stands in. Files without pages (DOCX, XLSX, HTML, text) have no boxes;
    `anchor` then says where to look ("表3 第5行", "预算!B7", "第120行").
    """

    pages: tuple[int, ...] = ()
    boxes: tuple[Box, ...] = ()
    table: str | None = None
    anchor: str | None = None


def join_places(places: "list[Place] | tuple[Place, ...]", table: str | None = None) -> Place:
    """One place that covers all of `places`: pages ascending and once each, boxes united per page."""
    on_page: dict[int, list[Box]] = {page: [] for page in sorted({page for place in places for page in place.pages})}
    for place in places:
        for box in place.boxes:
            if box.page_number in on_page:
                on_page[box.page_number].append(box)
    pages, boxes = tuple(on_page), tuple(union_box(boxes) for boxes in on_page.values() if boxes)
    anchors = [place.anchor for place in places if place.anchor]
    titles = [place.table for place in places if place.table]
    return Place(pages, boxes, table or (titles[0] if titles else None), anchors[0] if anchors else None)


def union_box(boxes: list[Box]) -> Box:
    """The smallest box around `boxes`, which stand on one page."""
    if len(boxes) == 1:
        return boxes[0]
    return Box(
        boxes[0].page_number,
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )
