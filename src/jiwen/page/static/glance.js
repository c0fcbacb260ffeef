// The check-up view, in the place of the conversation.

import { byId, element, language, request, word } from "./page.js";
import { allReports } from "./library.js";

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
  id = id ?? shown ?? allReports()[0]?.id;
  const place = byId("jw-glance-body");
  if (!id) {
    place.replaceChildren(element("p", { class: "jw-muted" }, word("library_empty")));
    return;
  }
  byId("jw-glance-pick").value = id;
  try {
    place.innerHTML = await (await request(`/glance/${encodeURIComponent(id)}?lang=${language}`)).text(); // escaped by the server's templates
    shown = id;
    byId("jw-glance").scrollTop = 0;
  } catch (error) {
    place.replaceChildren(element("p", { class: "jw-note" }, error.message));
  }
}

function fillPicker() {
  const picker = byId("jw-glance-pick");
  picker.replaceChildren(...allReports().map((report) => element("option", { value: report.id }, [report.title, report.department, report.year].filter(Boolean).join(" · "))));
  if (shown) picker.value = shown;
}

export function startGlance() {
  window.addEventListener("jiwen-reports", fillPicker);
  byId("jw-glance-pick").addEventListener("change", (event) => openGlance(event.target.value));
  byId("jw-show-glance").addEventListener("click", () => openGlance());
  byId("jw-show-talk").addEventListener("click", () => showView("talk"));
}
