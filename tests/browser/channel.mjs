// A channel follows its team's gigs: one thread per gig, whose first card is kept up to date.
import { BRIEF, fillIn } from "./brief.mjs";
import { together } from "./window.mjs";

await together(async ({ rita, mark }) => {
  await mark.sees("Mark Manager");
  await rita.goTo("Design - General");
  const pick = await rita.sees("Where should gigs be posted?");
  await pick.choose("Channel", "Gigs");
  await pick.press("Follow there");
  await rita.sees("this team’s gigs");

  await rita.goTo("Personal Chat");
  await rita.say("post a gig");
  const form = await rita.sees("What you need");
  await fillIn(form, BRIEF);
  await form.press("Preview");
  await (await rita.sees("Nothing is public until")).press("Submit for approval");
  await (await mark.sees("asks you to approve")).press("Approve EUR 1,200.00");
  await rita.sees("6 proposals to compare", "Review proposals");

  await rita.goTo("Design - Gigs");
  const head = await rita.sees(BRIEF.title, "Proposals are being compared");
  await head.picture("channel");
});
