"""HTML from templates. Everything that is filled in is escaped; text from reports reaches the page in no other way."""

import re
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from jiwen.page.wording import load_wording
from jiwen.saying import Language

_BETWEEN_LINES = re.compile(r"\s*\n\s*")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(str(files("jiwen.page") / "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def fill(template: str, language: Language, **values: Any) -> Markup:
    """The filled template; `t` in it is the wording."""
    return Markup(_environment().get_template(template).render(t=load_wording(language), **values))


def on_one_line(html: str) -> str:
    """The same HTML without line breaks: Markdown ends an HTML block at a blank line, and would read what follows as Markdown."""
    return _BETWEEN_LINES.sub(" ", html).strip()
