// Uploads: one line a file, from sending to what was read of it.

import { byId, confirmed, element, keep, kept, language, request, requestJson, toast, word } from "./page.js";
import { allReports, refreshLibrary } from "./library.js";
import { openGlance } from "./glance.js";
import { showReport } from "./viewer.js";

const POLL_MS = 500;
const LIMIT_MB = 100;
const MEMORY = "jiwenJobs";
const OPEN = new Set(["sending", "queued", "reading", "storing"]);

const lines = []; // newest batch first, in the order of its files
const followed = new Map(); // job id → line
let polling = false;

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
  byId("jw-jobs-cancel").addEventListener("click", () => lines.filter((line) => OPEN.has(line.state)).forEach((line) => line.cancel.click()));
  byId("jw-jobs-clear").addEventListener("click", () => {
    for (const line of lines.filter((line) => !OPEN.has(line.state))) {
      line.item.remove();
      lines.splice(lines.indexOf(line), 1);
    }
    remember();
    tellCount();
  });
  byId("jw-jobs-failed").addEventListener("click", () => lines.find((line) => line.state === "failed")?.item.scrollIntoView({ block: "center" }));
  addEventListener("beforeunload", (event) => lines.some((line) => line.state === "sending") && event.preventDefault()); // a reload loses what was not sent
  resume();
}

// Files that bear the name of a stored report may replace it: that is asked first, once for all of them.
async function uploadAll(files) {
  const stored = new Set(allReports().map((report) => report.source));
  const same = files.filter((file) => stored.has(file.name));
  if (same.length && !(await confirmed(word("confirm_replace", { names: same.map((file) => file.name).join(word("list_comma")) }), word("replace_yes")))) {
    files = files.filter((file) => !same.includes(file));
  }
  await sendInTurn(files.map((file) => ({ file })));
}

export function replaceReport(report) {
  const picker = element("input", { type: "file" });
  picker.addEventListener("change", async () => {
    const [file] = picker.files;
    const title = [report.department, report.year, report.title].filter(Boolean).join(" ");
    if (await confirmed(word("confirm_swap", { file: file.name, title }), word("swap_yes"))) await sendInTurn([{ file, replaces: report.id }]);
  });
  picker.click();
}

// One after the other: a browser has few connections to a server, and questions need one too.
async function sendInTurn(wanted) {
  const fits = ({ file }) => file.size <= LIMIT_MB * 2 ** 20;
  for (const { file } of wanted.filter((one) => !fits(one))) toast(word("too_big", { name: file.name, size: Math.round(file.size / 2 ** 20), limit: LIMIT_MB }));
  const batch = wanted.filter(fits).map((one) => ({ ...one, line: jobLine(one.file.name) }));
  addLines(batch.map((one) => one.line));
  for (const { file, replaces, line } of batch) {
    if (line.state !== "sending") continue; // cancelled before its turn
    try {
      const [job] = await send(file, replaces, line);
      follow(job, line);
    } catch (error) {
      tell(line, error ? { state: "failed", message: error.message } : { state: "cancelled" });
    }
  }
}

function addLines(added) {
  lines.unshift(...added);
  byId("jw-jobs").prepend(...added.map((line) => line.item));
  tellCount();
}

function jobLine(name) {
  const line = {
    name,
    state: "sending",
    said: element("span", { class: "jw-job-state" }, word("state_sending")),
    bar: element("progress", { max: "100", value: "0", "aria-label": name }),
    cancel: element("button", { type: "button", "aria-label": `${word("cancel")}：${name}`, onclick: () => line.stop() }, word("cancel")),
    more: element("div", { class: "jw-job-more" }),
    stop: () => tell(line, { state: "cancelled" }),
  };
  line.item = element("li", { class: "jw-job", "data-state": "sending" }, element("strong", {}, name), line.said, line.bar, line.cancel, line.more);
  return line;
}

function send(file, replaces, line) {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    form.append("files", file);
    if (replaces) form.append("replaces", replaces);
    const sending = new XMLHttpRequest();
    sending.open("POST", "/api/ingest");
    sending.responseType = "json";
    sending.upload.onprogress = (event) => event.lengthComputable && (line.bar.value = (event.loaded / event.total) * 20);
    sending.onload = () => (sending.status < 300 ? resolve(sending.response) : reject(new Error(sending.response?.detail ?? sending.status)));
    sending.onerror = () => reject(new Error(word("network")));
    sending.onabort = () => reject(null);
    line.stop = () => sending.abort();
    sending.send(form);
  });
}

const askedJobs = (ids) => requestJson(`/jobs?ids=${ids.join(",")}&lang=${language}`);

