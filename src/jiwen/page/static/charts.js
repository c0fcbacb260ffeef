// The pictures of the check-up, drawn with Observable Plot in the width there is. Every mark is a link; texts are only ever set as text.

import { barsPicture } from "./chart_bars.js";
import { linesPicture } from "./chart_lines.js";
import { squaresPicture } from "./chart_squares.js";
import { stacksPicture } from "./chart_stacks.js";

const SVG = "http://www.w3.org/2000/svg";
const XLINK = "http://www.w3.org/1999/xlink";
const PICTURES = { bars: barsPicture, lines: linesPicture, squares: squaresPicture, stacks: stacksPicture };
const STRIPES = { missed: [7, 45, 4], far: [7, 0, 4], low: [6, 45, 0] };
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
const ROWS_IN_PART = 6;
const observed = new ResizeObserver((entries) => entries.forEach(({ target }) => target.isConnected && draw(target)));
let library = null;

// Loads the library, 250 KB from this server, when the first picture is wanted.
export async function drawCharts(place) {
  library ??= await import("./observable-plot.js");
  makePatterns();
  observed.disconnect();
  for (const figure of place.querySelectorAll("[data-chart]")) {
    observed.observe(figure);
    figure.addEventListener("focusin", ({ target }) => stopAt(figure, target));
    figure.addEventListener("keydown", step);
  }
}

function draw(figure) {
  const width = Math.floor(figure.clientWidth);
  if (!width || figure.dataset.width === String(width)) return;
  figure.dataset.width = width;
  const chart = JSON.parse(figure.dataset.chart);
  const known = linksOf(figure);
  const focused = known.find((link) => link === document.activeElement);
  const pictures = partsOf(chart).map((part) => library.plot({ ...PICTURES[chart.kind](library, part, width), width, margin: 0, axis: null, color: { type: "identity" } }));
  const links = pictures.flatMap(linksOf).map((link, place) => namedLink(link, known[place]));
  figure.replaceChildren(...pictures.map(openForReaders));
  stopAt(figure, links.find((link) => link.getAttribute("tabindex") === "0") ?? links[0]);
  focused?.focus({ preventScroll: true });
  focused?.scrollIntoView({ block: "nearest" });
}

const linksOf = (place) => [...place.querySelectorAll("a")];

// A long picture is drawn in parts that join seamlessly, so that paper breaks between rows and never through one.
function partsOf(chart) {
  if (!chart.rows) return [chart];
  const count = Math.ceil(chart.rows.length / ROWS_IN_PART);
  return Array.from({ length: count }, (_, part) => ({ ...chart, all: chart.rows, isFirst: part === 0, rows: chart.rows.slice(part * ROWS_IN_PART, (part + 1) * ROWS_IN_PART) }));
}

// A link that every reader finds, with its name. Drawn anew, it is the known one: who opened a source from it comes back to it.
function namedLink(drawn, known) {
  const link = known ?? document.createElementNS(SVG, "a");
  const mark = drawn.firstElementChild;
  link.setAttribute("href", drawn.getAttributeNS(XLINK, "href")); // a plain one, which the page's selectors find
  link.setAttribute("aria-label", mark.getAttribute("aria-label"));
  mark.removeAttribute("aria-label");
  mark.setAttribute("aria-hidden", "true");
  link.replaceChildren(mark);
  drawn.replaceWith(link);
  return link;
}

// What is drawn around the links is said in their names.
function openForReaders(picture) {
  picture.setAttribute("role", "group");
  for (const part of picture.querySelectorAll(":scope > g")) part.querySelector("a") ? part.removeAttribute("aria-label") : part.setAttribute("aria-hidden", "true");
  return picture;
}

// The Tab key stops once in a picture; from there the arrow keys go on.
function stopAt(figure, stop) {
  for (const link of linksOf(figure)) link.setAttribute("tabindex", link === stop ? 0 : -1);
}

function step(event) {
  const links = linksOf(event.currentTarget);
  const at = links.indexOf(document.activeElement);
  const to = event.key === "Home" ? 0 : event.key === "End" ? links.length - 1 : at + (STEPS[event.key] ?? NaN);
  if (at < 0 || Number.isNaN(to)) return;
  event.preventDefault();
  links[Math.min(Math.max(to, 0), links.length - 1)].focus();
}

// Patterns in the colours of the theme: size, turn in degrees, width of the stripes (0: dots).
function makePatterns() {
  if (document.getElementById("jw-patterns")) return;
  const made = (tag, attributes, ...children) => {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };
  const patterns = Object.entries(STRIPES).map(([tone, [size, turn, stripe]]) =>
    made(
      "pattern",
      { id: `jw-p-${tone}`, class: `jw-tone-${tone}`, width: size, height: size, patternUnits: "userSpaceOnUse", patternTransform: `rotate(${turn})` },
      made("rect", { width: size, height: size, class: "jw-ground" }),
      stripe ? made("rect", { width: stripe, height: size, class: "jw-stripe" }) : made("circle", { cx: size / 2, cy: size / 2, r: size / 4, class: "jw-stripe" }),
    ),
  );
  document.body.append(made("svg", { id: "jw-patterns", width: 0, height: 0, "aria-hidden": "true" }, made("defs", {}, ...patterns)));
}
