// Figures through the years: a line a row, each in its own unit.

import { WIDE, beside, between, identity, linked, quiet, textTone, tone } from "./chart_look.js";
import { LINE, NAME, SMALL, linesOf } from "./chart_text.js";

const SHAPES = { missed: "square", exceeded: "triangle" };
const RISE = 28;

export function linesPicture(Plot, chart, width) {
  const isWide = width >= WIDE;
  const nameWidth = isWide ? width * 0.36 : width;
  const start = isWide ? nameWidth + 12 : 0;
  const height = placeRows(chart.rows, nameWidth, isWide);
  const column = (width - start) / chart.columns;
  const points = chart.rows.flatMap((row, place) => row.points.map((point) => placedPoint(point, row, place, start + point.column * column, column)));
  return {
    ...identity,
    symbol: { type: "identity" },
    height,
    marks: [
      linked(Plot, points, { x1: "left", x2: "right" }),
      between(Plot, chart),
      Plot.text(chart.rows, beside),
      Plot.line(points, { x: "x", y: "y", z: "row", stroke: "var(--jw-soft)", strokeWidth: 2, ...quiet }),
      Plot.dot(points, { x: "x", y: "y", r: 5.5, symbol: (point) => SHAPES[point.tone] ?? "circle", fill: tone, stroke: "var(--jw-sheet)", ...quiet }),
      Plot.text(points, { x: "x", y: "y", text: "text", dy: -16, fontSize: SMALL, fontWeight: 600, fill: textTone, ...quiet }),
      Plot.text(points, { x: "x", y: "yearTop", text: "year", lineAnchor: "top", fontSize: SMALL, fill: "var(--jw-soft)", ...quiet }),
    ],
  };
}

function placeRows(rows, nameWidth, isWide) {
  let top = 0;
  for (const row of rows) {
    row.lines = linesOf(row.name, nameWidth, NAME);
    const nameHeight = row.lines.length * NAME * LINE;
    row.top = top;
    row.nameTop = top + 10;
    row.pictureTop = isWide ? top + 8 : row.nameTop + nameHeight;
    row.yearTop = row.pictureTop + SMALL * LINE + RISE + 20;
    row.bottom = Math.max(row.yearTop + SMALL * LINE, row.nameTop + nameHeight) + 8;
    top = row.bottom;
  }
  return Math.ceil(top);
}

const placedPoint = (point, row, place, left, column) => ({
  ...point,
  row: place,
  left,
  right: left + column,
  x: left + column / 2,
  y: row.pictureTop + SMALL * LINE + 8 + (1 - point.height) * RISE,
  yearTop: row.yearTop,
  top: row.pictureTop,
  bottom: row.bottom - 2,
});
