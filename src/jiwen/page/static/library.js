// The list of reports: search, filters, which ones are asked, check-up, original, removal.

import { byId, confirmed, element, keep, kept, request, requestJson, toast, word } from "./page.js";
import { openGlance } from "./glance.js";
import { replaceReport } from "./uploads.js";

let reports = [];
const ticked = new Set(kept("jiwenTicked") ?? []);

export const selectedReports = () => reports.filter((report) => ticked.has(report.id)).map((report) => report.id);
export const allReports = () => reports;

export async function refreshLibrary() {
  try {
    reports = await requestJson("/api/reports");
  } catch (error) {
    toast(error.message);
    return;
  }
  fillFilter("jw-year", "all_years", [...new Set(reports.map((report) => report.year))].filter(Boolean).sort((a, b) => b - a));
  fillFilter("jw-department", "all_departments", [...new Set(reports.map((report) => report.department))].filter(Boolean).sort((a, b) => a.localeCompare(b, "zh")));
  document.body.classList.toggle("jw-empty", !reports.length);
  draw();
  window.dispatchEvent(new Event("jiwen-reports"));
}

function fillFilter(id, all, values) {
  const select = byId(id);
  const chosen = select.value;
  select.replaceChildren(element("option", { value: "" }, word(all)), ...values.map((value) => element("option", { value }, String(value))));
  select.value = values.map(String).includes(chosen) ? chosen : "";
}

const isFiltered = () => ["jw-search", "jw-year", "jw-department"].some((id) => byId(id).value);

function isWanted(report) {
  const sought = byId("jw-search").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const text = [report.title, report.department, report.year, report.source, ...report.projects].join(" ").toLowerCase();
  const year = byId("jw-year").value;
  const department = byId("jw-department").value;
  return sought.every((part) => text.includes(part)) && (!year || String(report.year) === year) && (!department || report.department === department);
}

function draw() {
  const wanted = reports.filter(isWanted);
  const years = [...new Set(wanted.map((report) => report.year))].sort((a, b) => (b ?? 0) - (a ?? 0));
  byId("jw-reports").replaceChildren(
    ...years.map((year) => yearGroup(year, wanted.filter((report) => report.year === year))),
    ...(wanted.length ? [] : [element("p", { class: "jw-muted" }, word(reports.length ? "none_found" : "library_empty"))]),
  );
  byId("jw-count").textContent = word("shown", { n: wanted.length });
  tellScope();
}

function yearGroup(year, group) {
  const head = element("h3", {}, year ? String(year) : word("unknown_year"), " ", element("small", {}, String(group.length)));
  return element("section", { class: "jw-year-group" }, head, element("ul", {}, ...group.map(reportItem)));
}

function reportItem(report) {
  const box = element("input", { type: "checkbox", checked: ticked.has(report.id), onchange: () => tick(report.id, box.checked) });
  const named = report.department ?? report.title;
  const facts = [report.department ? report.title : null, report.pages ? `${report.pages} ${word("pages")}` : report.file_kind.toUpperCase(), `${report.indicators} ${word("indicators")}`];
  if (!report.text_indexed) facts.push(word("text_pending"));
  const label = element("label", {}, box, element("span", { class: "jw-report-title" }, named), element("span", { class: "jw-report-facts" }, facts.filter(Boolean).join(" · ")));
  const action = (key) => ({ type: "button", "data-action": key, "aria-label": `${word(key)}：${named}` });
  return element(
    "li",
    { class: "jw-report" },
    label,
    element(
      "span",
      { class: "jw-report-tools" },
      element("button", { ...action("glance"), onclick: () => openGlance(report.id) }, word("glance")),
      report.original ? element("a", { href: `/originals/${encodeURIComponent(report.id)}`, target: "_blank", rel: "noopener" }, word("open_original")) : null,
      element("button", { ...action("replace"), onclick: () => replaceReport(report) }, word("replace")),
      element("button", { ...action("remove"), onclick: () => confirmRemoval(report) }, word("remove")),
    ),
  );
}

function tick(id, on) {
  if (on) ticked.add(id);
  else ticked.delete(id);
  keep("jiwenTicked", [...ticked]);
  tellScope();
}

function tellScope() {
  const count = selectedReports().length;
  byId("jw-scope").textContent = count ? word("selected", { n: count }) : word("library_hint");
  byId("jw-unselect").hidden = !count;
  byId("jw-select").hidden = !!count || !isFiltered();
}

async function confirmRemoval(report) {
  const title = [report.department, report.year, report.title].filter(Boolean).join(" ");
  if (!(await confirmed(word("confirm_remove", { title }), word("confirm_remove_yes")))) return;
  try {
    await request(`/api/reports/${encodeURIComponent(report.id)}`, { method: "DELETE" });
    tick(report.id, false);
    toast(word("removed", { title }));
  } catch (error) {
    toast(error.message);
  }
  await refreshLibrary();
}

export function startLibrary() {
  for (const id of ["jw-search", "jw-year", "jw-department"]) byId(id).addEventListener("input", draw);
  byId("jw-select").addEventListener("click", () => {
    for (const report of reports.filter(isWanted)) ticked.add(report.id);
    keep("jiwenTicked", [...ticked]);
    draw();
  });
  byId("jw-unselect").addEventListener("click", () => {
    ticked.clear();
    keep("jiwenTicked", []);
    draw();
  });
  document.addEventListener("visibilitychange", () => document.hidden || refreshLibrary()); // others upload too
  return refreshLibrary();
}
