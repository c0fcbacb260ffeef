// Uploads: one line a file, from sending to what was read of it.

import { byId, confirmed, element, request, requestJson, toast, word } from "./page.js";
import { allReports, refreshLibrary } from "./library.js";
import { openGlance } from "./glance.js";

const POLL_MS = 500;
const LIMIT_MB = 100;
const OPEN = new Set(["queued", "reading", "storing"]);

export function startUploads() {
  const input = byId("jw-files");
  const area = byId("jw-drop");
  input.addEventListener("change", () => {
    uploadAll([...input.files]);
    input.value = "";
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    area.addEventListener(kind, (event) => {
      event.preventDefault();
      area.classList.toggle("jw-dropping", kind === "dragover");
      if (kind === "drop") uploadAll([...event.dataTransfer.files]);
    });
  }
}

// Files that bear the name of a stored report may replace it: that is asked first, once for all of them.
async function uploadAll(files) {
  const stored = new Set(allReports().map((report) => report.source));
  const same = files.filter((file) => stored.has(file.name));
  if (same.length && !(await confirmed(word("confirm_replace", { names: same.map((file) => file.name).join(word("list_comma")) }), word("replace_yes")))) {
    files = files.filter((file) => !same.includes(file));
  }
  files.forEach(upload);
}

async function upload(file) {
  if (file.size > LIMIT_MB * 2 ** 20) {
    toast(word("too_big", { name: file.name, size: Math.round(file.size / 2 ** 20), limit: LIMIT_MB }));
    return;
  }
  const line = jobLine(file.name);
  byId("jw-jobs").prepend(line.item);
  try {
    const [job] = await send(file, line);
    line.cancel.onclick = () => request(`/api/jobs/${job.id}`, { method: "DELETE" });
    await follow(job, line);
  } catch (error) {
    tell(line, { state: "failed", message: error.message });
  }
}

function jobLine(name) {
  const line = {
    state: element("span", { class: "jw-job-state" }, word("state_sending")),
    bar: element("progress", { max: "100", value: "0", "aria-label": name }),
    cancel: element("button", { type: "button" }, word("cancel")),
    more: element("div", { class: "jw-job-more" }),
  };
  line.item = element("li", { class: "jw-job" }, element("strong", {}, name), line.state, line.bar, line.cancel, line.more);
  return line;
}

function send(file, line) {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    form.append("files", file);
    const sending = new XMLHttpRequest();
    sending.open("POST", "/api/ingest");
    sending.responseType = "json";
    sending.upload.onprogress = (event) => event.lengthComputable && (line.bar.value = (event.loaded / event.total) * 20);
    sending.onload = () => (sending.status < 300 ? resolve(sending.response) : reject(new Error(sending.response?.detail ?? sending.status)));
    sending.onerror = () => reject(new Error(word("network")));
    line.cancel.onclick = () => {
      sending.abort();
      tell(line, { state: "cancelled" });
    };
    sending.send(form);
  });
}

async function follow(job, line) {
  let isListed = false;
  while (OPEN.has(job.state)) {
    tell(line, job);
    if (!isListed && hasFacts(job)) {
      isListed = true;
      await refreshLibrary();
    }
    await new Promise((wake) => setTimeout(wake, POLL_MS));
    job = await requestJson(`/api/jobs/${job.id}`);
  }
  tell(line, job);
  if (job.state === "done") await refreshLibrary();
}

// Facts are stored before the text is indexed: figures can be asked seconds after an upload.
const hasFacts = (job) => job.state === "storing" && job.step !== "facts";

function tell(line, job) {
  const step = job.step ? ` · ${window.jiwenWords[`step_${job.step}`] ?? job.step}${job.total > 1 ? ` ${job.done}/${job.total}` : ""}` : "";
  line.state.textContent = word(`state_${job.state}`, { n: job.ahead }) + (OPEN.has(job.state) ? step : "") + (hasFacts(job) ? ` · ${word("facts_ready")}` : "");
  line.item.dataset.state = job.state;
  line.bar.value = progressOf(job);
  line.bar.hidden = line.cancel.hidden = !OPEN.has(job.state);
  if (job.state === "failed") line.more.replaceChildren(element("p", { class: "jw-note" }, job.message));
  if (job.state === "done") line.more.replaceChildren(...account(job));
}

function progressOf(job) {
  const within = job.total ? job.done / job.total : 0;
  return { queued: 20, reading: 20 + 50 * within, storing: 70 + 30 * within }[job.state] ?? 100;
}

const readParts = (counts) =>
  Object.entries(counts)
    .filter(([name, count]) => count || name === "indicators")
    .map(([name, count]) => word(`read_${name}`, { n: count }))
    .join(word("list_comma"));

function account(job) {
  const parts = [element("p", {}, `${word(`outcome_${job.outcome}`)}${word("account", { parts: readParts(job.counts) })}`)];
  if (!job.counts.indicators && !job.counts.budget) parts.push(element("p", { class: "jw-note" }, word("no_facts")));
  for (const warning of job.warnings) parts.push(element("p", { class: "jw-note" }, warning));
  parts.push(element("button", { type: "button", onclick: () => openGlance(job.report) }, word("see_glance")));
  return parts;
}
