// A programme lead's list: narrowed down by a filter, a gig opened from it, and the link to the whole list as a file.
import assert from "node:assert/strict";
import { BRIEF, fillIn } from "./brief.mjs";
import { PageWindow } from "./page_window.mjs";
import { together } from "./window.mjs";

await together(async ({ rita, mark, faye }) => {
  await mark.sees("Mark Manager");
  await faye.sees("Faye Finance");
  await rita.say("post a gig");
  await fillIn(await rita.sees("What you need"), BRIEF);
  await (await rita.sees("What you need")).press("Preview");
  await (await rita.sees("Nothing is public until")).press("Submit for approval");
  await mark.sees("Rita Requester asks you to approve this gig");

  await rita.say("all gigs");
  await rita.page.getByText("Only a programme lead can see all gigs").first().waitFor();
  await faye.say("all gigs");
  const all = await faye.sees("All gigs", BRIEF.title, "EUR 1,200.00");
  await all.press("Filter");
  await all.choose("State", "Closed");
  await all.press("Apply filters");
  const none = await faye.sees("Filter: State", "No gigs here.");
  await none.press("Filter: State");
  await none.choose("State", "In approval");
  await none.press("Apply filters");
  const found = await faye.sees("Filter: State", BRIEF.title);

  const link = found.card.getByText("Export as CSV", { exact: true });
  await link.waitFor();
  const file = new Promise((taken) =>
    faye.page.context().route("**/export/*", async (route) => {
      taken(await route.fetch());
      await route.fulfill({ body: "Taken home" });
    }),
  );
  await link.click();
  const answer = await file;
  assert.match(answer.headers()["content-disposition"], /gigs\.csv/);
  assert.match(await answer.text(), new RegExp(BRIEF.title));
  await faye.say("open approvals");
  await faye.sees("Gigs that need somebody’s approval", BRIEF.title, "Waiting for Mark Manager");
}, PageWindow);
