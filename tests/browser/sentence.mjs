// A sentence opens the form filled in with what it says; the rest is added, a mistake is mended, and it is submitted.
import assert from "node:assert/strict";
import { BRIEF, fillIn } from "./brief.mjs";
import { together } from "./window.mjs";

const SAID = "I need a logo for the spring campaign, 500 euros, by Friday";

await together(async ({ rita, mark }) => {
  await mark.sees("Mark Manager");
  await rita.sees("Rita Requester");
  await rita.say(SAID);
  const form = await rita.sees("Filled in from what you wrote");
  assert.match(await form.value("Title"), /logo/i);
  assert.equal(await form.value("Outcome"), SAID);
  assert.equal(await form.value("Amount"), "500");
  await form.press("Preview");
  await fillIn(await rita.sees("fields need your attention"), { ...BRIEF, title: "Spring logo", category: "Design", amount: "500" });

  // A question in the middle of it costs nothing of what is typed, and says that the draft waits for her.
  const half = await rita.sees("fields need your attention");
  await half.press("Save draft");
  await rita.sees("Your draft is saved", "Spring logo");
  await rita.say("what's waiting for me");
  await rita.sees("Nothing needs your approval", "Spring logo");
  await rita.say("continue my draft");
  await rita.sees("My gigs", "Press a gig to open it");
  await (await rita.sees("Your draft is saved", "Spring logo")).press("Continue");
  const again = await rita.sees("What you need", "Save draft");
  assert.equal(await again.value("Title"), "Spring logo");
  await again.press("Preview");
  await (await rita.sees("Nothing is public until", "EUR 500.00")).press("Submit for approval");

  await mark.sees("Rita Requester asks you to approve this gig", "Spring logo", "EUR 500.00");
  await rita.say("has Mark approved yet?");
  await rita.page.getByText("Nobody has approved gig 1 yet").first().waitFor();
});
