// A real marketplace, on its stand-in: connect the account, choose it in the form, hire, and fund a milestone.
import { BRIEF, fillIn } from "./brief.mjs";
import { together } from "./window.mjs";

await together(async ({ rita, mark, faye }) => {
  // The programme lead says yes on the marketplace's own page, and it comes back by itself.
  await faye.say("marketplaces");
  await (await faye.sees("Marketplaces", "Not connected")).press("Connect Upwork");
  const consent = await faye.opens(await faye.sees("You authorise it on Upwork’s own page"), "Go to Upwork");
  await consent.getByRole("button", { name: "Allow" }).click();
  await consent.getByText("Upwork is connected").waitFor();
  await consent.close();
  await (await faye.sees("Upwork is connected", "Contoso")).press("Marketplaces");
  await (await faye.sees("Connected", "by Faye Finance")).picture("marketplaces");

  // The form asks for the marketplace first, and the preview shows what it will show.
  await rita.say("post a gig");
  const where = await rita.sees("Where to post it");
  await where.choose("Marketplace", "Upwork");
  await where.press("Use this marketplace");
  const form = await rita.sees("What you need");
  await fillIn(form, { ...BRIEF, skills: "PowerPoint, storytelling" });
  await form.press("Preview");
  const wrong = await rita.sees("Upwork’s job posts are in US dollars");
  await wrong.choose("Currency", "USD, US dollar");
  await wrong.press("Preview");
  const preview = await rita.sees("Public on Upwork", "Graphic, Editorial & Presentation Design");
  await preview.picture("preview-upwork");
  await preview.press("Submit for approval");
  await (await mark.sees("Rita Requester asks you to approve this gig")).press("Approve USD 1,200.00");

  // Proposals of Upwork are compared and one is taken, like any other.
  await (await rita.sees("6 proposals to compare", "Review proposals")).press("Review proposals");
  const proposals = await rita.sees("Proposals · Gig 1");
  await proposals.picture("proposals-upwork", { most: 1020 });
  const steady = await proposals.part([/★ 4\.[789]/, "below the approved amount"], { without: "Noor van Dijk" });
  const freelancer = await steady.firstLine();
  await steady.press(/^Hire for/);
  await (await rita.sees(`Hire ${freelancer} for`, "Back to the proposals")).press(/^Hire for/);

  // Work begins when it is funded there, and that is asked once more.
  await rita.sees("can now be funded", "Storyline and master slide");
  const gig = await rita.sees("Your move", "Fund “Storyline and master slide”");
  await gig.press(/^Fund USD/);
  await gig.picture("funding");
  await gig.press(/^Yes, fund USD/);
  await rita.sees("Storyline and master slide", "please review it", "Accepting pays");
});
