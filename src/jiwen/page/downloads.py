"""Answers, conversations and briefs as files: `/answers/{id}.json|csv|xlsx`, `/conversation.md|docx`, `/brief/{report}.pdf`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import FastAPI, HTTPException, Response
from pydantic import BaseModel, Field

from jiwen.answer import Answer
from jiwen.page.conversation import conversation_to_docx, conversation_to_markdown
from jiwen.page.desk import MAX_QUESTION, Desk
from jiwen.page.tables import answer_table, table_to_csv, table_to_json, table_to_xlsx
from jiwen.page.wording import load_wording
from jiwen.saying import Language

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

AnswerId = Annotated[str, Field(max_length=40)]


class Turn(BaseModel):
    """A question and the id of its answer."""

    answer: AnswerId
    question: str = Field(default="", max_length=MAX_QUESTION)


class Conversation(BaseModel):
    """What was asked and answered, in order."""

    turns: list[Turn] = Field(max_length=500)


def add_downloads(app: FastAPI, desk: Desk) -> None:
    """Adds the download routes."""

    @app.get("/answers/{number}.json", include_in_schema=False)
    def as_json(number: str, lang: Language = "zh") -> dict[str, Any]:
        return table_to_json(answer_table(_kept(desk, number), lang, desk.names()))

    @app.get("/answers/{number}.csv", tags=["ask"], summary="列表回答的 CSV", response_class=Response)
    def as_csv(number: str, lang: Language = "zh") -> Response:
        """UTF-8 with a byte order mark; `number` is the `id` that `/api/ask` returned."""
        content = table_to_csv(answer_table(_kept(desk, number), lang, desk.names()), load_wording(lang)("source"))
        return _file(content, "text/csv; charset=utf-8", f"jiwen-{number}.csv")

    @app.get("/answers/{number}.xlsx", tags=["ask"], summary="列表回答的 XLSX", response_class=Response)
    def as_xlsx(number: str, lang: Language = "zh") -> Response:
        """Figures as numbers, units in their formats, pages in the last column."""
        content = table_to_xlsx(answer_table(_kept(desk, number), lang, desk.names()), load_wording(lang)("source"))
        return _file(content, XLSX_TYPE, f"jiwen-{number}.xlsx")

    @app.get("/brief/{report_id}.pdf", tags=["reports"], summary="会前一页（PDF）", response_class=Response)
    def brief(report_id: str, lang: Language = "zh") -> Response:
        """One A4 page: verdict counts, misses with their reasons, execution, contradictions and doubts, each with its page."""
        from jiwen.brief.content import brief_of
        from jiwen.brief.pdf import brief_to_pdf

        content = brief_to_pdf(brief_of(desk.library.report(report_id)), lang)
        return Response(content, media_type="application/pdf", headers={"content-disposition": 'inline; filename="jiwen-brief.pdf"'})

    @app.post("/conversation.{kind}", include_in_schema=False)
    def conversation(kind: Literal["md", "docx"], wanted: Conversation, lang: Language = "zh") -> Response:
        answers = list(said_again(desk, wanted.turns, lang))
        if not answers:
            raise HTTPException(404, load_wording(lang)("answer_gone"))
        if kind == "md":
            return _file(conversation_to_markdown(answers, lang).encode(), "text/markdown; charset=utf-8", "jiwen.md")
        return _file(conversation_to_docx(answers, lang), DOCX_TYPE, "jiwen.docx")


def said_again(desk: Desk, turns: Sequence[Turn], language: Language) -> Iterator[Answer]:
    """The answers as they were given; one that is kept no longer (the server was restarted) is asked anew, and says so."""
    for place, turn in enumerate(turns):
        answer = desk.answers.get(turn.answer)
        if answer is None and turn.question.strip():
            _, fresh = desk.ask(turn.question.strip(), [earlier.question for earlier in turns[:place]])
            answer = replace(fresh, notes=(*fresh.notes, load_wording(language)("asked_anew")))
        if answer is not None:
            yield answer


def _kept(desk: Desk, number: str) -> Answer:
    answer = desk.answers.get(number)
    if answer is None:
        raise HTTPException(404, load_wording("zh")("answer_gone"))
    return answer


def _file(content: bytes, media_type: str, name: str) -> Response:
    return Response(content, media_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"'})
