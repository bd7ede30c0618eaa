// One person's chat: what arrives, what is typed and pressed. A card that arrives leaves every other one alone.
import { draw } from "./drawing.js";
import { looks } from "./looks.js";
import { typedInto } from "./typed.js";

const $ = (id) => document.getElementById(id);
const drawn = new Map(); // message id -> what stands on the page for it
let session = sessionStorage.getItem("session");
let me = sessionStorage.getItem("me");
let unseen = 0;
let title = document.title;

/** JSON from the server; an Error whose message is a sentence when it says no, or isn't there. */
async function call(path, body) {
  const headers = { Authorization: `Bearer ${session}`, ...(body && { "Content-Type": "application/json" }) };
  let answer;
  try {
    answer = await fetch(path, { method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body) });
  } catch {
    throw new Error("Freelance Connector isn’t running. Start it again, and open the new link from the terminal.");
  }
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    const error = new Error(told.problem || "That didn’t work. Please try again.");
    error.isOver = answer.status === 401;
    throw error;
  }
  return told;
}

function problem(sentence = "") {
  $("problem").textContent = sentence;
  $("problem").hidden = !sentence;
}

function note(article, sentence, wrong = false) {
  article.querySelector(".note")?.remove();
  if (!sentence) return;
  const line = Object.assign(document.createElement("p"), { className: wrong ? "note wrong" : "note", textContent: sentence });
  line.setAttribute("role", "status");
  article.append(line);
}

/** Puts a message where it belongs: in its own place, or at the end. */
function put(message) {
  const known = drawn.get(message.id);
  if (known && known.message.changed >= message.changed) return;
  const article = known?.article ?? document.createElement("article");
  const now = { message, article, busy: known?.busy ?? false };
  if (!known || JSON.stringify(known.message.card) !== JSON.stringify(message.card) || known.message.text !== message.text) {
    article.className = message.mine ? "mine" : "";
    article.setAttribute("aria-label", message.mine ? "You" : "Freelance Connector");
    show(now, known);
  } else {
    now.drawn = known.drawn;
  }
  drawn.set(message.id, now);
  if (!known) arrived(article, message);
  refresh(now);
}

function show(now, known) {
  const { message, article } = now;
  const parts = [];
  if (message.text) parts.push(Object.assign(document.createElement("div"), { className: "said", textContent: message.text }));
  let back = () => {};
  if (message.card) {
    const box = Object.assign(document.createElement("div"), { className: "card" });
    // Somebody else's change keeps what is half typed; the answer to one's own press is taken as it is.
    const kept = known?.drawn && !known.busy && !message.answer ? typedInto(known, message.card) : { json: message.card };
    back = kept.back ?? back;
    try {
      now.drawn = draw(kept.json, (action) => pressed(message.id, action));
      box.append(now.drawn.element);
    } catch (error) {
      box.append(Object.assign(document.createElement("p"), { className: "note wrong", textContent: `This card can’t be drawn: ${error.message}` }));
    }
    parts.push(box);
  }
  const pressedHere = article.contains(document.activeElement) ? document.activeElement.textContent : null;
  const wasForm = Boolean(known?.drawn?.card.getAllInputs().some((each) => each.renderedElement?.offsetParent));
  article.replaceChildren(...parts);
  back(now.drawn);
  if (message.answer && wasForm && article.getBoundingClientRect().top < $("messages").getBoundingClientRect().top) article.scrollIntoView({ block: "start" });
  if (pressedHere !== null && document.activeElement === document.body) goOn(now.drawn?.element, pressedHere);
}

/** Where the keyboard goes on when what it was at has been drawn anew: the button of that name, else the card. */
function goOn(element, name) {
  if (!element) return;
  const buttons = [...element.querySelectorAll("button")];
  const next = buttons.find((each) => name && each.textContent === name) ?? element;
  if (next === element) element.tabIndex = -1;
  next.focus({ preventScroll: true });
}

function arrived(article, message) {
  const list = $("messages");
  const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  const isTyping = list.contains(document.activeElement) && document.activeElement !== list;
  list.append(article);
  if (message.mine || (isAtEnd && !isTyping)) {
    article.scrollIntoView({ block: message.mine ? "end" : "start" });
  } else {
    $("newer").hidden = false;
  }
  if (document.hidden && !message.mine) document.title = `(${(unseen += 1)}) ${title}`;
}

/** Teams asks for a card's own view by itself when its refresh names the person, or nobody. */
function refresh({ message }) {
  const asked = message.card?.refresh;
  if (!asked?.action || message.answer || (asked.userIds?.length && !asked.userIds.includes(me))) return;
  press(message.id, { kind: asked.action.type, title: asked.action.title, verb: asked.action.verb, data: asked.action.data, automatic: true });
}

function pressed(id, action) {
  const kind = action.getJsonTypeName();
  if (kind === "Action.OpenUrl") return open(action.url);
  if (kind === "Action.Execute" || kind === "Action.Submit") {
    press(id, { kind, title: action.title, verb: action.verb, data: action.data });
  }
}

function open(url) {
  if (/^https?:\/\//i.test(url)) window.open(url, "_blank", "noopener,noreferrer");
}

async function press(id, action) {
  const busy = (is) => {
    const { article } = Object.assign(drawn.get(id), { busy: is });
    article.setAttribute("aria-busy", is);
    return article;
  };
  if (drawn.get(id).busy) return;
  note(busy(true), "");
  let told;
  try {
    told = await call("/api/press", { ...action, message: id, locale: navigator.language });
    if (told.message) put(told.message);
  } catch (error) {
    told = { problem: error.message };
  }
  note(busy(false), told.problem || told.said, Boolean(told.problem));
}

async function say(text) {
  problem();
  try {
    problem((await call("/api/say", { text, locale: navigator.language })).problem);
  } catch (error) {
    if (!$("text").value) $("text").value = text;
    problem(error.message);
  }
}

async function listen() {
  for (let last = 0, wasLost = false; ; ) {
    try {
      const news = await call(`/api/feed?after=${last}`);
      if (wasLost) problem();
      wasLost = false;
      news.messages.forEach(put);
      last = news.last;
    } catch (error) {
      problem(error.message);
      if (error.isOver) return;
      wasLost = true;
      await new Promise((again) => setTimeout(again, 1500));
    }
  }
}

/** Exchanges the link for a session, which this tab keeps; the link leaves the address, and so the history. */
async function enter() {
  const link = location.hash.slice(1);
  if (link) {
    history.replaceState(null, "", "/");
    const told = await call("/api/open", { link });
    session = told.session;
    me = told.id;
    sessionStorage.setItem("session", session);
    sessionStorage.setItem("me", me);
    sessionStorage.setItem("person", told.person);
  }
  $("person").textContent = sessionStorage.getItem("person") ?? "";
  if ($("person").textContent) document.title = title = `${$("person").textContent} · Freelance Connector`;
}

looks($("look"));
$("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = $("text").value.trim();
  if (!text) return;
  $("text").value = "";
  say(text);
});
$("newer").addEventListener("click", () => $("messages").lastElementChild?.scrollIntoView({ block: "start" }));
$("messages").addEventListener("scroll", () => {
  const list = $("messages");
  if (list.scrollHeight - list.scrollTop - list.clientHeight < 80) $("newer").hidden = true;
});
addEventListener("hashchange", () => location.hash && location.reload()); // a new link in the same tab
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) [unseen, document.title] = [0, title];
});
enter().then(listen, (error) => problem(error.message));
