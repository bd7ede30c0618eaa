// Draws a card with Microsoft's renderer. Its colours are variables of cards.css; no text of it becomes HTML.
const { AdaptiveCard, HostConfig } = window.AdaptiveCards;

const HTML = /[&<>"']/g;
const safe = (text) => text.replace(HTML, (letter) => `&#${letter.charCodeAt(0)};`);

/** What our cards use of Markdown: bold, and a backslash before what is to be taken as it is. */
export function markdown(text) {
  return text.replace(/\\([^\w\s])|\*\*((?:\\.|[^\\])+?)\*\*|[&<>"']/gs, (all, kept, bold) =>
    kept ? safe(kept) : bold ? `<b>${markdown(bold)}</b>` : safe(all));
}

AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown(text);
  result.didProcess = true;
};

const colour = (name) => ({ default: `var(--${name})`, subtle: `var(--${name})` });
const ink = { default: "var(--ink)", subtle: "var(--faint)" };
const inks = {
  default: ink, dark: ink, light: ink,
  accent: colour("accent-ink"), good: colour("good-ink"), warning: colour("warning-ink"), attention: colour("attention-ink"),
};
const style = (name) => ({ backgroundColor: `var(--${name})`, foregroundColors: inks });
const containerStyles = { default: style("paper") };
for (const name of ["emphasis", "accent", "good", "warning", "attention"]) containerStyles[name] = style(name);

const HOST = new HostConfig({
  fontFamily: '"Segoe UI", system-ui, sans-serif',
  fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 200, default: 400, bolder: 600 },
  spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: "var(--line)" },
  supportsInteractivity: true,
  containerStyles,
  actions: {
    maxActions: 6, buttonSpacing: 8, actionsOrientation: "horizontal", actionAlignment: "left",
    showCard: { actionMode: "inline", inlineTopMargin: 16, style: "emphasis" },
  },
  factSet: { title: { weight: "bolder", wrap: true, maxWidth: 150 }, value: { wrap: true }, spacing: 16 },
  inputs: {
    label: {
      inputSpacing: "small",
      requiredInputs: { weight: "bolder", suffix: " *", suffixColor: "attention" },
      optionalInputs: { weight: "bolder" },
    },
    errorMessage: { color: "attention", weight: "bolder" },
  },
});

/** The card as JSON with every node in it given to `change`, which may return another one. */
export function changed(json, change) {
  if (Array.isArray(json)) return json.map((each) => changed(each, change));
  if (json === null || typeof json !== "object") return json;
  const inside = Object.entries(json).map(([name, value]) => [name, name === "data" ? value : changed(value, change)]);
  return change(Object.fromEntries(inside));
}

/** A field that searches a catalogue while somebody types is a plain one here: what it sends is text with commas anyway. */
const withoutSearch = (node) => {
  if (node.type !== "Input.ChoiceSet" || !node["choices.data"]) return node;
  const { choices, style: _, isMultiSelect, "choices.data": __, ...rest } = node;
  return { ...rest, type: "Input.Text", placeholder: isMultiSelect ? "Separate them with commas" : rest.placeholder };
};

/** The drawn card; `pressed` is given each action that is not the renderer's own. Throws for what can't be drawn. */
export function draw(json, pressed) {
  const card = new AdaptiveCard();
  card.hostConfig = HOST;
  card.onExecuteAction = pressed;
  card.parse(changed(json, withoutSearch));
  const element = card.render();
  if (!element) throw new Error("nothing was drawn");
  return { card, element };
}
