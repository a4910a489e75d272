// A shareholder at home: this year's money and how it came about, where it is now, what it rests on.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { journeys } from "./visitor.mjs";

const journey = journeys();

journey("this year's money is explained to the last operand", async (visitor) => {
  await visitor.signIn("股东");
  await visitor.open("/my");
  await visitor.sees("14,722.67", "壹万肆仟柒佰贰拾贰元陆角柒分", "14,149.23", "573.44");
  await visitor.follow(visitor.say("看怎样算出来的", "See how it was computed"));
  await visitor.sees(
    visitor.say("131.67 ㎡ × 96.00 元（全年）", "131.67 m² × 96.00 yuan"),
    "12,640.32",
    visitor.say("0.9356 亩 × 1,500.00 元 × 183/366 天", "183/366"),
    "21.79",
    "24.6538",
    "23.26",
  );
  // Every line opens to what it rests on: without JavaScript too.
  const lines = visitor.page.locator("article details");
  for (const line of await lines.all()) await line.locator("summary").click();
  await visitor.sees("1,120,156.80", "360,233.63");
  await visitor.look();
  await visitor.follow(visitor.say("为什么和邻居不一样？", "Why is it not what my neighbour gets?"));
  await visitor.sees(visitor.say("同股同权", "Same share, same rights"));
});

journey("the statement is proved by the file that is downloaded from it, and a changed one is refused", async (visitor) => {
  await visitor.signIn("股东");
  await visitor.open("/my/statements/2008");
  const genuine = await visitor.download(visitor.say("下载证据文件", "Download the evidence"));
  const text = readFileSync(genuine, "utf8");
  assert.ok(text.includes("14722.67"), text);
  const forged = `${genuine}-forged.txt`;
  writeFileSync(forged, text.replaceAll("14722.67", "14722.68"));
  for (const [file, finding] of [
    [genuine, visitor.say("✓ 一致", "✓ It is the same")],
    [forged, visitor.say("✗ 对不上", "✗ It does not fit")],
  ]) {
    await visitor.open("/verify");
    await visitor.choose(visitor.say("证据文件", "File of evidence"), file);
    await visitor.press(visitor.say("上传核对", "Upload and check"));
    await visitor.sees(finding);
  }
});

journey("shares, land and shops, payments and the household are one step away", async (visitor) => {
  await visitor.signIn("股东");
  await visitor.open("/my");
  const pages = [
    ["股份", "Shares", ["13.167", "1.4868"]],
    ["地块商铺", "Land and shops", ["A-00025", "1-00098", "131.67", "0.5512"]],
    ["付款", "Payments", ["14,149.23", "573.44"]],
    ["我家", "Household", ["余子涵", "14,722.67"]],
    ["异议", "Objections", []],
    ["分红", "Money", ["14,722.67"]],
  ];
  for (const [zh, en, texts] of pages) {
    await visitor.follow(visitor.say(zh, en));
    await visitor.sees(...texts);
  }
});

journey("nobody sees another household's", async (visitor) => {
  await visitor.signIn("股东");
  for (const page of ["statements/2008", "holdings", "land", "payments"]) {
    await visitor.open(`/my/${page}?member=M0000001`, { refused: 403 });
    await visitor.seesNot("何菊");
  }
  await visitor.open("/my/statements/2007", { refused: 404 });
});

journey("the statement is taken home as a PDF", async (visitor) => {
  await visitor.signIn("股东");
  await visitor.open("/my/statements/2008");
  const paper = readFileSync(await visitor.download(visitor.say("下载对账单 PDF", "Statement as PDF")));
  assert.equal(paper.subarray(0, 5).toString("latin1"), "%PDF-");
  assert.ok(paper.length > 10_000, `${paper.length} bytes`);
});
