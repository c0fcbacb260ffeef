// What all pictures share: where names stand, how tones look, from which width names stand beside instead of above.

import { LINE, NAME } from "./chart_text.js";

export const WIDE = 520;
export const quiet = { pointerEvents: "none" };
export const identity = { x: { type: "identity" }, y: { type: "identity" } };
export const atLeft = { frameAnchor: "left", textAnchor: "start", lineAnchor: "top", lineHeight: LINE, ...quiet };
export const beside = { ...atLeft, y: "nameTop", text: (row) => row.lines.join("\n"), fontSize: NAME, fill: "var(--jw-ink)" };

export const tone = (mark) => `var(--jw-tone-${mark.tone})`;
export const textTone = (mark) => `var(--jw-text-${mark.tone})`;

// Solid: judged by figures; hollow: words, nothing printed, or not to be judged.
const HOLLOW = ["qualitative", "undecidable", "blank"];
export const onBox = (mark) => (HOLLOW.includes(mark.tone) ? tone(mark) : "var(--jw-sheet)");
export const box = { fill: (mark) => (HOLLOW.includes(mark.tone) ? "var(--jw-sheet)" : tone(mark)), stroke: tone, strokeWidth: 1.5, inset: 1 };

// One link a row or point, under all that is drawn there.
export const linked = (Plot, marks, edges) => Plot.rect(marks, { ...edges, y1: "top", y2: "bottom", fill: "var(--jw-sheet)", href: "href", ariaLabel: "label", title: "label", className: "jw-chart-rows" });

export const between = (Plot, { rows, isFirst }) => Plot.ruleY(rows.slice(isFirst ? 1 : 0), { y: "top", stroke: "var(--jw-line)", ...quiet });