function follow(job, line) {
  line.id = job.id;
  line.stop = () => request(`/api/jobs/${job.id}`, { method: "DELETE" }).catch((error) => toast(error.message));
  followed.set(job.id, line);
  tell(line, job);
  remember();
  poll();
}

async function poll() {
  if (polling) return;
  polling = true;
  while (followed.size) {
    const ids = [...followed.keys()];
    const jobs = await askedJobs(ids).catch(() => null); // the next turn asks again
    for (const id of jobs ? ids.filter((id) => !jobs.some((job) => job.id === id)) : []) take({ id, state: "failed", message: word("job_lost") });
    if (jobs?.map((job) => take(job)).some(Boolean)) await refreshLibrary();
    await new Promise((wake) => setTimeout(wake, POLL_MS));
  }
  polling = false;
}

// Tells the news of one job; true when the library has changed. Facts are stored before the text is indexed: figures can be asked at once.
function take(job) {
  const line = followed.get(job.id);
  tell(line, job);
  const isListed = job.state === "done" || hasFacts(job);
  const isNews = isListed && !line.isListed;
  line.isListed = isListed;
  if (OPEN.has(job.state)) return isNews;
  followed.delete(job.id);
  remember();
  return isNews || job.state === "done";
}

// A reload shows all files again: those under way are followed, of the others it is told what was read. The server forgets what is long done.
const remember = () => keep(MEMORY, lines.filter((line) => line.id).map(({ id, name, state }) => ({ id, name, open: OPEN.has(state) })));

async function resume() {
  const known = kept(MEMORY) ?? [];
  if (!known.length) return;
  const jobs = await askedJobs(known.map(({ id }) => id)).catch(() => []);
  const told = known.map((one) => ({ ...one, job: jobs.find((job) => job.id === one.id) })).filter(({ job, open }) => job || open);
  for (const one of told) one.line = jobLine(one.name);
  addLines(told.map(({ line }) => line));
  for (const { id, job, line } of told) {
    line.id = id;
    if (job && OPEN.has(job.state)) follow(job, line);
    else tell(line, job ?? { state: "failed", message: word("job_lost") });
  }
  remember();
}

const hasFacts = (job) => job.state === "storing" && job.step !== "facts";

function tell(line, job) {
  const step = job.step ? ` · ${word(`step_${job.step}`, job)}` : "";
  line.state = line.item.dataset.state = job.state;
  line.item.dataset.outcome = job.outcome ?? "";
  line.said.textContent = word(job.state === "done" ? `outcome_${job.outcome}` : `state_${job.state}`, { n: job.ahead }) + (OPEN.has(job.state) ? step : "") + (hasFacts(job) ? ` · ${word("facts_ready")}` : "");
  line.bar.value = progressOf(job);
  line.bar.hidden = line.cancel.hidden = !OPEN.has(job.state);
  if (job.state === "failed") line.more.replaceChildren(element("p", { class: "jw-note" }, withoutName(job.message, line.name)));
  if (job.state === "done") line.more.replaceChildren(account(job));
  tellCount();
}

// The line bears the name already.
const withoutName = (message, name) => (message.startsWith(name) ? message.slice(name.length).replace(/^[：:]\s*/, "") : message);

function tellCount() {
  const count = (...states) => lines.filter((line) => states.includes(line.state)).length;
  document.querySelector(".jw-jobs-head").hidden = lines.length < 2;
  byId("jw-jobs-count").textContent = word("jobs_count", { all: lines.length, done: count("done"), open: count(...OPEN) });
  byId("jw-jobs-failed").hidden = !count("failed");
  byId("jw-jobs-failed").textContent = word("jobs_failed", { n: count("failed") });
  byId("jw-jobs-cancel").hidden = !count(...OPEN);
  byId("jw-jobs-clear").hidden = count(...OPEN) === lines.length;
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

// What was read, folded to one line; unfolded where somebody should look at it, and for a single file.
function account(job) {
  const facts = ["indicators", "budget"].filter((name) => job.counts[name]).map((name) => word(`read_${name}`, { n: job.counts[name] }));
  const parts = [
    element("summary", {}, facts.join(word("list_comma")) || word("see_account")),
    element("p", {}, word("account", { parts: readParts(job.counts) })),
  ];
  if (!job.counts.indicators && !job.counts.budget) parts.push(element("p", { class: "jw-note" }, word("no_facts")));
  for (const warning of job.warnings) parts.push(element("p", { class: "jw-note" }, warning));
  parts.push(element("button", { type: "button", onclick: () => openGlance(job.report) }, word("see_glance")));
  if (job.counts.pages) parts.push(" ", element("button", { type: "button", onclick: () => showReport(job.report) }, word("see_read")));
  const asksForALook = job.warnings.length > 0 || !facts.length;
  return element("details", { open: lines.length < 2 || asksForALook }, ...parts);
}
