// Somebody before a browser: goes through the site, and at every page looks whether it is sound for everybody.

import AxeBuilder from "@axe-core/playwright";
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { startSite } from "./site.mjs";

/** Debian's browser; it asks nothing of anybody but the site. */
const BROWSER = process.env.CHROMIUM ?? "/usr/bin/chromium";
const ARGUMENTS = ["--lang=zh-CN", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export const PHONE = { width: 390, height: 844 };

/** How people come: each journey is gone in each of these ways, unless it says otherwise. */
export const WAYS = [
  { name: "at a desk", width: 1280, height: 800, language: "zh", hasScript: true },
  { name: "on a phone, in English", ...PHONE, language: "en", hasScript: true },
  { name: "on a phone, without JavaScript", ...PHONE, language: "zh", hasScript: false },
];

/** What a finger must be able to hit, in CSS pixels. */
const FINGER = 44;

/** Where pictures of every page are put, if anywhere. */
const PICTURES = process.env.PICTURES;

export const startBrowser = () => chromium.launch({ executablePath: BROWSER, args: ARGUMENTS });

/** The journeys of one file of tests: they share a site and a browser, and each begins as nobody. */
export function journeys() {
  const shared = {};
  before(async () => {
    shared.site = await startSite();
    shared.browser = await startBrowser();
    shared.sessions = new Map();
  });
  after(async () => {
    await shared.browser?.close();
    await shared.site?.stop();
  });
  return function journey(name, go, ways = WAYS) {
    for (const way of ways) {
      test(`${name} (${way.name})`, async () => {
        const visitor = await Visitor.come(shared, way, name);
        try {
          await go(visitor, shared.site);
          visitor.checkNothingWentWrong();
        } finally {
          await visitor.leave();
        }
      });
    }
  };
}

export class Visitor {
  /** What is wrong with the pages seen so far. */
  #wrong = [];
  /** The status that a page may have although it is one of a refusal. */
  #refusal;
  #looks = 0;

  constructor(shared, way, journey, context, page) {
    Object.assign(this, { shared, way, journey, context, page });
    const say = (what) => this.#wrong.push(`${new URL(page.url()).pathname}: ${what}`);
    page.on("pageerror", (error) => say(`error of the page: ${error}`));
    page.on("requestfailed", (request) => {
      // What is left for the next page, or for a download, is given up by the browser.
      const failure = request.failure()?.errorText;
      if (failure !== "net::ERR_ABORTED") say(`not loaded: ${request.url()} ${failure}`);
    });
    page.on("response", (response) => {
      const isRefusal = response.status() === this.#refusal && response.request().isNavigationRequest();
      if (response.status() >= 400 && !isRefusal) say(`${response.status()} for ${response.url()}`);
    });
    page.on("console", (message) => {
      // The status of an answer is looked at above.
      const isStatus = message.text().startsWith("Failed to load resource: the server responded with a status of");
      if (["error", "warning"].includes(message.type()) && !isStatus) say(`console: ${message.text()}`);
    });
  }

  static async come(shared, way, journey = "") {
    const context = await shared.browser.newContext({
      baseURL: shared.site.address,
      viewport: { width: way.width, height: way.height },
      isMobile: way.width < 600,
      hasTouch: way.width < 600,
      javaScriptEnabled: way.hasScript,
      deviceScaleFactor: way.scale ?? 1,
      reducedMotion: "reduce",
    });
    context.setDefaultTimeout(10_000);
    const visitor = new Visitor(shared, way, journey, context, await context.newPage());
    if (way.language === "en") await visitor.#keepCookies([{ name: "tonggu-language", value: "en" }]);
    return visitor;
  }

  async leave() {
    await this.context.close();
  }

  #keepCookies(cookies) {
    return this.context.addCookies(cookies.map((cookie) => ({ url: this.shared.site.address, ...cookie })));
  }

  /** A text in the language that is spoken. */
  say(zh, en) {
    return this.way.language === "zh" ? zh : en;
  }

  /** Goes to an address. */
  async open(path, { refused } = {}) {
    await this.#turn(refused, () => this.page.goto(path));
  }

  /** Follows a link. */
  async follow(name) {
    await this.#turn(undefined, () => this.#one("link", name).click());
  }

  /** Presses a button that sends a form; `refused` is the status that is expected where it is. */
  async press(name, { refused, within = this.page } = {}) {
    await this.#turn(refused, () => within.getByRole("button", { name, exact: true }).click());
  }

  #one(role, name) {
    return this.page.locator("main").getByRole(role, { name, exact: true }).first();
  }

  /** Fills the fields of a form, each by its label. */
  async fill(fields) {
    for (const [label, value] of Object.entries(fields)) {
      const field = this.page.getByLabel(label);
      const tag = await field.evaluate((element) => element.tagName);
      await (tag === "SELECT" ? field.selectOption(value) : field.fill(value));
    }
  }

  /** Chooses a file for the field with a label. */
  async choose(label, file) {
    await this.page.getByLabel(label).setInputFiles(file);
  }

  /** Gets the file that a link of the page leads to. */
  async download(name) {
    const [download] = await Promise.all([this.page.waitForEvent("download"), this.#one("link", name).click()]);
    const path = this.shared.site.file(download.suggestedFilename());
    await download.saveAs(path);
    return path;
  }

  /** Waits for work that takes a while: its page says how far it is, and looks again by itself. */
  async workIsDone() {
    while ((await this.page.locator("main progress").count()) > 0) {
      await this.page.waitForTimeout(200);
      await this.page.reload();
    }
    await this.look();
  }

  /** Does what leads to another page, and looks at that. */
  async #turn(refused, act) {
    this.#refusal = refused;
    const isOfPage = (response) => response.request().isNavigationRequest() && ![301, 302, 303, 307].includes(response.status());
    const [response] = await Promise.all([this.page.waitForResponse(isOfPage), act()]);
    await this.page.waitForLoadState("load");
    this.#refusal = undefined;
    assert.equal(response.status(), refused ?? 200, `${response.request().method()} ${response.url()}`);
    await this.look();
  }

  /** Signs in as one of those whom the demonstration names, or as another of its users; later journeys keep the session. */
  async signIn(roleOrUser) {
    const { site, sessions } = this.shared;
    const { user, password } = site.signIns.get(roleOrUser) ?? site.signInOf(roleOrUser);
    await this.context.clearCookies({ name: "tonggu" });
    if (sessions.has(user)) return this.#keepCookies(sessions.get(user));
    await this.open("/sign-in");
    await this.fill({ [this.say("用户名", "User name")]: user, [this.say("密码，或窗口给的登录码", "Password, or the code from the counter")]: password });
    await this.press(this.say("登录", "Sign in"), { within: this.page.locator("main") });
    const cookies = await this.context.cookies();
    sessions.set(user, cookies.filter(({ name }) => name === "tonggu").map(({ name, value }) => ({ name, value })));
  }

  /** Whether the page shows these texts. */
  async sees(...texts) {
    const shown = await this.page.locator("body").innerText();
    for (const text of texts) assert.ok(shown.includes(text), `${this.page.url()} does not show “${text}”:\n${shown}`);
  }

  async seesNot(...texts) {
    const shown = await this.page.locator("body").innerText();
    for (const text of texts) assert.ok(!shown.includes(text), `${this.page.url()} shows “${text}”`);
  }

  /** Looks whether the page is sound: for whoever cannot see or has only a small screen, a thumb, or no JavaScript. */
  async look() {
    const where = new URL(this.page.url()).pathname;
    if (this.way.hasScript) this.#wrong.push(...(await this.#barriers(where)));
    const { width, small, isForPeople, language } = await this.page.evaluate(measure, FINGER);
    if (width > this.way.width) this.#wrong.push(`${where}: ${width} px wide on a screen of ${this.way.width} px`);
    if (isForPeople) this.#wrong.push(...small.map((one) => `${where}: smaller than a finger: ${one}`));
    if (language !== this.say("zh-CN", "en")) this.#wrong.push(`${where}: speaks ${language}`);
    if (PICTURES) await this.picture(where);
  }

  /** What keeps people out, by axe. It is a script, and the pages are the same without any. */
  async #barriers(where) {
    // No page has a frame, which is what the other mode is for.
    const axe = new AxeBuilder({ page: this.page }).setLegacyMode(true).options({ resultTypes: ["violations"] });
    const { violations } = await axe.analyze();
    const barriers = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
    return barriers.map(({ id, nodes }) => `${where}: ${id}: ${nodes.map((node) => node.html).join("; ")}`);
  }

  async picture(where) {
    const folder = join(PICTURES, this.journey.replaceAll(/\W+/g, "-"));
    mkdirSync(folder, { recursive: true });
    this.#looks += 1;
    const name = `${String(this.#looks).padStart(2, "0")}${where.replaceAll("/", "_")}-${this.way.width}-${this.way.language}.png`;
    await this.page.screenshot({ path: join(folder, name), fullPage: true });
  }

  checkNothingWentWrong() {
    assert.deepEqual([...new Set(this.#wrong)], []);
  }
}

/** In the page: how wide it is, and what is there to be pressed that is smaller than a finger. Links within a sentence are read, not hit. */
function measure(finger) {
  const isInSentence = (element) =>
    element.tagName === "A" &&
    getComputedStyle(element).display === "inline" &&
    element.parentElement.textContent.trim().length > element.textContent.trim().length;
  const small = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter((element) => element.checkVisibility() && !element.matches(".skip") && !isInSentence(element))
    .map((element) => [element.matches("[type=checkbox], [type=radio]") ? element.closest("label") ?? element : element, element])
    .filter(([box]) => box.getBoundingClientRect().height < finger - 0.5 || box.getBoundingClientRect().width < finger - 0.5)
    .map(([box, element]) => {
      const { width, height } = box.getBoundingClientRect();
      return `${Math.round(width)}×${Math.round(height)} ${element.outerHTML.slice(0, 90)}`;
    });
  return {
    width: document.documentElement.scrollWidth,
    small,
    isForPeople: document.body.classList.contains("large"),
    language: document.documentElement.lang,
  };
}
