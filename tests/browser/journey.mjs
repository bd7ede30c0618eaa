// The main journey: post, approve, compare, hire, accept, close; with a picture of each card for the README.
import { together } from "./window.mjs";
import { BRIEF, fillIn } from "./brief.mjs";
import assert from "node:assert/strict";

await together(async ({ rita, mark }) => {
  const welcome = await rita.sees("Work with a freelancer", "Rita Requester");
  await welcome.picture("welcome");
  await mark.sees("Mark Manager");

  await welcome.press("Post a gig");
  const empty = await rita.sees("Our rules");
  await empty.press("Preview");
  const form = await rita.sees("13 fields need your attention");
  await fillIn(form, BRIEF);
  await form.press("Preview");

  const preview = await rita.sees("Nothing is public until it is approved", "Mark Manager must approve first");
  await preview.picture("preview");
  await preview.press("Change something");
  const again = await rita.sees("Our rules", "Post a gig");
  await again.picture("form");
  await again.press("Preview");
  await (await rita.sees("Nothing is public until")).press("Submit for approval");
  await rita.sees("Waiting for Mark Manager");

  const approval = await mark.sees("Rita Requester asks you to approve this gig");
  await approval.picture("approval");
  await approval.press("Approve EUR 1,200.00");
  const decided = await mark.sees("Approved by Mark Manager");
  await decided.picture("decided");
  await rita.sees("I am posting it to");

  const notice = await rita.sees("to compare", "Shortlist, decline, or hire.", "Show the gig");
  await (await rita.sees("History", "Your move")).picture("status");
  await notice.press("Review proposals");
  const proposals = await rita.sees("Proposals · Gig 1");
  await proposals.picture("proposals");

  const steady = await proposals.part(/★ 4\.[789]/, "below the approved sum", { not: "Noor van Dijk" });
  const freelancer = await steady.firstLine();
  await steady.press("Shortlist");
  const shortlisted = await rita.sees("Shortlisted");
  await (await shortlisted.part(freelancer)).press(/^Hire for/);
  const confirm = await rita.sees(`Hire ${freelancer} for`);
  await confirm.picture("hire-confirm");
  await confirm.press(/^Hire for/);
  await rita.page.waitForTimeout(9000);
  await rita.page.screenshot({ path: "/tmp/bt/pics/rita2.png" });
  const first = await rita.sees("your verdict, please");
  await first.picture("deliverable");
  await first.press("Send back");
  await first.fill("What should be different?", "Please use the headline font of the template.");
  await first.picture("deliverable-back");
  await first.press("Send it back");
  await rita.sees("Sent back;");
  await rita.page.waitForTimeout(5000);
  await rita.page.screenshot({ path: "/tmp/bt/pics/rita3.png" });

  for (let i=0;i<8;i++) {
    await rita.page.waitForTimeout(3000);
    const b=rita.page.getByRole("button",{name:/^Accept and release/});
    if (await b.count()) { await b.last().click(); }
    if (await rita.count("All is delivered and paid")) break;
  }
  const done=await rita.sees("All is delivered and paid"); 
  await rita.page.screenshot({ path: "/tmp/bt/pics/rita4.png", fullPage:true });
  await done.press("Rate and close");
  const close=await rita.sees("has delivered"); await close.picture("close-form0");
  await close.press("Close the gig"); await close.picture("close-form-wrong"); console.log(await close.card.ariaSnapshot());
  await close.choose("How good was the work?", "5, excellent"); await close.pick("Yes").catch((e)=>console.log(e.message));
  await close.choose("Would you do a gig this way again? 0 is never, 10 is certainly","9");
  await close.fill("One lesson for the next person", "Send the template on the first day.");
  await close.picture("close-form");
  await close.press("Close the gig");
  await (await rita.sees("Closed. Thank you!")).picture("closed");
  await rita.page.screenshot({ path: "/tmp/bt/pics/rita5.png", fullPage:true });
  await mark.page.screenshot({ path: "/tmp/bt/pics/mark5.png", fullPage:true });
  await rita.say("my gigs"); await (await rita.sees("My gigs")).picture("my-gigs");
  await mark.say("approvals"); await (await mark.sees("Nothing waits")).picture("approvals");
  await rita.say("gig 1"); const g=await rita.sees("Gig 1", "History"); await g.press("History"); await g.picture("history");
});
