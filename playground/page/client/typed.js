// What somebody has done to a card and not sent yet, carried over when another version of the card takes its place.
import { changed } from "./drawing.js";

const asSent = (node) => String(node.value ?? (node.type === "Input.Toggle" ? (node.valueOff ?? "false") : ""));

/** The new card as JSON with what was typed and unfolded in the one that is shown; `back` opens and focuses what was. */
export function typedInto({ message, drawn }, json) {
  const inputs = drawn.card.getAllInputs().filter((each) => each.renderedElement);
  const now = new Map(inputs.map((each) => [each.id, String(each.value ?? "")]));
  const typed = new Map();
  const visible = new Map();
  changed(message.card, (node) => {
    if (node.type?.startsWith("Input.") && now.has(node.id) && now.get(node.id) !== asSent(node)) typed.set(node.id, now.get(node.id));
    const element = node.id && drawn.card.getElementById(node.id);
    if (element && element.isVisible !== (node.isVisible ?? true)) visible.set(node.id, element.isVisible);
    return node;
  });
  const opened = [...drawn.element.querySelectorAll("[aria-expanded=true]")].map((each) => each.textContent);
  const focused = inputs.find((each) => each.renderedElement.contains(document.activeElement));
  return {
    json: changed(json, (node) => ({
      ...node,
      ...(visible.has(node.id) && { isVisible: visible.get(node.id) }),
      ...(node.type?.startsWith("Input.") && typed.has(node.id) && { value: typed.get(node.id) }),
    })),
    back: (redrawn) => {
      for (const button of redrawn?.element.querySelectorAll("[aria-expanded=false]") ?? []) {
        if (opened.includes(button.textContent)) button.click();
      }
      if (focused) redrawn?.card.getElementById(focused.id)?.focus();
    },
  };
}
