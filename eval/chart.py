"""Rates as a bar chart in SVG, to stand inside a page."""

from html import escape

from eval.rates import Rates

_ROW, _LABEL, _BAR, _SIDE = 26, 120, 520, 130
_COLOURS = {"right": "#2f7d4f", "wrong": "#c0392b", "refused wrongly": "#d9902f", "failed": "#5b5b5b"}


def outcome_chart(groups: dict[str, Rates]) -> str:
    """One bar a group: how many answers were right, wrong, refused though the reports hold it, or failed."""
    height = _ROW * (len(groups) + 1) + 10
    bars = "".join(_bar(name, rates, _ROW * (row + 1)) for row, (name, rates) in enumerate(groups.items()))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LABEL + _BAR + _SIDE} {height}" role="img" '
        f'aria-label="answers by outcome" font-family="sans-serif" font-size="13">{_legend()}{bars}</svg>'
    )


def outcomes_of(rates: Rates) -> dict[str, int]:
    """How many cases ended which way; they add up to all of them."""
    lost = rates["cases"] - rates["right"] - rates["failed"]
    refused = min(rates["refused_wrongly"], lost)
    return {"right": rates["right"], "wrong": lost - refused, "refused wrongly": refused, "failed": rates["failed"]}


def _legend() -> str:
    parts = []
    for place, (outcome, colour) in enumerate(_COLOURS.items()):
        x = _LABEL + 130 * place
        parts.append(f'<rect x="{x}" y="4" width="12" height="12" fill="{colour}"/><text x="{x + 17}" y="15">{outcome}</text>')
    return "".join(parts)


def _bar(name: str, rates: Rates, top: int) -> str:
    parts, x = [f'<text x="{_LABEL - 8}" y="{top + 16}" text-anchor="end">{escape(name)}</text>'], float(_LABEL)
    for outcome, count in outcomes_of(rates).items():
        width = _BAR * count / rates["cases"]
        if count:
            title = f"<title>{escape(name)}: {count} {outcome}</title>"
            parts.append(f'<rect x="{x:.1f}" y="{top + 3}" width="{width:.1f}" height="18" fill="{_COLOURS[outcome]}">{title}</rect>')
        x += width
    parts.append(f'<text x="{_LABEL + _BAR + 8}" y="{top + 16}">{rates["right"]}/{rates["cases"]} {100 * rates["accuracy"]:.1f}%</text>')
    return "".join(parts)
