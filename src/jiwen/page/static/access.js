// What Gradio's chat leaves undone for screen readers and keyboards.

import { word } from "./page.js";

const isBubble = (node) => node.getAttribute?.("data-testid") === "bot" || node.getAttribute?.("data-testid") === "user";

// Gradio names each bubble by its whole source text, which for an answer is HTML.
function nameBubble(bubble) {
  bubble.setAttribute("aria-label", word(bubble.getAttribute("data-testid") === "bot" ? "jiwen" : "you"));
  bubble.setAttribute("role", "group");
}

export function improveAccess() {
  const chat = document.getElementById("jw-chat");
  const tidy = () => {
    chat.querySelectorAll('[data-testid="bot"], [data-testid="user"]').forEach((bubble) => isBubble(bubble) && nameBubble(bubble));
    chat.querySelectorAll('button[aria-label="Scroll down"]').forEach((button) => {
      button.setAttribute("aria-label", word("scroll_down"));
      button.title = word("scroll_down");
    });
  };
  new MutationObserver(tidy).observe(chat, { childList: true, subtree: true });
  tidy();
}
