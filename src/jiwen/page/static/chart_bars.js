// Rows of a name, a bar and its figure: names at the left of the bars, above them where the screen is narrow.

import { WIDE, atLeft, beside, between, linked, quiet, textTone, tone } from "./chart_look.js";
import { LINE, NAME, SMALL, linesOf, linesOfParts, widthOf } from "./chart_text.js";

const INDENT = 16;
const BAR = 16;
const AXIS = 24;
const TICK = 52;
const PATTERNED = ["missed", "far", "low"];

export function barsPicture(Plot, chart, width) {
  const room = roomOf(chart, width);
  const axis = chart.isFirst ? AXIS : 0;
  const height = placeRows(chart.rows, room, axis);
  const rows = chart.rows.filter((row) => row.href);
  const ticks = ticksOf(chart, room);
  return {
    height,
    x: { type: "linear", domain: [chart.from, chart.to], range: room.range },
    y: { type: "identity" },
    marks: [
      linked(Plot, rows),
      between(Plot, chart),
      room.isWide ? Plot.gridX(ticks, { y1: axis, stroke: "var(--jw-line)", strokeOpacity: 1, ...quiet }) : null,
      Plot.text(chart.isFirst ? ticks : [], { x: (at) => at, y: () => AXIS / 2, text: (at) => `${at}%`, fill: "var(--jw-soft)", fontSize: SMALL, ...quiet }),
      chart.track ? Plot.rect(rows, { ...across, x1: 0, x2: chart.track, fill: "var(--jw-grey-tint)", ...quiet }) : null,
      Plot.rect(rows, { ...across, x1: 0, x2: "length", fill: paint, stroke: tone, ...quiet }),
      Plot.rect(rows.filter((row) => row.ghost != null), { ...across, x1: 0, x2: "ghost", fill: "none", stroke: "var(--jw-ink)", strokeDasharray: "3 2", ...quiet }),
      Plot.text(rows.filter((row) => row.clipped), { x: (row) => row.length * 0.97, y: "middle", text: ({ length }) => (length < 0 ? "«" : "»"), fill: "var(--jw-sheet)", fontSize: NAME, fontWeight: 700, ...quiet }),
      upright(Plot, rows, room, [axis, height], 0, { stroke: "var(--jw-ink)", strokeWidth: 1.5 }),
      Plot.text(chart.isFirst ? chart.lines : [], { x: "at", y: () => AXIS / 2, text: "text", fill: "var(--jw-blue)", fontSize: SMALL, fontWeight: 600, ...quiet }),
      ...chart.lines.map((line) => upright(Plot, rows, room, [axis, height], line.at, { stroke: "var(--jw-blue)", strokeDasharray: "4 3" })),
      Plot.text(chart.rows.filter((row) => row.heading), { ...beside, fontWeight: 700 }),
      ...[...new Set(rows.map((row) => row.left))].flatMap((left) => namesText(Plot, rows.filter((row) => row.left === left), left)),
      Plot.text(rows, room.isWide ? atEnd : inCorner),
    ],
  };
}

const across = { y1: (row) => row.middle - BAR / 2, y2: (row) => row.middle + BAR / 2 };
const paint = (row) => (PATTERNED.includes(row.tone) ? `url(#jw-p-${row.tone})` : tone(row));
const figure = { text: "text", fontSize: NAME, fontWeight: 600, fill: textTone, stroke: "var(--jw-sheet)", strokeWidth: 4, ...quiet };
const atEnd = { ...figure, x: (row) => Math.max(0, row.length, row.ghost ?? 0), y: "middle", dx: 8, textAnchor: "start" };
const inCorner = { ...figure, y: "nameTop", frameAnchor: "right", textAnchor: "end", lineAnchor: "top", lineHeight: LINE };

const namesText = (Plot, rows, left) => [
  Plot.text(rows, { ...beside, dx: left }),
  Plot.text(rows.filter((row) => row.under.length), { ...atLeft, y: "underTop", text: (row) => row.under.join("\n"), dx: left, fontSize: SMALL, fill: "var(--jw-soft)" }),
];

// A line through all bars; where texts stand between the bars, beside each bar alone.
const upright = (Plot, rows, { isWide }, [y1, y2], at, look) =>
  isWide ? Plot.ruleX([at], { y1, y2, ...look, ...quiet }) : Plot.ruleX(rows, { x: () => at, y1: (row) => row.middle - BAR * 0.7, y2: (row) => row.middle + BAR * 0.7, ...look, ...quiet });

// Round figures that do not run into each other, nor into what stands at a line of its own.
function ticksOf(chart, { range }) {
  const apart = (TICK * (chart.to - chart.from)) / (range[1] - range[0]);
  const step = [5, 10, 20, 25, 50, 100].find((size) => size >= apart) ?? 100;
  const first = Math.ceil(chart.from / step) * step;
  const ticks = Array.from({ length: Math.floor((chart.to - first) / step) + 1 }, (_, place) => first + place * step);
  return ticks.filter((tick) => chart.lines.every((line) => Math.abs(line.at - tick) >= apart * 0.8));
}

// How the width is shared out between names, figures and bars.
function roomOf(chart, width) {
  const isWide = width >= WIDE;
  const value = Math.max(...chart.all.map((row) => widthOf(row.text ?? "", NAME, 600)), 0) + 12;
  const name = isWide ? Math.min(width * 0.42, 28 * NAME) : width - value;
  return { isWide, name, width, range: isWide ? [name + 24, width - value] : [8, width - 8] };
}

// Gives every row its place from the top and returns the height of them all.
function placeRows(rows, room, start) {
  let top = start;
  for (const row of rows) {
    row.left = (row.level ?? 0) * INDENT;
    row.lines = linesOf(row.heading ?? row.name, (row.heading ? room.width : room.name) - row.left, NAME, row.heading ? 700 : 400);
    row.under = linesOfParts(row.details ?? [], (room.isWide ? room.name : room.width) - row.left, SMALL);
    const nameHeight = row.lines.length * NAME * LINE;
    const barHeight = room.isWide || row.heading ? 0 : BAR + 8;
    row.top = top;
    row.nameTop = top + 7;
    row.middle = room.isWide ? row.nameTop + (NAME * LINE) / 2 : row.nameTop + nameHeight + BAR / 2 + 4;
    row.underTop = row.nameTop + nameHeight + barHeight + 2;
    row.bottom = row.underTop + row.under.length * SMALL * LINE + 6;
    top = row.bottom;
  }
  return Math.ceil(top);
}
