"""An answer with its evidence, and its public JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ingest.model.place import Place
from ingest.model.quantity import Quantity
from ingest.parts_json import place_to_json, quantity_to_json
from jiwen.saying import Language

AnswerKind = Literal["value", "list", "aggregate", "compare", "passage", "refusal", "clarify"]
RecordType = Literal["indicator", "budget", "task", "cell"]


@dataclass(frozen=True, slots=True)
class Citation:
    """What a statement rests on. `report` is the report's id, `title` its title, `quote` the text of cell or sentence as printed."""

    report: str
    title: str
    place: Place
    quote: str
    row: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The contract's keys; `page` and `bbox` are those of the first box, null where the file has no pages. `place` has them all."""
        box = self.place.boxes[0] if self.place.boxes else None
        page = box.page_number if box else (self.place.pages[0] if self.place.pages else None)
        return {
            "report": self.report,
            "title": self.title,
            "page": page,
            "bbox": [round(v, 1) for v in (box.x0, box.top, box.x1, box.bottom)] if box else None,
            "table": self.place.table,
            "row": self.row,
            "quote": self.quote,
            "place": place_to_json(self.place),
        }


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a list answer: its fields by column label, as printed. `citation` numbers into the answer's citations, 1-based."""

    type: RecordType
    report: str
    name: str
    fields: Mapping[str, str]
    verdict: str | None = None
    citation: int | None = None

    def to_json(self) -> dict[str, Any]:
        """The contract's keys, with `citation`."""
        return {
            "type": self.type,
            "report": self.report,
            "name": self.name,
            "fields": dict(self.fields),
            "verdict": self.verdict,
            "citation": self.citation,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """`text` is what a person reads, in the `language` of the question (Markdown; "[1]" refers to the first citation).

    `choices` are the readings to pick from (clarify); `suggestions` are next questions that fit. A refusal has a reason and neither value
    nor records."""

    question: str
    text: str
    kind: AnswerKind
    language: Language = "zh"
    reason: str | None = None
    value: Quantity | None = None
    records: tuple[Record, ...] = ()
    citations: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    elapsed_ms: float = 0.0
    explain: Mapping[str, Any] = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        return self.kind == "refusal"

    def to_json(self) -> dict[str, Any]:
        """The public JSON of `jiwen ask --json`."""
        return {
            "question": self.question,
            "answer": self.text,
            "kind": self.kind,
            "refused": self.refused,
            "reason": self.reason,
            "value": quantity_to_json(self.value),
            "records": [record.to_json() for record in self.records],
            "citations": [citation.to_json() for citation in self.citations],
            "notes": list(self.notes),
            "choices": list(self.choices),
            "suggestions": list(self.suggestions),
            "elapsed_ms": round(self.elapsed_ms, 2),
        }
