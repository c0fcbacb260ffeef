// A list answer as a table that can be sorted and filtered.

import { byId, element, word } from "./page.js";

let table = null;
let sortedBy = null;
let isDown = false;

export function drawTable(loaded) {
  table = loaded;
  sortedBy = null;
  isDown = false;
  byId("jw-table-filter").value = "";
  draw();
}

const collator = new Intl.Collator("zh-CN", { numeric: true });

function compare(a, b) {
  const [x, y] = [a.cells[sortedBy], b.cells[sortedBy]];
  if (x.sort !== null && y.sort !== null) return x.sort - y.sort;
  if ((x.sort === null) !== (y.sort === null)) return x.sort === null ? 1 : -1;
  return collator.compare(x.text, y.text);
}

function draw() {
  const sought = byId("jw-table-filter").value.trim().toLowerCase();
  const rows = table.rows.filter((row) => row.cells.some((cell) => cell.text.toLowerCase().includes(sought)));
  if (sortedBy !== null) rows.sort((a, b) => (isDown ? -compare(a, b) : compare(a, b)));
  byId("jw-table-count").textContent = word("rows_count", { n: rows.length });
  const shown = table.columns.map((_, place) => place).filter(tells);
  const head = element("tr", {}, ...shown.map((place) => headCell(table.columns[place], place)));
  head.children[0].after(element("th", { scope: "col" }, word("source")));
  const body = rows.map((row) => {
    const line = element("tr", {}, ...shown.map((place) => tableCell(row.cells[place])));
    line.children[0].after(sourceCell(row));
    return line;
  });
  byId("jw-table-body").replaceChildren(element("table", { class: "jw-table" }, element("thead", {}, head), element("tbody", {}, ...body)));
}

// Whether a column says something: not one that is empty, or names the same report in every row. Downloads have them all.
function tells(place) {
  const texts = table.rows.map((row) => row.cells[place].text);
  return place === 0 || (texts.some(Boolean) && !(table.columns[place] === word("report") && texts.every((text) => text === texts[0])));
}

const tableCell = (cell) => element("td", { class: cell.sort !== null ? "jw-number" : cell.text.length > 16 ? "jw-long" : "" }, cell.text);

function headCell(column, place) {
  const order = sortedBy === place ? (isDown ? "descending" : "ascending") : "none";
  const sign = { ascending: " ▲", descending: " ▼", none: "" }[order];
  return element("th", { scope: "col", "aria-sort": order }, element("button", { type: "button", value: place, onclick: () => sortBy(place) }, column + sign));
}

function sortBy(place) {
  isDown = sortedBy === place ? !isDown : false;
  sortedBy = place;
  draw();
  byId("jw-table-body").querySelector(`th button[value="${place}"]`).focus();
}

function sourceCell(row) {
  if (!row.token) return element("td", {});
  const link = element("a", { href: `#cite-${row.token}`, class: "jw-cite jw-cite-wide" }, row.where);
  return element("td", {}, link);
}

export function startTable() {
  byId("jw-table-filter").addEventListener("input", draw);
}
