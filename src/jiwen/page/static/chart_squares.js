// One square an indicator.

import { box, identity, onBox, quiet } from "./chart_look.js";
import { NAME } from "./chart_text.js";

const SQUARE = 28;
const GAP = 4;
const STEP = SQUARE + GAP;

export function squaresPicture(Plot, chart, width) {
  const columns = Math.max(1, Math.floor((width + GAP) / STEP));
  const marks = chart.marks.map((mark, place) => ({ ...mark, left: (place % columns) * STEP, top: Math.floor(place / columns) * STEP + 3 }));
  const isFar = (mark) => mark.tone === "far";
  const middle = { x: (mark) => mark.left + SQUARE / 2, y: (mark) => mark.top + SQUARE / 2, fill: onBox, fontWeight: 700, ...quiet };
  return {
    ...identity,
    height: Math.ceil(marks.length / columns) * STEP + 4,
    marks: [
      Plot.rect(marks, { x1: "left", x2: (mark) => mark.left + SQUARE, y1: "top", y2: (mark) => mark.top + SQUARE, rx: 4, ...box, href: "href", ariaLabel: "label", title: "label" }),
      Plot.text(marks.filter((mark) => !isFar(mark)), { ...middle, text: "sign", fontSize: NAME }),
      Plot.text(marks.filter(isFar), { ...middle, text: (mark) => mark.sign.repeat(2), fontSize: NAME * 0.65 }),
    ],
  };
}
