// The source panel: all pages of a report one under the other, each drawn when it comes near, with the cited row and cell marked.

import { byId, element, isPhone, language, request, requestJson, word } from "./page.js";

const SHARP_ZOOM = 1.6;
const PREFETCHED = 8;
const views = new Map();
let current = null;
let zoom = 1;
let opener = null;
let nearby = null;
let showing = 0;

const tokenOf = (link) => link.getAttribute("href").slice(6);
const body = () => document.querySelector(".jw-viewer-body");
const figureOf = (page) => body().querySelector(`figure[data-page="${page}"]`);
const pictureUrl = (view, page, dpi = 120) => `/pages/${encodeURIComponent(view.report)}/${page}.webp?v=${view.version}${dpi > 120 ? `&dpi=${dpi}` : ""}`;

// A whole report from its first page, with everything that was read drawn over it.
export async function showReport(id) {
  showing += 1;
  lay();
  try {
    draw(await requestJson(`/view/${encodeURIComponent(id)}?lang=${language}`));
    if (current && byId("jw-read").getAttribute("aria-pressed") !== "true") await toggleRead();
  } catch (error) {
    tellFailure(error);
  }
}

async function load(token) {
  if (!views.has(token)) {
    views.set(token, await requestJson(`/source/${token}?lang=${language}`));
    if (views.size > 300) views.delete(views.keys().next().value);
  }
  return views.get(token);
}

export async function show(token, link) {
  opener = link ?? opener;
  const mine = ++showing;
  document.querySelectorAll(".jw-cite.jw-open").forEach((other) => other.classList.remove("jw-open"));
  link?.classList.add("jw-open");
  lay();
  try {
    const view = await load(token);
    if (mine !== showing) return; // another link was clicked meanwhile
    draw(view);
  } catch (error) {
    tellFailure(error);
  }
}

function draw(view) {
  const tools = document.querySelector(".jw-tools");
  tools.hidden = !view.pages.length && !view.original;
  tools.classList.toggle("jw-no-pages", !view.pages.length);
  if (view.pages.length) drawPages(view);
  else drawExcerpt(view);
  byId("jw-viewer-title").replaceChildren(...(view.row ? [view.row, element("small", {}, view.title)] : [view.title]));
  byId("jw-viewer-title").title = view.row ? `${view.row} · ${view.title}` : view.title;
  const original = byId("jw-original");
  original.hidden = !view.original;
  original.href = `/originals/${encodeURIComponent(view.report)}${view.page ? `#page=${view.page}` : ""}`;
  if (isPhone()) document.querySelector(".jw-viewer").focus({ preventScroll: true });
}

function tellFailure(error) {
  current = null;
  document.querySelector(".jw-tools").hidden = true;
  body().replaceChildren(element("p", { class: "jw-note" }, word("source_failed", { message: error.message })));
}

function drawPages(view) {
  if (current?.report !== view.report || current?.version !== view.version || !figureOf(1)) {
    body().replaceChildren(...view.pages.map((size, place) => pageFigure(view, size, place + 1)));
    byId("jw-read").setAttribute("aria-pressed", "false");
  }
  current = view;
  body().querySelectorAll(".jw-mark, .jw-continues").forEach((mark) => mark.remove());
  for (const mark of view.marks) {
    figureOf(mark.page)?.append(
      element("div", { class: `jw-mark jw-mark-${mark.kind}`, style: `left:${mark.left}%;top:${mark.top}%;width:${mark.width}%;height:${mark.height}%` }),
    );
  }
  const pages = [...new Set(view.marks.map((mark) => mark.page))].sort((a, b) => a - b);
  pages.slice(0, -1).forEach((page, place) => figureOf(page)?.append(element("p", { class: "jw-continues" }, word("continues", { n: pages[place + 1] }))));
  for (const page of new Set([view.page, ...pages])) if (figureOf(page)) drawPage(figureOf(page));
  setZoom(fittingZoom(view));
  const here = view.marks.filter((mark) => mark.page === view.page);
  goTo(view.page, here.find((mark) => mark.kind === "cell") ?? here[0], here.find((mark) => mark.kind === "row"));
}

function pageFigure(view, [width, height], page) {
  const alt = `${view.title} ${word("page_of", { n: page, total: view.pages.length })}`;
  const figure = element("figure", { "data-page": page, style: `aspect-ratio:${width}/${height}` }, element("img", { decoding: "async", alt }));
  watcher().observe(figure);
  return figure;
}

// A page is drawn when it comes near the panel; the cited one first, so that it never waits behind pages that scroll past.
const watcher = () => (nearby ??= new IntersectionObserver((seen) => seen.filter((one) => one.isIntersecting).forEach((one) => drawPage(one.target)), { root: body(), rootMargin: "600px" }));

function drawPage(figure) {
  const image = figure.querySelector("img");
  if (!image.src && current) image.src = pictureUrl(current, Number(figure.dataset.page));
}

function drawExcerpt(view) {
  current = null;
  const made = element("div", { class: "jw-excerpt-body" });
  made.innerHTML = view.excerpt; // escaped by the server's templates
  body().replaceChildren(made);
  made.querySelector("mark")?.scrollIntoView({ block: "center", inline: "nearest" }); // the row's name, left of its figures, stays in sight
}

