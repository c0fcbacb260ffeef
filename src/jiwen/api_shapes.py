"""Shapes of the API's answers, for its OpenAPI description alone: the public JSON of answer and facts is sent as it is."""

from typing import Any, Literal

from pydantic import BaseModel


class QuantityShape(BaseModel):
    """A value as printed; `number` is an exact decimal as text, null for words."""

    text: str
    op: Literal["=", ">=", "<=", ">", "<"] | None
    number: str | None
    unit: str | None


class CitationShape(BaseModel):
    """What a statement rests on: 1-based page, box in points from the page's top left corner (null for files without pages)."""

    report: str
    title: str
    page: int | None
    bbox: list[float] | None
    table: str | None
    row: str | None
    quote: str
    place: dict[str, Any]


class RecordShape(BaseModel):
    """One row of a list; `citation` numbers into the answer's citations, 1-based."""

    type: Literal["indicator", "budget", "task", "cell"]
    report: str
    name: str
    fields: dict[str, str]
    verdict: Literal["met", "missed", "exceeded", "qualitative", "undecidable", "blank"] | None
    citation: int | None


class AnswerShape(BaseModel):
    """`answer` is Markdown, `[1]` in it means the first citation. A refusal has a reason and neither value nor records."""

    id: str
    question: str
    answer: str
    kind: Literal["value", "list", "aggregate", "compare", "passage", "refusal", "clarify"]
    refused: bool
    reason: str | None
    value: QuantityShape | None
    records: list[RecordShape]
    citations: list[CitationShape]
    notes: list[str]
    choices: list[str]
    suggestions: list[str]
    elapsed_ms: float


class ReportShape(BaseModel):
    """One line of the library; `indicators` and `budget` are counts."""

    id: str
    title: str
    department: str | None
    year: int | None
    kind: Literal["department", "project", "other"]
    projects: list[str]
    pages: int
    source: str
    file_kind: str
    indicators: int
    budget: int
    text_indexed: bool
    original: bool
    added_at: str


class FactsShape(BaseModel):
    """`jiwen facts --json`: every key is described there."""

    report: dict[str, Any]
    indicators: list[dict[str, Any]]
    budget: list[dict[str, Any]]
    tasks: list[dict[str, Any]]
    tables: list[dict[str, Any]]
    sections: list[dict[str, Any]]
    forms: list[dict[str, Any]]
    checks: list[dict[str, Any]]


class JobShape(BaseModel):
    """An upload on its way. `ahead` counts the files before it; `counts` and `warnings` tell what was read; `message` what went wrong.

    While it is read, `step` is "read" or "scan" (OCR) with the page `done` of `total`, "convert" or "understand"; while it is stored,
    "facts", "passages" or "vectors".
    """

    id: str
    name: str
    state: Literal["queued", "reading", "storing", "done", "failed", "cancelled"]
    step: str
    done: int
    total: int
    ahead: int
    message: str
    report: str | None
    outcome: Literal["added", "replaced", "unchanged"] | None
    counts: dict[str, int]
    warnings: list[str]


class FaultShape(BaseModel):
    """Why a request was refused, in one sentence."""

    detail: str


FAULTS: dict[int | str, dict[str, Any]] = {
    401: {"model": FaultShape, "description": "登录开启时：没有登录，或名称、密码不对（程序用 HTTP Basic）"},
    403: {"model": FaultShape, "description": "没有这项权限，或请求来自别的网站"},
    404: {"model": FaultShape, "description": "没有这份报告、这个回答或任务"},
    503: {"model": FaultShape, "description": "索引打不开、被占用或已损坏"},
}
"""What every route may answer."""
