// Makes the pictures of README.zh-CN.md from the demonstration: `npm run pictures`. Needs pngquant, which makes them small.

import { execFileSync } from "node:child_process";
import { mkdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { startSite } from "./site.mjs";
import { PHONE, Visitor, startBrowser } from "./visitor.mjs";

const FOLDER = fileURLToPath(new URL("../../docs/pictures/", import.meta.url));
const sample = (path) => fileURLToPath(new URL(`../../import-samples/${path}`, import.meta.url));
const DESK = { width: 1280, height: 800, language: "zh", hasScript: true };
const HAND = { ...PHONE, height: 1200, language: "zh", hasScript: true, scale: 1.5 };

/** Bytes that a picture may have. */
const LARGEST = 120 * 1024;

const PICTURES = [
  ["notice-board", DESK, undefined, (visitor) => visitor.open("/")],
  ["statement-on-a-phone", HAND, "股东", (visitor) => visitor.open("/my/statements/2008")],
  [
    "import-problems",
    DESK,
    "会计",
    async (visitor) => {
      await visitor.open("/desk/imports");
      await visitor.page.locator("#files").setInputFiles(sample("dirty/入股.xlsx"));
      await visitor.press("检查");
      await visitor.workIsDone();
      // The sheet as it is, with the cells marked that are wrong.
      await visitor.page.locator("#sheet").evaluate((sheet) => sheet.scrollIntoView());
    },
  ],
  ["distribution-desk", DESK, "会计", (visitor) => visitor.open("/desk/distributions/2008-1")],
  ["motion", DESK, "董事", (visitor) => visitor.open("/boards/motions/5")],
];

const wanted = process.argv.slice(2);
mkdirSync(FOLDER, { recursive: true });
const site = await startSite();
const browser = await startBrowser();
const shared = { site, browser, sessions: new Map() };
try {
  for (const [name, way, role, go] of PICTURES) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const visitor = await Visitor.come(shared, way);
    if (role) await visitor.signIn(role);
    await go(visitor);
    const path = `${FOLDER}${name}.png`;
    await visitor.page.screenshot({ path });
    execFileSync("pngquant", ["--force", "--strip", "--speed", "1", "--output", path, "32", path]);
    const { size } = statSync(path);
    if (size > LARGEST) throw new Error(`${name}.png has ${size} bytes; it may have ${LARGEST}`);
    console.log(`${name}.png ${size}`);
    await visitor.leave();
  }
} finally {
  await browser.close();
  await site.stop();
}
