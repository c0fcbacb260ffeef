"""Pages of stored originals as WEBP pictures."""

import io
import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image, ImageSequence

from ingest.readers.pictures import paper_width_pt

DPI = (120, 200)
POINTS_PER_INCH = 72
MAX_PIXELS = 6_000_000
KEPT_PICTURES = 400
PICTURE_ENDINGS = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"})


class PictureError(LookupError):
    """The original has no such page, or none that can be drawn."""


@dataclass(frozen=True, slots=True)
class PageSize:
    """In points, as drawn (turned by the file's own rotation)."""

    width_pt: float
    height_pt: float


class PagePictures:
    """Draws pages and keeps the last `KEPT_PICTURES` of them in memory (40–150 KB each).

    PDFium must not be entered by two threads at once: one lock around every call. Drawing takes 20–60 ms a page.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, int, int], bytes] = OrderedDict()
        self._sizes: dict[str, tuple[PageSize, ...]] = {}

    def picture(self, original: Path, version: str, page_number: int, dpi: int = DPI[0]) -> bytes:
        """WEBP of one page. `version` tells one content from another (a checksum). Raises PictureError."""
        key = (version, page_number, dpi)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            drawn = _drawn(original, page_number, dpi)
            self._kept[key] = drawn
            if len(self._kept) > KEPT_PICTURES:
                self._kept.popitem(last=False)
            return drawn

    def sizes(self, original: Path, version: str) -> tuple[PageSize, ...]:
        """The size of every page; empty for originals that are not paged."""
        with self._lock:
            if version not in self._sizes:
                self._sizes[version] = _sizes(original)
            return self._sizes[version]


def _is_pdf(original: Path) -> bool:
    with original.open("rb") as file:
        return b"%PDF-" in file.read(1024)


def _sizes(original: Path) -> tuple[PageSize, ...]:
    try:
        if _is_pdf(original):
            with pypdfium2.PdfDocument(original) as document:
                return tuple(PageSize(*document.get_page_size(number)) for number in range(len(document)))
        if original.suffix.lower() in PICTURE_ENDINGS:
            with Image.open(original) as image:
                return tuple(_paper(*frame.size) for frame in ImageSequence.Iterator(image))
    except (OSError, pypdfium2.PdfiumError) as error:
        raise PictureError(f"无法打开报告的原件（{error}）") from error
    return ()


def _paper(width_px: int, height_px: int) -> PageSize:
    width_pt = paper_width_pt(width_px, height_px)
    return PageSize(width_pt, width_pt * height_px / width_px)


def _drawn(original: Path, page_number: int, dpi: int) -> bytes:
    try:
        image = _pdf_page(original, page_number, dpi) if _is_pdf(original) else _image_file(original, page_number)
    except (OSError, pypdfium2.PdfiumError) as error:
        raise PictureError(f"无法绘制第 {page_number} 页（{error}）") from error
    stream = io.BytesIO()
    image.convert("RGB").save(stream, "WEBP", quality=50, method=2)
    return stream.getvalue()


def _pdf_page(original: Path, page_number: int, dpi: int) -> Image.Image:
    with pypdfium2.PdfDocument(original) as document:
        if not 1 <= page_number <= len(document):
            raise PictureError(f"这份报告共 {len(document)} 页，没有第 {page_number} 页")
        width_pt, height_pt = document.get_page_size(page_number - 1)
        scale = min(dpi / POINTS_PER_INCH, (MAX_PIXELS / (width_pt * height_pt)) ** 0.5)
        picture: Image.Image = document[page_number - 1].render(scale=scale).to_pil()
        return picture


def _image_file(original: Path, page_number: int) -> Image.Image:
    if original.suffix.lower() in PICTURE_ENDINGS:
        with Image.open(original) as image:
            for number, frame in enumerate(ImageSequence.Iterator(image), start=1):
                if number == page_number:
                    frame.thumbnail((2400, 3400))
                    return frame.copy()
    raise PictureError(f"这份报告没有可显示的第 {page_number} 页")
