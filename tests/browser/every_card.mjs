// Every card of the product on the page that shows them: each is drawn, and none is wider than 320 pixels have room for.
import assert from "node:assert/strict";
import { browse } from "./window.mjs";

await browse(async (browser) => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: "en-GB" });
  const complaints = [];
  page.on("console", (said) => ["error", "warning"].includes(said.type()) && complaints.push(said.text()));
  page.on("pageerror", (error) => complaints.push(error.stack));
  await page.goto(process.env.CARDS_URL);
  await page.locator("nav a").first().waitFor({ timeout: 60_000 });
  const names = await page.locator("nav a").allTextContents();
  assert.ok(names.length > 200, `${names.length} cards`);

  const wrong = await page.evaluate(async (all) => {
    const found = {};
    for (const name of all) {
      location.hash = name;
      await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
      const box = document.querySelector(".narrow");
      if (document.querySelector("h2").textContent !== name) found[name] = "another card is shown";
      if (document.querySelector(".card pre")) found[name] = document.querySelector(".card pre").textContent;
      for (const each of box.querySelectorAll("*")) {
        const { right, width } = each.getBoundingClientRect();
        if (width && right > box.getBoundingClientRect().right + 1) found[name] = `too wide: ${each.textContent.slice(0, 60)}`;
        if (each.matches(".ac-pushButton *") && each.scrollWidth > each.clientWidth + 1) found[name] = `cut: ${each.textContent}`;
      }
    }
    return found;
  }, names);
  assert.deepEqual(wrong, {});

  for (const look of ["light", "dark", "contrast"]) {
    await page.getByLabel("Look", { exact: true }).selectOption(look);
    assert.equal(await page.evaluate(() => document.documentElement.dataset.look), look);
  }
  assert.deepEqual(complaints, []);
});
