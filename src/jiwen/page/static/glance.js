// The check-up view, in the place of the conversation.

import { byId, element, language, request, word } from "./page.js";
import { drawCharts } from "./charts.js";
import { allReports } from "./library.js";

const OVERVIEW = " overview";
let shown = null;

export function showView(name) {
  byId("jw-desk").dataset.view = name;
  byId("jw-glance").hidden = name !== "glance";
  byId("jw-show-talk").setAttribute("aria-pressed", name === "talk");
  byId("jw-show-glance").setAttribute("aria-pressed", name === "glance");
  byId("jw-desk").classList.remove("jw-with-library");
}

export async function openGlance(id) {
  showView("glance");
  id = id ?? shown ?? (allReports().length > 1 ? OVERVIEW : allReports()[0]?.id);
  const place = byId("jw-glance-body");
  if (!allReports().length) {
    place.replaceChildren(element("p", { class: "jw-muted" }, word("library_empty")));
    return;
  }
  byId("jw-glance-pick").value = id;
  const address = id === OVERVIEW ? "/overview" : `/glance/${encodeURIComponent(id)}`;
  try {
    place.innerHTML = await (await request(`${address}?lang=${language}`)).text(); // escaped by the server's templates
    shown = id;
    byId("jw-glance").scrollTop = 0;
    await drawCharts(place);
  } catch (error) {
    place.replaceChildren(element("p", { class: "jw-note" }, error.message));
  }
}

function fillPicker() {
  const picker = byId("jw-glance-pick");
  if (shown !== OVERVIEW && !allReports().some((report) => report.id === shown)) shown = null;
  picker.replaceChildren(element("option", { value: OVERVIEW }, word("overview")), ...allReports().map((report) => element("option", { value: report.id }, [report.department, report.year, report.title].filter(Boolean).join(" · "))));
  if (shown) picker.value = shown;
}

// The names behind one count; another click, or another count, puts them away.
function showNames(button) {
  const isOpen = button.getAttribute("aria-expanded") === "true";
  for (const other of byId("jw-glance-body").querySelectorAll("button.jw-count")) {
    const shows = other === button && !isOpen;
    other.setAttribute("aria-expanded", shows);
    byId(other.getAttribute("aria-controls")).hidden = !shows;
  }
}

export function startGlance() {
  byId("jw-print").addEventListener("click", () => window.print());
  byId("jw-glance-body").addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#glance-"]');
    if (link) {
      event.preventDefault();
      openGlance(link.getAttribute("href").slice("#glance-".length));
    }
    const button = event.target.closest("button");
    if (button?.matches(".jw-to-glance")) openGlance(button.value);
    if (button?.matches(".jw-count")) showNames(button);
  });
  window.addEventListener("jiwen-reports", fillPicker);
  byId("jw-glance-pick").addEventListener("change", (event) => openGlance(event.target.value));
  byId("jw-show-glance").addEventListener("click", () => openGlance());
  byId("jw-show-talk").addEventListener("click", () => showView("talk"));
}
