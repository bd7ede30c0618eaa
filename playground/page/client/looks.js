// Light, dark or high contrast: as the system has it, or as it was chosen here and remembered.
const NAMES = { system: "As the system", light: "Light", dark: "Dark", contrast: "High contrast" };

const of = (query) => matchMedia(query);
const system = [of("(prefers-contrast: more)"), of("(prefers-color-scheme: dark)")];

function current(chosen) {
  if (chosen !== "system") return chosen;
  const [contrast, dark] = system.map((each) => each.matches);
  return contrast ? "contrast" : dark ? "dark" : "light";
}

/** Fills the list and follows it. The cards' colours are variables of the style sheet, so none is drawn again. */
export function looks(select) {
  for (const [value, text] of Object.entries(NAMES)) select.add(new Option(text, value));
  const remembered = localStorage.getItem("look");
  select.value = remembered in NAMES ? remembered : "system";
  const apply = () => (document.documentElement.dataset.look = current(select.value));
  select.addEventListener("change", () => {
    localStorage.setItem("look", select.value);
    apply();
  });
  for (const each of system) each.addEventListener("change", apply);
  apply();
}
