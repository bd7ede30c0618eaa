// A rejected gig is begun again: the same brief without its dates, under a number of its own.
import assert from "node:assert/strict";
import { BRIEF, fillIn } from "./brief.mjs";
import { together } from "./window.mjs";

await together(async ({ rita, mark }) => {
  await mark.sees("Mark Manager");
  await rita.say("post a gig");
  await fillIn(await rita.sees("What you need"), BRIEF);
  await (await rita.sees("What you need")).press("Preview");
  await (await rita.sees("Nothing is public until")).press("Submit for approval");
  const asked = await mark.sees("Rita Requester asks you to approve this gig");
  await asked.press("Reject");
  await asked.fill("Why are you rejecting it?", "Not before the budget is decided.");
  await asked.press("Reject this gig");

  await (await rita.sees("Rejected by Mark Manager", "Not before the budget")).press("Start again from this");
  const form = await rita.sees("What you need", "Save draft");
  assert.equal(await form.value("Title"), BRIEF.title);
  assert.equal(await form.value("Start"), "");
  await form.day("Start", 1, 5);
  await form.day("Due", 2, 20);
  await form.press("Preview");
  await (await rita.sees("Preview · Gig 2", "Nothing is public until")).press("Submit for approval");

  await (await mark.sees("Approval · Gig 2", "Approve EUR 1,200.00")).press("Approve EUR 1,200.00");
  await rita.sees("Gig 2", "Approved by Mark Manager");
  await rita.say("gig 1");
  await rita.sees("This gig ends here", "Continued as", "Gig 2");
});
