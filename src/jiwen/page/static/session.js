// Who is signed in: what they may not do is not offered, and there is a way out.

import { element, requestJson, word } from "./page.js";

export async function startSession() {
  const session = await requestJson("/session");
  for (const right of ["originals", "manage"]) document.documentElement.classList.toggle(`jw-no-${right}`, !session.rights.includes(right));
  if (!session.can_leave) return;
  const leave = element("button", { type: "submit", title: session.name }, word("sign_out"));
  document.querySelector(".jw-top nav").append(element("form", { method: "post", action: "/logout", class: "jw-leave" }, leave));
}
