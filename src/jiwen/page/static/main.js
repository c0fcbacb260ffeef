// Starts everything once Gradio has drawn the page.

import { byId, isPhone, word } from "./page.js";
import { ask, chat, stop } from "./chat.js";
import { close as closeViewer, startViewer } from "./viewer.js";
import { startLibrary } from "./library.js";
import { startUploads } from "./uploads.js";
import { startGlance } from "./glance.js";
import { startAnswers } from "./answers.js";
import { startTable } from "./table.js";
import { improveAccess } from "./access.js";
import { startSession } from "./session.js";

window.jiwen = { chat };
window.jiwenSetReady();

const drawn = () => ["jw-dialogs", "jw-chat", "jw-reports", "jw-viewer-title", "jw-glance-pick", "jw-table-body", "jw-show-talk"].every(byId) && document.querySelector("#jw-box textarea");

function whenDrawn(then) {
  if (drawn()) return then();
  const watcher = new MutationObserver(() => {
    if (drawn()) {
      watcher.disconnect();
      then();
    }
  });
  watcher.observe(document.documentElement, { childList: true, subtree: true });
}

function startHeader() {
  const desk = byId("jw-desk");
  const toggle = byId("jw-library-toggle");
  const told = () => toggle.setAttribute("aria-expanded", isPhone() ? desk.classList.contains("jw-with-library") : !desk.classList.contains("jw-no-library"));
  toggle.addEventListener("click", () => {
    desk.classList.toggle(isPhone() ? "jw-with-library" : "jw-no-library");
    told();
  });
  told();
  byId("jw-theme").addEventListener("click", () => {
    const isDark = document.documentElement.classList.toggle("dark");
    document.body.classList.toggle("dark", isDark);
    localStorage.jiwenTheme = isDark ? "dark" : "light";
  });
  document.querySelector(".jw-skip").addEventListener("click", (event) => {
    event.preventDefault();
    document.querySelector("#jw-box textarea").focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
    if (desk.classList.contains("jw-with-library")) toggle.click();
    else if (isPhone() && desk.classList.contains("jw-with-source")) closeViewer();
  });
}

// On a phone the long hint takes two lines and the box with it.
function startHint() {
  const narrow = matchMedia("(max-width: 600px)");
  const fit = () => (document.querySelector("#jw-box textarea").placeholder = word(narrow.matches ? "ask_placeholder_short" : "ask_placeholder"));
  narrow.addEventListener("change", fit);
  fit();
}

function startBusy() {
  const busy = document.createElement("div");
  busy.id = "jw-busy";
  busy.hidden = true;
  busy.setAttribute("role", "status");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = word("stop");
  button.addEventListener("click", stop);
  busy.append(word("thinking"), " ", button);
  byId("jw-box").before(busy);
}

async function askFromAddress() {
  const question = new URLSearchParams(location.search).get("q");
  if (!question) return;
  await window.jiwenRestored;
  history.replaceState(null, "", location.pathname); // a reload must not ask again
  ask(question.slice(0, 500));
}

whenDrawn(() => {
  document.body.classList.toggle("dark", document.documentElement.classList.contains("dark"));
  startHeader();
  startBusy();
  startHint();
  startViewer();
  startGlance();
  startAnswers();
  startTable();
  startUploads();
  startLibrary().then(askFromAddress);
  improveAccess();
  startSession();
  if (!isPhone()) document.querySelector("#jw-box textarea").focus();
});
