"""A whole report: what one file says."""

from dataclasses import dataclass
from typing import Literal

from ingest.model.document import Paragraph
from ingest.model.facts import BudgetLine, Check, Form, Indicator, Task
from ingest.model.place import Place
from ingest.model.table import Table

ReportKind = Literal["department", "project", "other"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph inside a section: `path` holds the headings above it, inner last ("（一）部门管理情况", "2.预算执行情况")."""

    paragraph: Paragraph
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """一、二、三 … : `number` bare ("一"), `title` bare; `passages` is all text up to the next section."""

    number: str
    title: str
    passages: tuple[Passage, ...]
    place: Place

    @property
    def text(self) -> str:
        """The section's text with its paragraphs joined as printed, without the heading."""
        return "".join(passage.paragraph.text for passage in self.passages)


@dataclass(frozen=True, slots=True)
class Report:
    """`department` and `year` are what the report says of itself; `projects` names its project forms. `source` is the file name."""

    id: str
    title: str
    source: str
    page_count: int
    kind: ReportKind = "other"
    department: str | None = None
    year: int | None = None
    project: str | None = None
    projects: tuple[str, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    budget: tuple[BudgetLine, ...] = ()
    tasks: tuple[Task, ...] = ()
    tables: tuple[Table, ...] = ()
    sections: tuple[Section, ...] = ()
    forms: tuple[Form, ...] = ()
    checks: tuple[Check, ...] = ()
    file_kind: str = "pdf"
    sha256: str = ""
