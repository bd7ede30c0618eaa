// Changes are asked for: the form comes back filled in, and the approver sees what is different.
import { BRIEF, fillIn } from "./brief.mjs";
import { together } from "./window.mjs";

await together(async ({ rita, mark }) => {
  await mark.sees("Mark Manager");
  await rita.say("pst a gig");
  const form = await rita.sees("What you need");
  await fillIn(form, BRIEF);
  await form.press("Save draft");
  await (await rita.sees("Your draft is saved", BRIEF.title)).press("Continue");
  await (await rita.sees("What you need")).press("Preview");
  await (await rita.sees("Nothing is public until")).press("Submit for approval");

  const approval = await mark.sees("Rita Requester asks you to approve this gig");
  await approval.press("Ask for changes");
  await approval.fill("What should change?", "Half the money will do, and please name the template.");
  await approval.press("Send back for changes");
  await (await mark.sees("Changes requested", "Half the money will do")).picture("changes-asked");

  await (await rita.sees("requested changes", "Half the money will do")).press("Edit and resubmit");
  const again = await rita.sees("Change the brief", "Half the money will do");
  await again.fill("Amount", "600");
  await again.picture("form-changes");
  await again.press("Preview");
  const preview = await rita.sees("What you changed", "EUR 600.00");
  await preview.press("Submit for approval");

  const second = await mark.sees("What changed since the last time", "Approve EUR 600.00");
  await second.picture("approval-changes");
  await mark.counts(1, "Approve EUR");
  await second.press("Reject");
  await second.fill("Why are you rejecting it?", "We do this ourselves this year.");
  await second.press("Reject this gig");
  await mark.sees("Rejected by Mark Manager");
  await rita.sees("Rejected by Mark Manager", "We do this ourselves this year.");
  await mark.counts(0, "Approve EUR");
});
