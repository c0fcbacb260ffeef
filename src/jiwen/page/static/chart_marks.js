// One square an indicator; shares of each report in one bar; figures through the years.

import { LINE, NAME, SMALL, linesOf, widthOf } from "./chart_text.js";

const WIDE = 520;
const SQUARE = 28;
const GAP = 4;
const STACK = 26;
const quiet = { pointerEvents: "none" };
const beside = { frameAnchor: "left", textAnchor: "start", lineAnchor: "top", lineHeight: LINE, fontSize: NAME, fill: "var(--jw-ink)", ...quiet };
// Solid: judged by figures; hollow: words, nothing printed, or not to be judged.
const HOLLOW = ["qualitative", "undecidable", "blank"];
const tone = (mark) => `var(--jw-tone-${mark.tone})`;
const ground = (mark) => (HOLLOW.includes(mark.tone) ? "var(--jw-sheet)" : tone(mark));
const print = (mark) => (HOLLOW.includes(mark.tone) ? tone(mark) : "var(--jw-sheet)");
const box = { fill: ground, stroke: tone, strokeWidth: 1.5, inset: 1 };
const identity = { x: { type: "identity" }, y: { type: "identity" } };

export function squaresPicture(Plot, chart, width) {
  const step = SQUARE + GAP;
  const columns = Math.max(1, Math.floor((width + GAP) / step));
  const left = (_, place) => (place % columns) * step;
  const top = (_, place) => Math.floor(place / columns) * step + 3;
  const middle = (edge) => (mark, place) => edge(mark, place) + SQUARE / 2;
  const right = (edge) => (mark, place) => edge(mark, place) + SQUARE;
  return {
    ...identity,
    height: Math.ceil(chart.marks.length / columns) * step + 4,
    marks: [
      Plot.rect(chart.marks, { x1: left, x2: right(left), y1: top, y2: right(top), rx: 4, ...box, href: "href", ariaLabel: "label", title: "label" }),
      Plot.text(chart.marks, { x: middle(left), y: middle(top), text: (mark) => (mark.tone === "far" ? "" : mark.sign), fill: print, fontSize: NAME, fontWeight: 700, ...quiet }),
      Plot.text(chart.marks, { x: middle(left), y: middle(top), text: (mark) => (mark.tone === "far" ? mark.sign.repeat(2) : ""), fill: print, fontSize: NAME * 0.65, ...quiet }),
    ],
  };
}

export function stacksPicture(Plot, chart, width) {
  const isWide = width >= WIDE;
  const nameWidth = isWide ? width * 0.36 : width;
  const start = isWide ? nameWidth + 12 : 0;
  let top = 0;
  for (const row of chart.rows) {
    row.lines = linesOf(row.name, nameWidth, NAME);
    const nameHeight = row.lines.length * NAME * LINE;
    row.top = top;
    row.nameTop = top + 8;
    row.barTop = isWide ? top + 6 : row.nameTop + nameHeight + 3;
    row.bottom = Math.max(row.barTop + STACK, row.nameTop + nameHeight) + 8;
    top = row.bottom;
  }
  const parts = chart.rows.flatMap((row) => partsOf(row, start, width - 1));
  return {
    ...identity,
    height: Math.ceil(top),
    marks: [
      Plot.rect(chart.rows, { y1: "top", y2: "bottom", fill: "var(--jw-sheet)", href: "href", ariaLabel: "label", title: "label", className: "jw-chart-rows" }),
      Plot.ruleY(chart.rows.slice(chart.isFirst ? 1 : 0), { y: "top", stroke: "var(--jw-line)", ...quiet }),
      Plot.text(chart.rows, { ...beside, y: "nameTop", text: (row) => row.lines.join("\n"), fill: "var(--jw-blue)" }),
      Plot.rect(parts, { x1: "left", x2: "right", y1: "top", y2: "bottom", ...box, ...quiet }),
      Plot.text(parts.filter((part) => part.told), { x: (part) => (part.left + part.right) / 2, y: (part) => (part.top + part.bottom) / 2, text: "told", fill: print, fontSize: SMALL, fontWeight: 700, ...quiet }),
    ],
  };
}

function partsOf(row, start, end) {
  let left = start;
  return row.parts.map((part) => {
    const right = left + part.share * (end - start);
    const told = [part.text, part.sign].find((text) => widthOf(text, SMALL, 700) + 5 < right - left);
    const placed = { ...part, told, left, right, top: row.barTop, bottom: row.barTop + STACK };
    left = right;
    return placed;
  });
}

const SHAPES = { missed: "square", exceeded: "triangle" };
const RISE = 28;

export function linesPicture(Plot, chart, width) {
  const isWide = width >= WIDE;
  const nameWidth = isWide ? width * 0.36 : width;
  const start = isWide ? nameWidth + 12 : 0;
  const column = (width - start) / chart.columns;
  let top = 0;
  for (const row of chart.rows) {
    row.lines = linesOf(row.name, nameWidth, NAME);
    const nameHeight = row.lines.length * NAME * LINE;
    row.top = top;
    row.nameTop = top + 10;
    const pictureTop = isWide ? top + 8 : row.nameTop + nameHeight;
    for (const point of row.points) Object.assign(point, { x: start + (point.column + 0.5) * column, y: pictureTop + SMALL * LINE + 8 + (1 - point.height) * RISE, top: pictureTop, left: start + point.column * column, right: start + (point.column + 1) * column, row: row.name });
    row.yearTop = pictureTop + SMALL * LINE + RISE + 20;
    row.bottom = Math.max(row.yearTop + SMALL * LINE, row.nameTop + nameHeight) + 8;
    for (const point of row.points) Object.assign(point, { bottom: row.bottom - 2, yearTop: row.yearTop });
    top = row.bottom;
  }
  const points = chart.rows.flatMap((row, place) => row.points.map((point) => ({ ...point, row: place })));
  return {
    ...identity,
    symbol: { type: "identity" },
    height: Math.ceil(top),
    marks: [
      Plot.rect(points, { x1: "left", x2: "right", y1: "top", y2: "bottom", fill: "var(--jw-sheet)", href: "href", ariaLabel: "label", className: "jw-chart-rows" }),
      Plot.ruleY(chart.rows.slice(chart.isFirst ? 1 : 0), { y: "top", stroke: "var(--jw-line)", ...quiet }),
      Plot.text(chart.rows, { ...beside, y: "nameTop", text: (row) => row.lines.join("\n") }),
      Plot.line(points, { x: "x", y: "y", z: "row", stroke: "var(--jw-soft)", strokeWidth: 2, ...quiet }),
      Plot.dot(points, { x: "x", y: "y", r: 5.5, symbol: (point) => SHAPES[point.tone] ?? "circle", fill: tone, stroke: "var(--jw-sheet)", ...quiet }),
      Plot.text(points, { x: "x", y: "y", text: "text", dy: -16, fontSize: SMALL, fontWeight: 600, fill: (point) => `var(--jw-text-${point.tone})`, ...quiet }),
      Plot.text(points, { x: "x", y: "yearTop", text: "year", lineAnchor: "top", fontSize: SMALL, fill: "var(--jw-soft)", ...quiet }),
    ],
  };
}
