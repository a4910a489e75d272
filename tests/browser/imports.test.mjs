// The accountant and a workbook: its problems in their cells, the mended one, what it would change, stored, and undone.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { WAYS, journeys } from "./visitor.mjs";

const journey = journeys();
const sample = (path) => fileURLToPath(new URL(`../../import-samples/${path}`, import.meta.url));

/** Receipts as somebody types them: each way of going a journey has its own, for what is held already changes nothing. */
function receipts(site, way, name, rows) {
  const file = site.file(`${name}-${WAYS.indexOf(way)}.csv`);
  const lines = ["日期,合同编号,所属年度,金额,付款方,流水号", ...rows.map((row) => row.join(","))];
  writeFileSync(file, `${lines.join("\n")}\n`);
  return file;
}

async function upload(visitor, file) {
  await visitor.open("/desk/imports");
  await visitor.page.locator("#files").setInputFiles(file);
  await visitor.press(visitor.say("检查", "Check"));
  await visitor.workIsDone();
}

journey("a sheet with problems is shown as it is, and nothing of it is stored", async (visitor) => {
  await visitor.signIn("会计");
  await upload(visitor, sample("dirty/入股.xlsx"));
  await visitor.sees(visitor.say("有错误就不能存入", "with an error nothing can be stored"));
  const marked = await visitor.page.locator("table.grid td.error").count();
  assert.ok(marked > 0, "cells are marked");
  assert.ok(await visitor.page.getByRole("button", { name: new RegExp(visitor.say("^存入", "^Store")) }).isDisabled());
  const copy = await visitor.download(new RegExp(visitor.say("标注副本", "Marked copy")));
  assert.match(copy, /\.xlsx$/);
  await visitor.press(visitor.say("放弃，什么也不存", "Throw away, store nothing"));
});

journey("a mended sheet is stored, and undone", async (visitor, site) => {
  await visitor.signIn("会计");
  const number = `LSH-${WAYS.indexOf(visitor.way)}`;
  const wrong = ["2009-02-31", "TD-9999-99", "2009", "三千", "绿源农业", number];
  await upload(visitor, receipts(site, visitor.way, "receipts-wrong", [wrong]));
  await visitor.sees("2009-02-31", "TD-9999-99", "✗");
  const right = ["2009-02-10", "SP-2008-01", "2009", "3000.00", "绿源农业", number];
  await upload(visitor, receipts(site, visitor.way, "receipts-right", [right]));
  await visitor.sees(visitor.say("检查通过，还没有存入", "All is well; nothing is stored yet"), "3,000.00");
  await visitor.press(new RegExp(visitor.say("^存入", "^Store")));
  await visitor.workIsDone();
  await visitor.sees(visitor.say("✓ 已存入", "✓ Stored"));
  await visitor.follow(visitor.say("撤销这一批…", "Undo this batch…"));
  await visitor.press(visitor.say("确定撤销", "Undo it"));
  await visitor.sees(visitor.say("撤销", "undo"));
});

journey("an empty form is refused at its field", async (visitor) => {
  await visitor.signIn("会计");
  await visitor.open("/desk/imports");
  await visitor.press(visitor.say("检查", "Check"), { refused: 422 });
  assert.equal(await visitor.page.locator("#files").getAttribute("aria-invalid"), "true");
});

journey("the register, contracts, receipts and the charter are there to be read", async (visitor) => {
  await visitor.signIn("会计");
  for (const [path, ...texts] of [
    ["/desk"],
    ["/desk/register?q=M0000278", "M0000278", "余子涵"],
    ["/desk/register/members/M0000278", "余子涵", "13.167"],
    ["/desk/register/movements"],
    ["/desk/register/households"],
    ["/desk/register/quantification", "41,850"],
    ["/desk/register/certificates"],
    ["/desk/contracts", "TD-2006-01", "SP-2008-01"],
    ["/desk/contracts/TD-2006-01", "TD-2006-01"],
    ["/desk/receipts"],
    ["/desk/charter"],
  ]) {
    await visitor.open(path);
    await visitor.sees(...texts);
  }
});
