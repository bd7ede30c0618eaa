// The gig of the journeys, and how a person fills in the form.

export const BRIEF = {
  title: "Slides for the spring launch",
  outcome:
    "A deck that our sales team can present on 1 March without further work.\nIt tells one story in ten minutes.",
  deliverables: "A 12-slide deck in our template\nSpeaker notes for every slide\nThe source files of all pictures",
  acceptance: "It opens in PowerPoint without repair, follows the brand guide, and a colleague can present it unseen.",
  category: "Presentations",
  skills: "PowerPoint, storytelling, infographics",
  amount: "1200",
};

export async function fillIn(form, brief) {
  await openDetails(form);
  await form.fill("Title", brief.title);
  await form.fill("Outcome", brief.outcome);
  await openDetails(form); // a client that drew the card once more closed them
  await form.fill("Deliverables", brief.deliverables);
  await form.fill("How it’s checked", brief.acceptance);
  await form.choose("Category", brief.category);
  await form.fill("Skills", brief.skills);
  await form.choose("Price", "Fixed price");
  await form.fill("Amount", brief.amount);
  await form.choose("Currency", "EUR, euro");
  await form.day("Start", 1, 5);
  await form.day("Due", 2, 20);
  await form.pick(/^General/);
  await form.pick(/^Public/);
}

/** Opens what the form keeps closed, as somebody without a mouse does; nothing where it is open already. */
async function openDetails(form) {
  await form.card.getByRole("button", { name: "Preview", exact: true }).waitFor();
  const more = form.card.getByRole("button", { name: "More details", exact: true });
  if ((await more.count()) === 0 || (await form.card.getByLabel(/^Skills/).first().isVisible())) return;
  await more.focus();
  await form.page.keyboard.press("Enter");
  await form.card.getByLabel(/^Skills/).first().waitFor();
}
