// The buttons inside answers: next questions, copy, table, "wrong"; and the whole conversation as a file.

import { byId, element, isPhone, language, openDialog, request, requestJson, toast, word } from "./page.js";
import { ask, chat } from "./chat.js";
import { drawTable } from "./table.js";
import { showView } from "./glance.js";

const numberOf = (button) => button.closest(".jw-answer").id.replace("jw-answer-", "");

const ACTIONS = {
  "jw-ask": (button) => (showView("talk"), ask((button.title || button.textContent).trim())),
  "jw-copy": copy,
  "jw-open-table": openTable,
  "jw-wrong": openWrong,
  "jw-first": uploadFirst,
  "jw-unfold": (button) => button.previousElementSibling.classList.add("jw-unfolded"),
};

async function copy(button) {
  const answer = button.closest(".jw-answer").cloneNode(true);
  answer.querySelectorAll(".jw-actions, .jw-next, .jw-cite, .jw-label, .jw-choice, .jw-unfold").forEach((part) => part.remove());
  answer.querySelectorAll("tr").forEach((row) => row.replaceWith([...row.cells].map((cell) => cell.textContent.trim()).join("\t") + "\n"));
  answer.querySelectorAll("p, li, .jw-note").forEach((part) => part.append("\n"));
  const text = answer.textContent.replace(/[ ]*\n\s*/g, "\n").trim();
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = element("textarea", { style: "position:fixed;opacity:0" }, text); // plain http has no clipboard API
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  toast(word("copied"));
}

async function openTable(button) {
  const number = numberOf(button);
  try {
    drawTable(await requestJson(`/answers/${number}.json?lang=${language}`));
  } catch (error) {
    toast(error.message);
    return;
  }
  byId("jw-table-xlsx").href = `/answers/${number}.xlsx?lang=${language}`;
  byId("jw-table-csv").href = `/answers/${number}.csv?lang=${language}`;
  openDialog("jw-table-dialog");
}

function uploadFirst() {
  if (isPhone()) byId("jw-library-toggle").click();
  byId("jw-files").click();
}

function openWrong(button) {
  const number = numberOf(button);
  byId("jw-remark").value = "";
  const dialog = openDialog("jw-wrong-dialog");
  byId("jw-wrong-send").onclick = async () => {
    const body = JSON.stringify({ answer: number, remark: byId("jw-remark").value });
    dialog.close();
    try {
      await request("/feedback", { method: "POST", headers: { "content-type": "application/json" }, body });
      toast(word("wrong_thanks"));
    } catch (error) {
      toast(error.message);
    }
  };
}

async function downloadTalk(kind) {
  const body = JSON.stringify({ turns: chat.turns() });
  try {
    const response = await request(`/conversation.${kind}?lang=${language}`, { method: "POST", headers: { "content-type": "application/json" }, body });
    const url = URL.createObjectURL(await response.blob());
    const link = element("a", { href: url, download: `${word("brand")}-${new Date().toISOString().slice(0, 10)}.${kind}` });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  } catch (error) {
    toast(error.message);
  }
}

export function startAnswers() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    const action = button && Object.keys(ACTIONS).find((name) => button.classList.contains(name));
    if (action) ACTIONS[action](button);
  });
  const items = document.querySelector(".jw-menu-items");
  const toggle = (open) => {
    items.hidden = !open;
    byId("jw-export").setAttribute("aria-expanded", open);
  };
  byId("jw-export").addEventListener("click", () => toggle(items.hidden));
  document.addEventListener("click", (event) => event.target.closest?.(".jw-menu") || toggle(false));
  items.addEventListener("keydown", (event) => event.key === "Escape" && (toggle(false), byId("jw-export").focus()));
  byId("jw-export-md").addEventListener("click", () => (toggle(false), downloadTalk("md")));
  byId("jw-export-docx").addEventListener("click", () => (toggle(false), downloadTalk("docx")));
  byId("jw-clear").addEventListener("click", () => (toggle(false), window.jiwenTrigger("clear")));
}
