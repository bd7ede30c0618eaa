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

  /** The bot shows a card of its own here, in the place of message `id` if there is one; the message's id. */
  async isShown(content, id = "") {
    const chat = `${new URL(this.page.url()).origin}/_connector/v3/conversations/a:of-this-window/activities`;
    const attachments = [{ contentType: "application/vnd.microsoft.card.adaptive", content }];
    const answer = await fetch(`${chat}/${id}`.replace(/\/$/, ""), {
      method: id ? "PUT" : "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ type: "message", attachments }),
    });
    return (await answer.json()).id;
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
