// Shares of each report in one bar.

import { WIDE, beside, between, box, identity, linked, onBox, quiet } from "./chart_look.js";
import { LINE, NAME, SMALL, linesOf, widthOf } from "./chart_text.js";

const BAR = 26;

export function stacksPicture(Plot, chart, width) {
  const isWide = width >= WIDE;
  const nameWidth = isWide ? width * 0.36 : width;
  const height = placeRows(chart.rows, nameWidth, isWide);
  const parts = chart.rows.flatMap((row) => partsOf(row, isWide ? nameWidth + 12 : 0, width - 1));
  return {
    ...identity,
    height,
    marks: [
      linked(Plot, chart.rows),
      between(Plot, chart),
      Plot.text(chart.rows, { ...beside, fill: "var(--jw-blue)" }),
      Plot.rect(parts, { x1: "left", x2: "right", y1: "top", y2: "bottom", ...box, ...quiet }),
      Plot.text(parts.filter((part) => part.told), { x: (part) => (part.left + part.right) / 2, y: (part) => part.top + BAR / 2, text: "told", fill: onBox, fontSize: SMALL, fontWeight: 700, ...quiet }),
    ],
  };
}

function placeRows(rows, nameWidth, isWide) {
  let top = 0;
  for (const row of rows) {
    row.lines = linesOf(row.name, nameWidth, NAME);
    const nameHeight = row.lines.length * NAME * LINE;
    row.top = top;
    row.nameTop = top + 8;
    row.barTop = isWide ? top + 6 : row.nameTop + nameHeight + 3;
    row.bottom = Math.max(row.barTop + BAR, row.nameTop + nameHeight) + 8;
    top = row.bottom;
  }
  return Math.ceil(top);
}

// The parts from left to right, each told by sign and count, by its sign alone, or by nothing where it is too narrow.
function partsOf(row, start, end) {
  let left = start;
  return row.parts.map((part) => {
    const right = left + part.share * (end - start);
    const told = [part.text, part.sign].find((text) => widthOf(text, SMALL, 700) + 5 < right - left);
    const placed = { ...part, told, left, right, top: row.barTop, bottom: row.barTop + BAR };
    left = right;
    return placed;
  });
}
