// What an approver sees of a decision at a glance, and what is folded below its buttons until it is wanted.
import assert from "node:assert/strict";
import { BRIEF, fillIn } from "./brief.mjs";
import { together } from "./window.mjs";

await together(async ({ rita, mark }) => {
  await mark.sees("Mark Manager");
  await rita.say("post a gig");
  await fillIn(await rita.sees("What you need"), BRIEF);
  await (await rita.sees("What you need")).press("Preview");
  await (await rita.sees("Nothing is public until")).press("Submit for approval");

  const asked = await mark.sees("Rita Requester asks you to approve this gig", "EUR 1,200.00", "Approve EUR 1,200.00");
  const whole = asked.card.getByText("Speaker notes for every slide");
  const { height } = await asked.card.boundingBox();
  assert.ok(height < 640, `${height} pixels high`);
  assert.equal(await whole.isVisible(), false);
  for (const name of ["Ask for changes", "Reject", "Pass on", "Ask a colleague"]) {
    assert.ok(await asked.card.getByRole("button", { name, exact: true }).isVisible(), name);
  }
  await asked.press("Brief and approval steps");
  await whole.waitFor();
  await asked.press("Brief and approval steps");
  await whole.waitFor({ state: "hidden" });

  await mark.say("what's waiting for me");
  await mark.sees("1 gig needs your approval", BRIEF.title);
  await asked.press("Approve EUR 1,200.00");
  await mark.sees("Approved by Mark Manager");
  await mark.counts(0, "Approve EUR");
});
