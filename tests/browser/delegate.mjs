// Mark is out of office: his delegate Faye is asked in his place, decides, and he hears of it; then he is back.
import { BRIEF, fillIn } from "./brief.mjs";
import { together } from "./window.mjs";

await together(async ({ rita, mark, faye }) => {
  await mark.sees("Mark Manager");
  await faye.sees("Faye Finance");
  await mark.say("out of office");
  const form = await mark.sees("Who decides in your place?");
  await form.fill("Colleague who decides in your place", "faye@contoso.example");
  await form.day("First day away", 0, new Date().getDate());
  await form.picture("out-of-office");
  await form.press("Save");
  await mark.sees("Faye Finance is your delegate");
  await faye.sees("You’re the delegate of Mark Manager");

  await rita.say("post a gig");
  await fillIn(await rita.sees("What you need"), BRIEF);
  await (await rita.sees("What you need")).press("Preview");
  const preview = await rita.sees("Nothing is public until it’s approved", "Faye Finance");
  await preview.press("Submit for approval");

  const approval = await faye.sees("Rita Requester asks you to approve this gig", "Mark Manager");
  await approval.picture("approval-delegate");
  await approval.press("Approve EUR 1,200.00");
  await faye.sees("Approved by Faye Finance");
  await rita.sees("Approved by Faye Finance", "Show the gig");
  await mark.counts(0, "Approve EUR");

  await mark.say("out of office");
  await (await mark.sees("Who decides in your place?", "Faye Finance")).press("I am back");
  await mark.sees("Faye Finance is no longer the delegate");
});
