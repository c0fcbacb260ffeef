// The conversation: bubbles are put together here, between Gradio's events; only a question goes up and only its answer comes down.

import { byId, isPhone, keep, kept, word } from "./page.js";
import { selectedReports } from "./library.js";
import { showAnswer } from "./viewer.js";

const KEPT_MESSAGES = 40;
const MEMORY = `jiwenTalk-${window.jiwenWords.lang}`;
const SLOW_MS = 300;

let turn = 0;
let waitingFor = null;
let next = "";
let shown = [];
let slowTimer;

const bubble = (role, text) => ({ role, content: [{ type: "text", text }], metadata: { title: null }, options: null });
const textOf = (message) => (typeof message.content === "string" ? message.content : message.content.map((part) => part.text ?? "").join(""));
const asMarkdown = (text) => text.replace(/&(?=[a-z#]\w*;)/gi, "&amp;").replace(/</g, "&lt;").replace(/([\\`[\]*_~|])/g, "\\$1");
const asTyped = (text) => text.replace(/\\([\\`[\]*_~|])/g, "$1").replace(/&lt;/g, "<").replace(/&amp;/g, "&");
const questions = (chat) => chat.filter((message) => message.role === "user").map((message) => asTyped(textOf(message)).trim());

function send(text, chat) {
  text = (text ?? "").trim();
  if (!text) return ["", chat, null];
  turn += 1;
  waitingFor = turn;
  const question = { text, turn, history: questions(chat).slice(-8), reports: selectedReports() };
  slowTimer = setTimeout(() => byId("jw-busy")?.removeAttribute("hidden"), SLOW_MS);
  shown = [...chat, bubble("user", asMarkdown(text))];
  showLast();
  return ["", shown, question];
}

// The last question at the top: of a long answer its figure or first rows are what should be seen.
function showLast() {
  requestAnimationFrame(() => {
    const rows = document.querySelectorAll("#jw-chat .user-row");
    const box = document.querySelector("#jw-chat .bubble-wrap");
    const last = rows[rows.length - 1];
    if (last && box) box.scrollTop += last.getBoundingClientRect().top - box.getBoundingClientRect().top - 12;
  });
}

function settle(chat) {
  clearTimeout(slowTimer);
  byId("jw-busy")?.setAttribute("hidden", "");
  waitingFor = null;
  shown = chat;
  keep(MEMORY, chat.slice(-KEPT_MESSAGES));
  return chat;
}

export const chat = {
  begin: (text, chat) => send(text, chat ?? []),
  asked: () => next,
  finish(chat, reply) {
    if (waitingFor === null) return chat;
    const answered = reply && reply.turn === waitingFor;
    const done = settle([...chat, bubble("assistant", answered ? reply.html : word(waitingFor < 0 ? "stopped" : "network"))]);
    if (answered) setTimeout(() => showAnswer(reply.number), 50);
    showLast();
    if (!isPhone()) setTimeout(() => document.querySelector("#jw-box textarea")?.focus(), 0);
    return done;
  },
  retry(text, chat) {
    const last = chat.findLastIndex((message) => message.role === "user");
    return last < 0 ? [text, chat, null] : send(asTyped(textOf(chat[last])), chat.slice(0, last));
  },
  edited(text, chat) {
    const changed = chat.findIndex((message, place) => message.role === "user" && (!shown[place] || textOf(shown[place]) !== textOf(message)));
    const place = changed >= 0 ? changed : chat.findLastIndex((message) => message.role === "user");
    return place < 0 ? [text, chat, null] : send(asTyped(textOf(chat[place])), chat.slice(0, place));
  },
  restore() {
    const chat = kept(MEMORY);
    shown = Array.isArray(chat) ? chat : [];
    setTimeout(showLast, 100);
    return shown;
  },
  clear: () => settle([]),
  // Every answer with the question before it: the conversation as it stands on the screen.
  turns: () =>
    shown.flatMap((message, place) => {
      const number = message.role === "assistant" && /id="jw-answer-(\w+)"/.exec(textOf(message))?.[1];
      return number ? [{ answer: number, question: asTyped(textOf(shown[place - 1])).trim() }] : [];
    }),
};

export function stop() {
  if (waitingFor !== null) {
    waitingFor = -1; // no reply has this number: finish() adds nothing but a line
    byId("jw-busy").setAttribute("hidden", "");
  }
}

export function ask(text) {
  next = text;
  window.jiwenTrigger("submit");
}
