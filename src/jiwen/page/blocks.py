"""The page's Gradio part: chat, question box, and the panels that the scripts in `static/` bring to life."""

import logging
import os
from collections.abc import Sequence
from typing import Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read once, when gradio is imported
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import gradio as gr

from index.errors import LibraryError
from jiwen.page.answer_html import answer_to_html
from jiwen.page.desk import MAX_QUESTION, Desk
from jiwen.page.templating import fill
from jiwen.page.wording import load_wording
from jiwen.saying import Language

log = logging.getLogger(__name__)

Question = dict[str, Any]
"""What the script sends: `text`, `history` (earlier questions), `reports` (ticked ids), `turn` (which the script alone reads)."""


def build_blocks(desk: Desk, language: Language) -> gr.Blocks:
    """The page in one language, not yet mounted."""
    t = load_wording(language)
    with gr.Blocks(title=t("title"), fill_height=True, fill_width=True, delete_cache=(3600, 86400)) as blocks:
        _panel("header.html", language, "jw-header")
        with gr.Row(elem_id="jw-desk"):
            with gr.Column(elem_id="jw-library", min_width=0):
                _panel("library.html", language, "jw-library-panel")
            with gr.Column(elem_id="jw-talk", min_width=0):
                chat = _talk(desk, language)
                _panel("glance_frame.html", language, "jw-glance-panel")
            with gr.Column(elem_id="jw-source", min_width=0):
                _panel("viewer.html", language, "jw-viewer-panel")
        _panel("dialogs.html", language, "jw-dialogs")
        blocks.load(None, None, chat, js=RESTORING, queue=False, show_progress="hidden", api_visibility="private")
    return blocks


def _panel(template: str, language: Language, elem_id: str) -> None:
    gr.HTML(fill(template, language), elem_id=elem_id, js_on_load=None, apply_default_css=False)


def _talk(desk: Desk, language: Language) -> gr.Chatbot:
    """The chat and its events. Only the question goes up and only its answer comes down; the bubbles are put together in the browser."""
    chat, box = _empty_chat(language), _question_box(language)
    asked = gr.HTML("", elem_id="jw-asked", js_on_load=ASKING, visible="hidden")
    question = gr.JSON(visible=False)
    reply = gr.JSON(visible=False)

    def answer(sent: Question) -> dict[str, Any]:
        return answer_reply(desk, sent, language)

    starts: Sequence[tuple[Any, str, list[Any]]] = (
        (box.submit, "(text, chat) => window.jiwen.chat.begin(text, chat)", [box, chat]),
        (asked.submit, "(text, chat) => window.jiwen.chat.begin(window.jiwen.chat.asked(), chat)", [box, chat]),
        (chat.retry, "(text, chat) => window.jiwen.chat.retry(text, chat)", [box, chat]),
        (chat.edit, "(text, chat) => window.jiwen.chat.edited(text, chat)", [box, chat]),
    )
    for event, script, inputs in starts:
        event(None, inputs, [box, chat, question], js=script, queue=False, show_progress="hidden", api_visibility="private").then(
            answer, question, reply, queue=False, show_progress="hidden", api_visibility="private"
        ).then(
            None,
            [chat, reply],
            chat,
            js="(chat, reply) => [window.jiwen.chat.finish(chat, reply)]",
            queue=False,
            show_progress="hidden",
            api_visibility="private",
        )
    asked.clear(None, None, chat, js="() => [window.jiwen.chat.clear()]", queue=False, show_progress="hidden", api_visibility="private")
    gr.HTML(fill("footer.html", language), elem_id="jw-footer", js_on_load=None, apply_default_css=False)
    return chat


def _empty_chat(language: Language) -> gr.Chatbot:
    return gr.Chatbot(
        elem_id="jw-chat",
        show_label=False,
        label=load_wording(language)("talk"),
        height="100%",
        buttons=[],
        latex_delimiters=[],
        allow_tags=False,
        editable="user",
        autoscroll=False,
        group_consecutive_messages=False,
        placeholder=fill("welcome.html", language),
    )


def _question_box(language: Language) -> gr.Textbox:
    t = load_wording(language)
    return gr.Textbox(
        elem_id="jw-box",
        label=t("ask_label"),
        show_label=False,
        container=False,
        placeholder=t("ask_placeholder"),
        max_length=MAX_QUESTION,
        max_lines=4,
        submit_btn=t("send"),
    )


RESTORING = "async () => { await window.jiwenReady; window.jiwenSetRestored(); return [window.jiwen.chat.restore()]; }"
ASKING = "window.jiwenTrigger = (event) => trigger(event); window.dispatchEvent(new Event('jiwen-ready'));"


def answer_reply(desk: Desk, sent: Question | None, language: Language) -> dict[str, Any]:
    """The finished bubble. What arrives is checked here: an event's input can come from any program."""
    if not isinstance(sent, dict) or not str(sent.get("text") or "").strip():
        return {"turn": None, "number": None, "html": ""}
    text = str(sent["text"]).strip()[:MAX_QUESTION]
    history = [str(earlier)[:MAX_QUESTION] for earlier in _listed(sent.get("history"))]
    try:
        number, answer = desk.ask(text, history, [str(report) for report in _listed(sent.get("reports"))])
        html = answer_to_html(number, answer, language, desk.names())
    except LibraryError as error:
        number, html = "", fill("failure.html", language, message=str(error))
    except Exception as error:
        log.exception("a question failed")
        number, html = "", fill("failure.html", language, message=load_wording(language)("failed", error=type(error).__name__))
    return {"turn": sent.get("turn"), "number": number, "html": html}


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []
