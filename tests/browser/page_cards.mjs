// Cards on our own page, one kind of button after the other, and a card that is edited while somebody types into it.
import assert from "node:assert/strict";
import { PageWindow } from "./page_window.mjs";
import { together } from "./window.mjs";

const card = (body, actions = [], more = {}) => ({ type: "AdaptiveCard", version: "1.5", body, actions, ...more });
const text = (said) => ({ type: "TextBlock", text: said, wrap: true });
const field = (id, label, more = {}) => ({ type: "Input.Text", id, label, ...more });
const execute = (title, verb) => ({ type: "Action.Execute", title, verb, data: { verb } });

const asked = (state, value) =>
  card(
    [text(state), field("reason", "Reason"), field("note", "Note", { value })],
    [
      { type: "Action.ShowCard", title: "Say more", card: card([field("more", "Details", { isMultiline: true })]) },
      { type: "Action.ToggleVisibility", title: "Unfold", targetElements: ["folded"] },
    ],
  );
const folding = (state, value) => {
  const whole = asked(state, value);
  whole.body.push({ type: "Container", id: "folded", isVisible: false, items: [text("What was folded")] });
  return whole;
};

await together(async ({ rita, mark }) => {
  // An edit keeps what was typed, what is open and where the cursor is; what nobody touched is the bot's.
  const id = await mark.isShown(folding("Waiting for Mark", "first"));
  const open = await mark.sees("Waiting for Mark");
  await open.fill("Reason", "Half a sen");
  await open.press("Unfold");
  await open.press("Say more");
  await open.fill("Details", "and more of it");
  for (const round of ["second", "third"]) {
    assert.equal(await mark.isShown(folding(`Changed, ${round}`, round), id), id);
    const edited = await mark.sees(`Changed, ${round}`, "What was folded");
    await edited.card.getByLabel("Details").waitFor();
    assert.equal(await edited.field("Reason").inputValue(), "Half a sen");
    assert.equal(await edited.field("Note").inputValue(), round);
    assert.equal(await edited.field("Details").inputValue(), "and more of it");
    assert.equal(await edited.field("Details").evaluate((each) => each === document.activeElement), true);
  }
  await mark.counts(0, "Waiting for Mark");

  // A card that refreshes itself does so for whom it names, once; the other stays as it is.
  const refreshing = (said, userIds) => card([text(said)], [], { refresh: { action: execute("Refresh", "approvals"), userIds } });
  await mark.isShown(refreshing("For Mark", ["29:mark"]));
  await mark.sees("Nothing needs your approval");
  await mark.counts(0, "For Mark");
  await rita.isShown(refreshing("For somebody else", ["29:mark"]));
  await rita.sees("For somebody else");

  // Action.Submit, as old cards have it, and a button that nobody knows any more.
  await rita.isShown(card([text("An old card")], [{ type: "Action.Submit", title: "Open my gigs", data: { verb: "my_gigs" } }]));
  await (await rita.sees("An old card")).press("Open my gigs");
  await rita.sees("My gigs");
  await rita.isShown(card([text("A former card")], [execute("Former button", "no_such_verb")]));
  await (await rita.sees("A former card")).press("Former button");
  await rita.page.getByText("I do not know this button").or(rita.page.getByText("I don’t know this button")).waitFor();

  // An address opens in a window of its own, without a way back to this one; a script is no address.
  const link = (title, url) => ({ type: "Action.OpenUrl", title, url });
  const here = new URL(rita.page.url()).origin;
  await rita.isShown(card([text("Links")], [link("A page", `${here}/chat.css`), link("A script", "javascript:document.title='owned'")]));
  const links = await rita.sees("Links");
  await links.card.getByText("A script").click();
  const page = await rita.opens(links, "A page");
  assert.equal(await page.evaluate(() => window.opener), null);
  assert.equal(rita.page.context().pages().length, 2);

  // Texts of any kind are text, in a card, a choice, a fact and a message.
  const hostile = `<script>document.title="owned"</script><img src=x onerror="document.title='owned'"> **b** \\<i>`;
  await rita.isShown(
    card([
      text(hostile),
      { type: "RichTextBlock", inlines: [{ type: "TextRun", text: hostile }] },
      { type: "FactSet", facts: [{ title: hostile, value: hostile }] },
      { type: "Input.ChoiceSet", id: "c", label: hostile, style: "expanded", choices: [{ title: hostile, value: "1" }] },
      { type: "Input.ChoiceSet", id: "s", label: "Skills", isMultiSelect: true, choices: [], "choices.data": { type: "Data.Query", dataset: "skills" } },
    ]),
  );
  const shown = await rita.sees('onerror="document.title=');
  assert.equal(await shown.card.locator("script, img, i").count(), 0);
  assert.equal(await shown.card.locator("b").first().innerText(), "b");
  await shown.fill("Skills", "PowerPoint, storytelling");
  await rita.say(hostile);
  await rita.page.locator(".mine").filter({ hasText: "<script>" }).waitFor();
  assert.equal(await rita.page.locator(".mine img").count(), 0);
  for (const window of [rita, mark]) {
    assert.deepEqual(window.complaints, []);
    assert.doesNotMatch(await window.page.title(), /owned/);
  }
}, PageWindow);
