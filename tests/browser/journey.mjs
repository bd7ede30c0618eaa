// The main journey: post, approve, compare, hire, accept, close; with a picture of each card for the README.
import { BRIEF, fillIn } from "./brief.mjs";
import { together } from "./window.mjs";

await together(async ({ rita, mark }) => {
  const welcome = await rita.sees("Work with a freelancer", "Rita Requester");
  await welcome.picture("welcome");
  await mark.sees("Work with a freelancer", "Mark Manager");

  // The form keeps what was typed, and says everything that is missing at once.
  await welcome.press("Post a gig");
  await (await rita.sees("What you need")).press("Preview");
  const form = await rita.sees("12 fields need your attention");
  await fillIn(form, BRIEF);
  await form.press("Preview");
  await (await rita.sees("Nothing is public until")).press("Change something");
  const again = await rita.sees("What you need", "About five minutes");
  await again.picture("form");
  await again.press("Preview");

  const preview = await rita.sees("Nothing is public until it’s approved", "Mark Manager is asked as soon as you submit");
  await preview.picture("preview");
  await preview.press("Submit for approval");
  await rita.sees("Waiting for Mark Manager");

  // The approver decides on one card, which then says what was decided.
  const approval = await mark.sees("Rita Requester asks you to approve this gig");
  await approval.picture("approval");
  await approval.press("Approve EUR 1,200.00");
  await (await mark.sees("Approved by Mark Manager")).picture("decided");
  await rita.sees("Approved by Mark Manager", "Show the gig");

  // Proposals arrive by themselves: the status card is edited where it stands, and there is one notice.
  const notice = await rita.sees("6 proposals to compare", "Review proposals");
  await (await rita.sees("6 proposals to compare", "Withdraw")).picture("status");
  await rita.counts(1, "Withdraw");
  await rita.counts(1, "Review proposals");

  await notice.press("Review proposals");
  const proposals = await rita.sees("Proposals · Gig 1");
  await proposals.picture("proposals", { most: 1020 });
  const steady = await proposals.part([/★ 4\.[789]/, "below the approved amount"], { without: "Noor van Dijk" });
  const freelancer = await steady.firstLine();
  await steady.press("Shortlist");
  await (await (await rita.sees("Off the shortlist")).part([freelancer, "Shortlisted"])).press(/^Hire for/);
  const confirm = await rita.sees(`Hire ${freelancer} for`, "Back to the proposals");
  await confirm.picture("hire-confirm");
  await confirm.press(/^Hire for/);
  await rita.sees(`${freelancer} accepted`);

  // Work comes in: the first part is sent back once, then all is accepted and paid.
  const first = await rita.sees("Storyline and master slide", "please review it");
  await first.picture("deliverable");
  await first.press("Send back");
  await first.fill("What should be different?", "Please use the headline font of the template.");
  await first.press("Send it back");
  await rita.sees("Sent back, and handed in again", "headline font");
  for (const part of ["with what you asked for", "All slides, first round", "Final deck"]) {
    const handedIn = await rita.sees("Deliverable", part, "please review it");
    await handedIn.press(/^Accept and release/);
    await handedIn.press(/^Yes, release/);
  }

  const done = await rita.sees("Everything is delivered and paid", "Rate and close");
  await done.press("Rate and close");
  const close = await rita.sees(`${freelancer} has delivered`);
  await close.press("Close the gig"); // the client itself says what is missing
  await rita.sees("Please choose one.");
  await close.choose("How good was the work?", "5, excellent");
  await close.pick("Yes");
  await close.choose("Would you do a gig this way again?", "9");
  await close.choose("Readers", "Everybody in the organisation");
  await close.fill("What should the next person do again?", "Send the template and the brand guide on the first day.");
  await close.picture("close-form");
  await close.press("Close the gig");
  // The answer, “Closed. Thank you!”, gives way at once to the gig's own card: the rating was published meanwhile.
  await (await rita.sees("Thank you for the lesson you shared", "Send the template")).picture("closed");

  await rita.say("my gigs");
  await rita.sees("My gigs", BRIEF.title, "Closed");
  await mark.say("approvals");
  await mark.sees("Nothing needs your approval");
  await rita.say("gig 1");
  const end = await rita.sees("Gig 1", "History", "Done");
  await end.press("History");
  await (await rita.sees("History, newest first", "Decisions")).picture("history");
});
