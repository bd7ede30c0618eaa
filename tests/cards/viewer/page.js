// The list, the chosen card in two widths, and a look three times a second at whether a file has changed.
import { draw } from "./drawing.js";
import { looks } from "./looks.js";

const $ = (id) => document.getElementById(id);
const made = (tag, properties) => Object.assign(document.createElement(tag), properties);
let drawn = { version: "", cards: {}, error: "" };

/** What Teams would send to us. */
function pressed(action) {
  $("pressed").hidden = false;
  $("pressed").textContent = `${action.title}\n${JSON.stringify(action.url ?? action.data, null, 2)}`;
  $("pressed").scrollIntoView();
}

function rendered(json, width) {
  const box = made("div", { className: `card ${width}` });
  try {
    box.append(draw(json, pressed).element);
  } catch (error) {
    box.append(made("pre", { textContent: `The renderer says: ${error.message}` }));
  }
  return box;
}

function shownCard(name) {
  const section = made("section", {});
  const size = new TextEncoder().encode(JSON.stringify(drawn.cards[name])).length;
  const pair = made("div", { className: "pair" });
  pair.append(...["narrow", "wide"].map((width) => rendered(drawn.cards[name], width)));
  section.append(
    made("h2", { textContent: name }),
    made("p", { className: "size", textContent: `${(size / 1024).toFixed(1)} KB; at 320 pixels, and wide` }),
    pair);
  return section;
}

function show() {
  $("error").hidden = !drawn.error;
  $("error").textContent = drawn.error;
  const found = Object.keys(drawn.cards).filter((name) => name.includes($("filter").value.trim()));
  const chosen = decodeURIComponent(location.hash.slice(1));
  const shown = chosen in drawn.cards ? [chosen] : found.slice(0, 1);
  $("names").replaceChildren(...found.map((name) =>
    made("a", { href: `#${name}`, textContent: name, ...(shown.includes(name) && { ariaCurrent: "true" }) })));
  document.querySelector("nav [aria-current]")?.scrollIntoView({ block: "nearest" });
  $("cards").replaceChildren(...shown.map(shownCard));
}

async function watch() {
  try {
    const version = await (await fetch("/version")).text();
    if (version !== drawn.version) {
      drawn = await (await fetch("/cards")).json();
      show();
    }
    document.title = drawn.error ? "Cards (error)" : "Cards";
  } catch {
    document.title = "Cards (the server is gone)";
  }
  setTimeout(watch, 300);
}

looks($("look"));
$("filter").addEventListener("input", show);
addEventListener("hashchange", () => { $("pressed").hidden = true; show(); });
watch();
