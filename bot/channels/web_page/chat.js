"use strict";
// The conversation page: posts messages, shows what the event stream brings. Texts are set as text, never as HTML.

const byId = (id) => document.getElementById(id);
const log = byId("conversation"), form = byId("form"), field = byId("text"), language = byId("language");
const unsent = JSON.parse(localStorage.getItem("unsent") || "[]");
const boxes = new Map();  // event id of what is not sent yet -> its box
let words = {}, shown = "", sending = false, lastReply = 0;

function add(who, text, interim = false) {
  const box = document.createElement("div");
  box.className = `message ${who}${interim ? " interim" : ""}`;
  box.lang = shown;
  const speaker = document.createElement("span");
  speaker.className = "out-of-sight";
  speaker.textContent = `${words[who] || who}: `;
  box.append(speaker);
  const lines = text.split("\n");
  lines.forEach((line, place) => {
    const span = document.createElement("span");
    if (place === 0 && who === "assistant" && lines.length > 2) span.className = "first";
    appendLinked(span, line);
    box.append(span, place < lines.length - 1 ? "\n" : "");
  });
  log.append(box);
  log.scrollTop = log.scrollHeight;
  return box;
}

function appendLinked(span, line) {
  for (const part of line.split(/(https?:\/\/[^\s)]+)/)) {
    if (!/^https?:\/\//.test(part)) { span.append(part); continue; }
    const link = document.createElement("a");
    link.href = part;
    link.textContent = new URL(part).hostname;
    link.rel = "noopener noreferrer nofollow";
    link.target = "_blank";
    span.append(link);
  }
}

function addButtons(buttons) {
  document.querySelectorAll(".buttons button").forEach((old) => { old.disabled = true; });
  if (!buttons.length) return;
  const row = document.createElement("div");
  row.className = "buttons";
  for (const { label, token } of buttons) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => { send({ button: token }, add("you", label)); field.focus(); });
    row.append(button);
  }
  log.append(row);
  log.scrollTop = log.scrollHeight;
}

function send(content, box) {
  const item = { event_id: newId(), ...content };
  boxes.set(item.event_id, box);
  unsent.push(item);
  keep();
  flush();
}
// crypto.randomUUID exists only on secure origins; a phone on the local network has none.
function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
}
function keep() { localStorage.setItem("unsent", JSON.stringify(unsent)); }

async function flush() {
  if (sending) return;
  sending = true;
  while (unsent.length) {
    try {
      const answer = await fetch("/chat/messages", {
        method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(unsent[0]),
      });
      // A refusal is final until the person tries again; a server that is away or busy is not.
      if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
      const item = unsent.shift();
      keep();
      offline(false);
      if (!answer.ok) refused(item, answer.status);
      boxes.delete(item.event_id);
    } catch {
      offline(true);
      setTimeout(flush, 2000);
      break;
    }
  }
  sending = false;
}

function refused({ event_id, ...content }, status) {
  const box = boxes.get(event_id) || add("you", content.text || "");
  const note = document.createElement("p"), again = document.createElement("button");
  note.className = "refused";
  note.setAttribute("role", "alert");
  note.textContent = words.refused;
  again.type = "button";
  again.textContent = words.retry;
  again.addEventListener("click", () => {
    note.remove();
    if (status === 401) {
      // Without its key the page must be opened anew; what is unsent goes out then.
      unsent.push({ event_id, ...content });
      keep();
      location.reload();
      return;
    }
    send(content, box);
    field.focus();
  });
  note.append(" ", again);
  box.after(note);
  note.scrollIntoView({ block: "nearest" });
}

function offline(is) { byId("offline").hidden = !is; byId("offline").textContent = is ? words.offline || "" : ""; }

async function show(wanted) {
  if (wanted === shown) return;
  shown = wanted;
  const got = await (await fetch(`/words/${encodeURIComponent(wanted)}`)).json();
  words = got.labels;
  document.documentElement.lang = wanted;
  document.title = words.title;
  for (const place of document.querySelectorAll("[data-word]")) place.textContent = words[place.dataset.word] || "";
  field.placeholder = words.input;
  log.setAttribute("aria-label", words.conversation);
  if (!language.options.length) {
    for (const [value, name] of Object.entries(got.languages)) language.add(new Option(name, value));
  }
  language.value = wanted;
  localStorage.setItem("language", wanted);
}

language.addEventListener("change", async () => {
  await show(language.value);
  await fetch(`/chat/language/${encodeURIComponent(language.value)}`, { method: "POST" }).catch(() => offline(true));
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = field.value;
  field.value = "";
  if (!text.trim()) return;
  send({ text }, add("you", text));
});
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
});

async function reply(id, content) {
  // A reconnection may bring the last replies again.
  if (id <= lastReply) return;
  lastReply = id;
  await show(content.language);
  add("assistant", content.text, content.interim);
  if (!content.interim) addButtons(content.buttons);
}

async function recall() {
  const answer = await fetch("/chat/history");
  for (const item of answer.ok ? await answer.json() : []) {
    if (item.who === "you") add("you", item.text);
    else await reply(item.id, item);
  }
  for (const item of unsent) if (item.text) boxes.set(item.event_id, add("you", item.text));
}

function listen() {
  const events = new EventSource(`/chat/events?after=${lastReply}`);
  events.addEventListener("reply", (event) => reply(Number(event.lastEventId), JSON.parse(event.data)));
  events.addEventListener("typing", (event) => {
    byId("typing").hidden = !JSON.parse(event.data);
    byId("typing").textContent = JSON.parse(event.data) ? words.typing : "";
  });
  events.addEventListener("open", () => { offline(false); flush(); });
  events.addEventListener("error", () => offline(true));
}

async function begin() {
  const offered = navigator.language.slice(0, 2);
  await show(localStorage.getItem("language") || (["hi", "gu", "th"].includes(offered) ? offered : "en"));
  await recall();
  listen();
  field.focus();
}
begin();
