// One person at one Agents Playground: what they read, type and press. Every wait is for something to be seen.
import { chromium } from "playwright-core";
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import path from "node:path";

// Nothing but the pages under test is fetched: the other flags stop Chromium from calling home.
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const CARD = ".ac-preview-panel";
export const SIZE = { width: 720, height: 2600 }; // tall, so that a whole card is in a picture

/** Runs `journey(browser)`; `lastly` is done when it fails. */
export async function browse(journey, lastly = async () => {}) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: QUIET });
  try {
    await journey(browser);
  } catch (error) {
    await lastly();
    console.error(error.stack);
    process.exitCode = 1;
  } finally {
    await browser.close();
  }
}

/** Runs `journey(windows)` with the windows of a product, Faye's if it is open; keeps what is on the screens if it fails. */
export async function together(journey, Kind = Window) {
  const { REQUESTER_URL, APPROVER_URL, FINANCE_URL, PICTURES, EVIDENCE } = process.env;
  const windows = {};
  const keep = async () => {
    for (const [name, window] of Object.entries(windows)) {
      await window.page.screenshot({ path: path.join(EVIDENCE, `${name}.png`), fullPage: true });
    }
  };
  await browse(async (browser) => {
    const urls = { rita: REQUESTER_URL, mark: APPROVER_URL, ...(FINANCE_URL && { faye: FINANCE_URL }) };
    const open = async ([name, url]) => (windows[name] = await Kind.open(browser, url, PICTURES));
    await Promise.all(Object.entries(urls).map(open));
    await journey(windows);
  }, keep);
}

export class Window {
  cards = CARD;

  static async open(browser, url, pictures) {
    const page = await browser.newPage({ viewport: SIZE, locale: "en-GB", timezoneId: "Europe/Berlin" });
    page.setDefaultTimeout(45_000); // two journeys at once, on a busy machine
    await page.goto(url);
    await page.locator("[contenteditable=true]").first().waitFor();
    await page.getByTitle("Toggle Log Panel").click();
    return new Window(page, pictures);
  }

  constructor(page, pictures) {
    this.page = page;
    this.pictures = pictures;
  }

  async say(text) {
    const box = this.page.locator("[contenteditable=true]").first();
    await box.click();
    await box.pressSequentially(text);
    await box.press("Enter");
  }

  /** Goes to another chat or channel of this person. */
  async goTo(name) {
    await this.page.getByTitle("Toggle app bar and conversation window").click();
    // The list slides in, and a pointer could miss its entry on the way.
    await this.page.getByRole("treeitem", { name, exact: true }).dispatchEvent("click");
    // In so narrow a window the list lies over the cards until something beside it is clicked; here, nothing is.
    await this.page.mouse.click(SIZE.width - 20, SIZE.height / 2);
  }

  /** The newest card that shows all of these texts, once there is one. */
  async sees(...texts) {
    let cards = this.page.locator(this.cards);
    for (const text of texts) cards = cards.filter({ hasText: text });
    await cards.last().waitFor();
    return this.card(cards.last());
  }

  card(found) {
    return new Card(this, found);
  }

  /** The page that a button of a card opens. */
  async opens(card, name) {
    const opened = this.page.waitForEvent("popup");
    await card.card.getByRole("link", { name, exact: true }).click();
    return opened;
  }

  /** Exactly so many cards show this text, once cards that changed a moment ago were drawn again. */
  async counts(number, text) {
    const shown = () => this.page.locator(this.cards).filter({ hasText: text }).count();
    for (let tries = 0; tries < 100 && (await shown()) !== number; tries++) await this.page.waitForTimeout(100);
    assert.equal(await shown(), number, `cards that show “${text}”`);
  }
}

export class Card {
  constructor(window, card) {
    this.window = window;
    this.card = card;
    this.page = window.page;
  }

  /** The innermost part of the card that shows all of these texts and has buttons of its own. */
  async part(texts, { without } = {}) {
    let parts = this.card.locator(".ac-container").filter({ has: this.page.getByRole("button") });
    for (const text of texts) parts = parts.filter({ hasText: text });
    if (without) parts = parts.filter({ hasNotText: without });
    await parts.last().waitFor();
    return this.window.card(parts.last());
  }

  async firstLine() {
    return (await this.card.innerText()).trim().split("\n")[0].trim();
  }

  /** What it says, and what it says after each press on this button, until it has none any more. */
  async readsOn(name) {
    let read = await this.card.innerText();
    while (await this.card.getByRole("button", { name, exact: true }).count()) {
      const before = await this.card.innerText();
      await this.press(name);
      await this.page.waitForFunction(([card, text]) => card.innerText !== text, [await this.card.elementHandle(), before]);
      read += await this.card.innerText();
    }
    return read;
  }

  async press(name) {
    await this.card.getByRole("button", { name, exact: true }).first().click();
  }

  async fill(label, text) {
    await this.card.getByLabel(startsWith(label)).first().fill(text);
  }

  async value(label) {
    return this.card.getByLabel(startsWith(label)).first().inputValue();
  }

  async choose(label, option) {
    await this.card.getByRole("combobox", { name: startsWith(label) }).click();
    const chosen = this.page.getByRole("option", { name: option, exact: true });
    await chosen.click();
    await chosen.waitFor({ state: "hidden" });
  }

  async pick(option) {
    await this.card.getByRole("radio", { name: option }).check();
  }

  /** A day of a later month, in the calendar that opens at the field. */
  async day(label, monthsAhead, day) {
    await this.card.getByLabel(startsWith(label)).first().click();
    const calendar = this.page.getByRole("dialog", { name: "Calendar" });
    for (let month = 0; month < monthsAhead; month += 1) {
      await calendar.getByRole("button", { name: /^Next month/ }).click();
    }
    const wanted = calendar.getByRole("button", { name: new RegExp(`^${day}, `) }).first();
    await wanted.click();
    // While the month is still sliding in, a click finds the day and doesn't choose it.
    await calendar.waitFor({ state: "hidden", timeout: 5000 }).catch(() => wanted.click());
    await calendar.waitFor({ state: "hidden" });
  }

  /** Kept for the README as NAME.png; of a long card only the top, `most` pixels high. */
  async picture(name, { most = 1700 } = {}) {
    await mkdir(this.window.pictures, { recursive: true });
    await this.page.mouse.move(0, 0);
    await this.card.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await this.card.boundingBox();
    const clip = { x, y, width, height: Math.min(height, most) };
    await this.page.screenshot({ path: path.join(this.window.pictures, `${name}.png`), animations: "disabled", clip });
  }
}

/** A label as it is read out: a mark and the field's problem may follow it. */
export function startsWith(label) {
  return new RegExp(`^${label.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?!\\w)`);
}
