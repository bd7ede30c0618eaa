// Our own page, for a machine without Node.js: a gig from the form to a listing, and what a form must survive.
import assert from "node:assert/strict";
import { BRIEF, fillIn } from "./brief.mjs";
import { PageWindow } from "./page_window.mjs";
import { together } from "./window.mjs";

const HOSTILE = "<img src=x onerror=\"document.title='owned'\"> **<b>bold</b>** [link](javascript:alert(1)) & \\*";

await together(async ({ rita, mark }) => {
  // The link is gone from the address, and the window is Rita's.
  assert.equal(new URL(rita.page.url()).hash, "");
  await rita.page.getByRole("banner").getByText("Rita Requester").waitFor();
  await (await rita.sees("Work with a freelancer")).press("Post a gig");

  // A form that is half filled stays as it is, and keeps its cursor, while other cards arrive below it.
  const form = await rita.sees("What you need");
  await fillIn(form, BRIEF);
  await form.fill("Outcome", HOSTILE);
  await form.field("Skills").focus();
  for (const said of ["help", "my gigs"]) {
    await rita.page.evaluate((text) => {
      const session = sessionStorage.getItem("session");
      const headers = { "Content-Type": "application/json", Authorization: `Bearer ${session}` };
      return fetch("/api/say", { method: "POST", headers, body: JSON.stringify({ text }) });
    }, said);
  }
  await rita.page.getByRole("button", { name: "New message" }).waitFor();
  assert.equal(await form.field("Title").inputValue(), BRIEF.title);
  assert.equal(await form.field("Outcome").inputValue(), HOSTILE);
  assert.equal(await form.field("Skills").evaluate((field) => field === document.activeElement), true);

  // What somebody typed is shown as they typed it, to them and to the one who decides.
  await form.press("Preview");
  const preview = await rita.sees("Nothing is public until it’s approved", "<img src=x");
  assert.equal(await preview.card.locator("img").count(), 0);
  await preview.press("Submit for approval");
  const approval = await mark.sees("Rita Requester asks you to approve", "<img src=x");
  assert.equal(await approval.card.locator("img").count(), 0);

  // Mark is typing a reason when the page is drawn in another look; nothing is lost.
  await approval.press("Ask for changes");
  const reason = approval.card.locator("textarea:visible, input[type=text]:visible").last();
  await reason.fill("Half a reas");
  for (const look of ["dark", "contrast", "light"]) await mark.looks(look);
  assert.equal(await reason.inputValue(), "Half a reas");

  // One decision redraws the cards where they stand.
  await approval.press("Approve EUR 1,200.00");
  await mark.sees("Approved by Mark Manager");
  await mark.counts(0, "asks you to approve");
  await rita.sees("Approved by Mark Manager", "Show the gig");
  await rita.sees("6 proposals to compare", "Withdraw");
  await rita.counts(1, "Withdraw");

  // A reload shows the same messages; a tab without the link shows none.
  const before = await rita.page.locator(rita.cards).count();
  await rita.page.reload();
  await rita.sees("6 proposals to compare", "Withdraw");
  assert.equal(await rita.page.locator(rita.cards).count(), before);
  const other = await rita.page.context().browser().newPage();
  await other.goto(rita.page.url());
  await other.getByText("Open the link that Freelance Connector printed").waitFor();
  assert.equal(await other.locator("article").count(), 0);

  // Nothing is wider than a narrow window, and the browser had nothing to complain of: not of the policy for scripts either.
  for (const window of [rita, mark]) {
    await window.page.setViewportSize({ width: 320, height: 800 });
    const wide = await window.page.evaluate(() => document.querySelector("main").scrollWidth);
    assert.ok(wide <= 320, `${wide} pixels wide`);
    assert.deepEqual(window.complaints, []);
    assert.doesNotMatch(await window.page.title(), /owned/);
  }
}, PageWindow);
