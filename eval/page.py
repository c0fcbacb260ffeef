"""A run's results as one HTML page that needs nothing else: chart, tables, every loss by name."""

from html import escape
from pathlib import Path

from eval.chart import outcome_chart
from eval.rates import COLUMNS, Rates
from eval.results import Results, cell_text

PAGE_FILE = "results.html"
_STYLE = """body{font:15px/1.5 sans-serif;max-width:1100px;margin:24px auto;padding:0 16px;color:#222}
table{border-collapse:collapse;margin:12px 0;width:100%}
td,th{border-bottom:1px solid #ddd;padding:4px 8px;text-align:right;vertical-align:top}
td:first-child,th:first-child,.text td{text-align:left}.why{color:#a33}.turns{color:#777}svg{width:100%;height:auto;margin:8px 0}"""


def write_page(results: Results, folder: Path) -> Path:
    """`results.html` in `folder`."""
    path = folder / PAGE_FILE
    path.write_text(results_page(results), encoding="utf-8")
    return path


def results_page(results: Results) -> str:
    """The whole page."""
    losses = [row for row in results["cases"] if not row["right"]]
    wrong = [row for row in results["cases"] if row["wrong_figures"]]
    body = [
        f"<h1>绩问 evaluation: {results['all']['right']} of {results['all']['cases']} right</h1>",
        "<h2>By set</h2>",
        outcome_chart({**results["sets"], "all": results["all"]}),
        _table("set", {**results["sets"], "all": results["all"]}),
        "<h2>By kind</h2>",
        outcome_chart(results["kinds"]),
        _table("kind", results["kinds"]),
        "<h2>By tag</h2>",
        _table("tag", results["tags"]),
        f"<h2>Losses ({len(losses)})</h2>",
        _losses(losses),
        f"<h2>Figures that nothing supports ({len(wrong)})</h2>",
        "<ul>" + "".join(f"<li>{escape(row['id'])}: {escape(', '.join(row['wrong_figures']))}</li>" for row in wrong) + "</ul>",
    ]
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>绩问 evaluation</title><style>{_STYLE}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{"".join(body)}</body></html>\n'


def _table(title: str, groups: dict[str, Rates]) -> str:
    head = "".join(f"<th>{escape(label)}</th>" for label in (title, *COLUMNS.values()))
    rows = [
        f"<tr><td>{escape(name)}</td>" + "".join(f"<td>{cell_text(key, rates[key])}</td>" for key in COLUMNS) + "</tr>"
        for name, rates in groups.items()
    ]
    return f"<table><tr>{head}</tr>{''.join(rows)}</table>"


def _losses(rows: list[Results]) -> str:
    lines = []
    for row in rows:
        turns = f'<span class="turns">{escape(" → ".join(row["history"]))} → </span>' if row["history"] else ""
        why = "<br>".join(escape(reason) for reason in row["reasons"])
        lines.append(f'<tr><td>{escape(row["id"])}</td><td>{turns}{escape(row["question"])}<div class="why">{why}</div></td></tr>')
    return f'<table class="text">{"".join(lines)}</table>'
