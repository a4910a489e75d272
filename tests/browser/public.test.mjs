// Anybody, without signing in: what was published, one's own line of it, and whether a statement is genuine.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { journeys } from "./visitor.mjs";

const journey = journeys();

journey("the notice board leads to a distribution and to one's own line", async (visitor) => {
  await visitor.open("/");
  await visitor.sees(visitor.say("公示栏", "Notice board"), "23.26", "6,102,762.81");
  await visitor.follow(visitor.say("2008 年度分配", "The distribution of 2008"));
  await visitor.sees("57,122.50", "2009-01-08", visitor.say("同股同权", "Same share, same rights"));
  await visitor.fill({ [visitor.say("成员编号", "Member number")]: "m0000278" });
  await visitor.press(visitor.say("找我的一行", "Find my line"));
  await visitor.sees("14,722.67");
  // The list is public, and names in it are masked.
  await visitor.seesNot("余子涵");
  await visitor.fill({ [visitor.say("成员编号", "Member number")]: "M9999999" });
  await visitor.press(visitor.say("找我的一行", "Find my line"));
  await visitor.sees(visitor.say("名单里没有成员编号", "The list has no member number"));
});

journey("a statement is checked by its code", async (visitor) => {
  await visitor.open("/notices/2008-1?number=M0000278");
  const cells = await visitor.page.locator("#mine li > :last-child").allInnerTexts();
  const code = cells.find((cell) => /^[A-Z2-9]{5}-[A-Z2-9]{5}$/.test(cell.trim()));
  assert.ok(code, cells.join("|"));
  const check = async (typed, options) => {
    await visitor.fill({ [visitor.say("成员编号", "Member number")]: "M0000278" });
    await visitor.page.locator("#code").fill(typed);
    await visitor.press(visitor.say("核对", "Check"), options);
  };
  await visitor.open("/verify");
  await check(code.toLowerCase());
  await visitor.sees(visitor.say("✓ 核对码是真的", "✓ The code is right"), "14,722.67", "573.44");
  await check("22222-22222");
  await visitor.sees(visitor.say("✗ 对不上", "✗ It is not the same"));
  await check("7F3", { refused: 422 });
  assert.equal(await visitor.page.locator("#code").inputValue(), "7F3", "what was typed is kept");
});

journey("a file of evidence is genuine, and one changed by a fen is not", async (visitor, site) => {
  const genuine = site.file("evidence.txt");
  site.command("distribution", "evidence", "2008", genuine, "--member", "M0000278");
  const forged = site.file("forged.txt");
  const text = readFileSync(genuine, "utf8");
  assert.ok(text.includes("14722.67"));
  writeFileSync(forged, text.replaceAll("14722.67", "14722.68"));

  const upload = async (file) => {
    await visitor.choose(visitor.say("证据文件", "File of evidence"), file);
    await visitor.press(visitor.say("上传核对", "Upload and check"));
  };
  await visitor.open("/verify");
  await upload(genuine);
  await visitor.sees(visitor.say("✓ 一致", "✓ It is the same"), "14,722.67");
  await upload(forged);
  await visitor.sees(visitor.say("✗ 对不上", "✗ It does not fit"));
});

journey("what is not there is said plainly, and every page is one switch away from the other language", async (visitor) => {
  await visitor.open("/notices/1999-1", { refused: 404 });
  await visitor.open("/nothing/here", { refused: 404 });
  await visitor.open("/notices/2008-1");
  const other = visitor.page.getByRole("link", { name: visitor.say("English", "中文"), exact: true });
  await Promise.all([visitor.page.waitForURL("**/notices/2008-1"), other.click()]);
  await visitor.sees(visitor.say("Same share, same rights", "同股同权"));
});

journey("who writes programs reads how they ask", async (visitor) => {
  await visitor.open("/api/v1/");
  const operation = visitor.page.locator("details.operation").first();
  await operation.locator("summary").first().click();
  await visitor.look();
});
