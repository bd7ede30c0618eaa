// One person at our own chat page: the same words as at a Playground, and a browser's own fields.
import { Card, SIZE, Window, startsWith } from "./window.mjs";

export class PageWindow extends Window {
  cards = "#messages .card";

  static async open(browser, url, pictures) {
    const page = await browser.newPage({ viewport: SIZE, locale: "en-GB", timezoneId: "Europe/Berlin" });
    page.setDefaultTimeout(45_000);
    const window = new PageWindow(page, pictures);
    window.complaints = [];
    page.on("console", (said) => ["error", "warning"].includes(said.type()) && window.complaints.push(said.text()));
    page.on("pageerror", (error) => window.complaints.push(error.stack));
    await page.goto(url);
    await page.locator(window.cards).first().waitFor();
    return window;
  }

  card(found) {
    return new PageCard(this, found);
  }

  async say(text) {
    await this.page.getByLabel("Message", { exact: true }).fill(text);
    await this.page.getByRole("button", { name: "Send", exact: true }).click();
  }

  async looks(look) {
    await this.page.getByLabel("Look").selectOption(look);
  }
}

class PageCard extends Card {
  field(label) {
    return this.card.getByLabel(startsWith(label)).first();
  }

  async choose(label, option) {
    await this.field(label).selectOption({ label: option });
  }

  /** The renderer reads the question out before each of its answers. */
  async pick(option) {
    await this.card.locator(".ac-choiceSetInput-expanded div").filter({ hasText: option }).getByRole("radio").first().check();
  }

  /** A day of a later month, as the browser's own calendar would write it. */
  async day(label, monthsAhead, day) {
    const now = new Date();
    const wanted = new Date(Date.UTC(now.getFullYear(), now.getMonth() + monthsAhead, day));
    await this.field(label).fill(wanted.toISOString().slice(0, 10));
  }
}
