// What somebody has done to a card and not sent yet, carried over when another version of the card takes its place.
import { changed } from "./drawing.js";

/** The new card as JSON with what was typed and unfolded in the one that is `shown`; `back` opens and focuses what was. */
export function typedInto({ message, drawn, before }, json) {
  const inputs = new Map(drawn.card.getAllInputs().map((each) => [each.id, each]));
  const isTyped = (id) => inputs.has(id) && inputs.get(id).value !== before.get(id);
  const isShown = new Map();
  changed(message.card, (node) => {
    const element = node.id && drawn.card.getElementById(node.id);
    if (element && element.isVisible !== (node.isVisible ?? true)) isShown.set(node.id, element.isVisible);
    return node;
  });
  const typed = changed(json, (node) => ({
    ...node,
    ...(isShown.has(node.id) && { isVisible: isShown.get(node.id) }),
    ...(node.type?.startsWith("Input.") && isTyped(node.id) && { value: inputs.get(node.id).value }),
  }));
  const opened = [...drawn.element.querySelectorAll("[aria-expanded=true]")].map((each) => each.textContent);
  const focused = [...inputs.values()].find((each) => each.renderedElement?.contains(document.activeElement));
  const back = (now) => {
    for (const button of now?.element.querySelectorAll("[aria-expanded=false]") ?? []) {
      if (opened.includes(button.textContent)) button.click();
    }
    if (focused) now?.card.getElementById(focused.id)?.focus();
  };
  return { json: typed, back, before };
}
