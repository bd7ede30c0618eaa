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
  console.log(await rita.everything());

  const arrived = await rita.sees("to compare");
  await rita.page.waitForTimeout(4000);
  console.log(await rita.everything());
  await rita.page.screenshot({ path: "/tmp/bt/pics/rita1.png" });
  await mark.page.screenshot({ path: "/tmp/bt/pics/mark1.png" });
});
