// What every other script uses: the words of this page's language, elements by id, short notices, requests.

export const word = (key, values = {}) =>
  String(window.jiwenWords[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

export const language = window.jiwenWords.lang.startsWith("zh") ? "zh" : "en";

export const byId = (id) => document.getElementById(id);

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "class") made.className = value;
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child != null));
  return made;
}

let toastTimer;
export function toast(text) {
  const place = byId("jw-toast");
  place.textContent = text;
  place.classList.add("jw-shown");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => place.classList.remove("jw-shown"), 3500);
}

export async function request(url, options) {
  let response;
  try {
    response = await fetch(url, options);
  } catch {
    throw new Error(word("network"));
  }
  if (response.ok) return response;
  if (response.status === 401) location.reload(); // signed out meanwhile: the server leads to its login page
  const told = await response.json().catch(() => ({}));
  throw new Error(typeof told.detail === "string" ? told.detail : told.error || `${response.status}`);
}

export const requestJson = async (url, options) => (await request(url, options)).json();

export const isPhone = () => matchMedia("(max-width: 1023px)").matches;

export function openDialog(id) {
  const dialog = byId(id);
  if (!dialog.dataset.ready) {
    dialog.dataset.ready = "1";
    dialog.querySelectorAll(".jw-close").forEach((button) => button.addEventListener("click", () => dialog.close()));
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  }
  dialog.showModal();
  return dialog;
}

// Whether the person agreed; closing the dialog in any other way means no.
export function confirmed(question, yes) {
  byId("jw-confirm-text").textContent = question;
  byId("jw-confirm-yes").textContent = yes;
  const dialog = openDialog("jw-confirm");
  return new Promise((answer) => {
    let agreed = false;
    byId("jw-confirm-yes").onclick = () => {
      agreed = true;
      dialog.close();
    };
    dialog.addEventListener("close", () => answer(agreed), { once: true });
  });
}

export function keep(name, value) {
  try {
    localStorage[name] = JSON.stringify(value);
  } catch {
    delete localStorage[name]; // full, or forbidden: the page works without a memory
  }
}

export function kept(name) {
  try {
    return JSON.parse(localStorage[name] ?? "null");
  } catch {
    return null;
  }
}
