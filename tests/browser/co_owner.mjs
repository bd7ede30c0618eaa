// A co-owner takes over: she changes what the approver wants changed, and hears all that the other owner hears.
import { BRIEF, fillIn } from "./brief.mjs";
import { together } from "./window.mjs";

await together(async ({ rita, mark, faye }) => {
  await mark.sees("Mark Manager");
  await faye.sees("Faye Finance");
  await rita.say("post a gig");
  await fillIn(await rita.sees("What you need"), BRIEF);
  await (await rita.sees("What you need", "Save draft")).press("Preview");
  await (await rita.sees("Nothing is public until")).press("Submit for approval");
  const asked = await mark.sees("Rita Requester asks you to approve this gig");

  // Whoever is to be asked about the gig can't own it; Faye isn't, by this policy.
  const gig = await rita.sees("Waiting for Mark Manager", "Co-owners");
  await gig.press("Co-owners");
  await gig.fill("Who should own it as well?", "faye");
  await gig.press("Add co-owner");
  await (await faye.sees(BRIEF.title, "Show the gig")).press("Show the gig");
  await faye.sees("Waiting for Mark Manager", BRIEF.title);

  await asked.press("Ask for changes");
  await asked.fill("What should change?", "Half the money will do.");
  await asked.press("Send back for changes");
  await rita.sees("requested changes", "Half the money will do");
  await (await faye.sees("requested changes", "Half the money will do")).press("Edit and resubmit");
  const form = await faye.sees("Change the brief", "Half the money will do");
  await form.fill("Amount", "600");
  await form.press("Preview");
  await (await faye.sees("What you changed", "EUR 600.00")).press("Submit for approval");

  await (await mark.sees("What changed since the last time", "Approve EUR 600.00")).press("Approve EUR 600.00");
  for (const owner of [rita, faye]) await owner.sees("Approved by Mark Manager", "Show the gig");
  await faye.sees("proposals to compare", "Review proposals");
  await faye.counts(0, "Approve EUR");
});
