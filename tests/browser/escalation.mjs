// Nobody answers: Mark is reminded, then Faye, his manager, is asked in his place. The clock is sped up by the policy.
import assert from "node:assert/strict";
import { BRIEF, fillIn } from "./brief.mjs";
import { together } from "./window.mjs";

await together(async ({ rita, mark, faye }) => {
  await mark.sees("Mark Manager");
  await faye.sees("Faye Finance");
  await rita.say("post a gig");
  await fillIn(await rita.sees("What you need"), BRIEF);
  await (await rita.sees("What you need")).press("Preview");
  await (await rita.sees("Nothing is public until it’s approved", "Mark Manager")).press("Submit for approval");

  await mark.sees("Rita Requester asks you to approve this gig");
  await (await mark.sees("needs your decision")).picture("reminder");
  const escalated = await faye.sees("Rita Requester asks you to approve this gig", "Mark Manager");
  await escalated.picture("approval-escalated");
  await mark.sees("Faye Finance has been asked instead");
  await mark.counts(0, "Approve EUR");

  await escalated.press("Approve EUR 1,200.00");
  await rita.sees("Approved by Faye Finance", "Show the gig");
  await rita.sees("6 proposals to compare", "Review proposals"); // from here on its card stays as it is
  await rita.say("gig 1");
  const gig = await rita.sees("Gig 1", "History");
  await gig.press("History");
  const history = await (await rita.sees("History, newest first")).readsOn("Older");
  for (const text of ["was reminded", "nobody answered"]) assert.ok(history.includes(text), `“${text}” in ${history}`);
});