// As large as lets the whole marked row be seen; on a phone large enough to read the cell.
function fittingZoom(view) {
  const widest = Math.max(0, ...view.marks.map((mark) => mark.width));
  const width = body().clientWidth || 360;
  const readable = (isPhone() ? 720 : 620) / width;
  return Math.min(2.4, Math.max(1, readable, widest ? Math.min(1.5, 96 / widest) : 1));
}

function setZoom(value) {
  zoom = Math.min(4, Math.max(0.5, value));
  body().style.setProperty("--jw-zoom", zoom);
  if (current && zoom * body().clientWidth > SHARP_ZOOM * 800) {
    body().querySelectorAll("img[src]").forEach((image) => {
      const page = Number(image.closest("figure").dataset.page);
      const sharp = pictureUrl(current, page, 200);
      if (!image.src.endsWith(sharp)) image.src = sharp;
    });
  }
}

// Brings the mark to the middle; sideways the middle of its row, where the whole row can be seen.
function goTo(page, mark, row) {
  const figure = figureOf(page);
  if (!figure) return;
  const box = body();
  const top = figure.offsetTop + ((mark ? mark.top + mark.height / 2 : 0) / 100) * figure.offsetHeight - (mark ? box.clientHeight / 2 : 8);
  const across = row && (row.width / 100) * figure.offsetWidth <= box.clientWidth ? row : mark;
  const left = across ? figure.offsetLeft + ((across.left + across.width / 2) / 100) * figure.offsetWidth - box.clientWidth / 2 : 0;
  box.scrollTo({ top, left });
  tellPage(page);
}

function tellPage(page) {
  if (current) byId("jw-page-of").textContent = `${page} / ${current.pages.length}`;
}

function pageInView() {
  const middle = body().scrollTop + body().clientHeight / 2;
  const figures = [...body().querySelectorAll("figure")];
  return Number(figures.findLast((figure) => figure.offsetTop <= middle)?.dataset.page ?? 1);
}

function zoomBy(factor) {
  const box = body();
  const [x, y] = [(box.scrollLeft + box.clientWidth / 2) / box.scrollWidth, (box.scrollTop + box.clientHeight / 2) / box.scrollHeight];
  setZoom(zoom * factor);
  box.scrollTo({ left: x * box.scrollWidth - box.clientWidth / 2, top: y * box.scrollHeight - box.clientHeight / 2 });
}

// Outlines of every cell that was read, drawn over the pages: where a line is missing, the reading is wrong.
async function toggleRead() {
  const button = byId("jw-read");
  const isOn = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", isOn);
  body().querySelectorAll(".jw-cell-read").forEach((cell) => cell.remove());
  if (!isOn || !current) return;
  const cells = await requestJson(`/cells/${encodeURIComponent(current.report)}`);
  for (const { page, left, top, width, height, text } of cells) {
    figureOf(page)?.append(element("div", { class: "jw-cell-read", title: text, style: `left:${left}%;top:${top}%;width:${width}%;height:${height}%` }));
  }
}

// On a phone the panel lies over the talk: the phone's own way back closes it.
function lay() {
  const desk = byId("jw-desk");
  if (isPhone() && !desk.classList.contains("jw-with-source")) history.pushState({ jiwen: "source" }, "");
  desk.classList.add("jw-with-source");
}

export function close() {
  if (history.state?.jiwen === "source") history.back(); // `popstate` takes it away
  else takeAway();
}

function takeAway() {
  if (!byId("jw-desk").classList.contains("jw-with-source")) return;
  byId("jw-desk").classList.remove("jw-with-source");
  document.querySelectorAll(".jw-cite.jw-open").forEach((other) => other.classList.remove("jw-open"));
  opener?.focus();
}

// A fresh answer has its first source shown beside it where there is room, and the next ones fetched before anybody clicks them.
export async function showAnswer(number) {
  const links = [...(byId(`jw-answer-${number}`)?.querySelectorAll('a[href^="#cite-"]') ?? [])];
  const isOpened = links.some((link) => link.classList.contains("jw-open")); // the reader was faster
  if (links.length && !isOpened && !isPhone()) await show(tokenOf(links[0]), links[0]);
  const fetched = new Set();
  for (const token of new Set(links.slice(0, PREFETCHED).map(tokenOf))) {
    try {
      const view = await load(token);
      const url = view.pages.length ? pictureUrl(view, view.page) : null;
      if (url && !fetched.has(url)) await request(fetched.add(url) && url);
    } catch {
      return; // it is told when the link is clicked
    }
  }
}

export function startViewer() {
  byId("jw-viewer-close").addEventListener("click", close);
  if (history.state?.jiwen === "source") history.replaceState(null, ""); // reloaded with the panel open
  addEventListener("popstate", takeAway);
  byId("jw-previous").addEventListener("click", () => goTo(Math.max(1, pageInView() - 1)));
  byId("jw-following").addEventListener("click", () => goTo(Math.min(current?.pages.length ?? 1, pageInView() + 1)));
  byId("jw-read").addEventListener("click", toggleRead);
  byId("jw-larger").addEventListener("click", () => zoomBy(1.25));
  byId("jw-smaller").addEventListener("click", () => zoomBy(0.8));
  body().addEventListener("scroll", () => tellPage(pageInView()), { passive: true });
  document.querySelector(".jw-viewer").addEventListener("keydown", (event) => event.key === "Escape" && close());
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest?.('a[href^="#cite-"]');
      if (!link) return;
      event.preventDefault();
      event.stopPropagation();
      link.closest("dialog")?.close();
      show(tokenOf(link), link);
    },
    true,
  );
}
