// The accountant at the distribution desk: what it would come to, a draft, its figures down to the last operand, and before the bodies with it.

import assert from "node:assert/strict";
import { journeys } from "./visitor.mjs";

const journey = journeys();

journey("a figure opens to the lines that it sums, down to one member's statement", async (visitor) => {
  await visitor.signIn("会计");
  await visitor.open("/desk/distributions");
  await visitor.follow(visitor.say("2008 年度分配", "The distribution of 2008"));
  await visitor.sees("6,102,762.81", "陆佰壹拾万贰仟柒佰陆拾贰元捌角壹分", "1,486,532.75", "1,303,139.47", "57,122.50", "23.26");
  // The two sides of every control total are the same.
  await visitor.sees("1,085,327.48", "✓");
  await visitor.seesNot("✗");
  await visitor.open("/desk/distributions/2008-1/members?q=M0000278");
  await visitor.follow("M0000278");
  await visitor.sees("14,722.67", "12,640.32", "440.96", "21.79");
  await visitor.open("/desk/distributions/2008-1/lines");
  await visitor.open("/desk/distributions/2008-1/contracts");
  await visitor.open("/desk/distributions/2008-1/receipts");
  // There is no earlier year to stand beside, which is no mistake of anybody's.
  await visitor.open("/desk/distributions/2008-1/compare");
});

journey("another rate is tried, and nothing is changed by it", async (visitor) => {
  await visitor.signIn("会计");
  await visitor.open("/desk/distributions/2008-1/what-if");
  const fields = await visitor.page.locator("form.fields label").allInnerTexts();
  assert.ok(fields.length >= 4, fields.join(", "));
  const levy = visitor.page.locator("form.fields div").filter({ hasText: visitor.say("公益建设资金", "evy") }).locator("input").first();
  await levy.fill("10%");
  await visitor.press(visitor.say("试算", "Try it"));
  await visitor.sees(visitor.say("假设：", "Assumed:"), "23.26");
  await levy.fill("much");
  await visitor.press(visitor.say("试算", "Try it"), { refused: 422 });
  assert.equal(await levy.inputValue(), "much", "what was typed is kept");
  await visitor.open("/desk/distributions/2008-1");
  await visitor.sees("57,122.50");
});

journey("a draft is prepared and put before the bodies", async (visitor) => {
  await visitor.signIn("会计");
  await visitor.open("/desk/distributions");
  await visitor.follow(visitor.say("编制草案", "Prepare a draft"));
  await visitor.page.locator("#year").fill("2009");
  await visitor.page.locator("#kind").selectOption("annual");
  await visitor.press(visitor.say("编制", "Prepare it"), { refused: 422 });
  assert.equal(await visitor.page.locator("#year").inputValue(), "2009", "what was typed is kept");
  await visitor.page.locator("#year").fill("2008");
  await visitor.page.locator("#kind").selectOption("arrears");
  await visitor.page.locator("#follows").selectOption("2008#1");
  await visitor.page.locator("#cut_off").fill("2009-02-11");
  // What is before the bodies is replaced only by who says which motion becomes void.
  await visitor.press(visitor.say("编制", "Prepare it"), { refused: 422 });
  await visitor.page.locator("#voids").selectOption({ index: 1 });
  await visitor.press(visitor.say("编制", "Prepare it"));
  await visitor.sees("96,719.75");
  await visitor.press(visitor.say("提交机构审议", "Put it forward"));
  await visitor.sees(visitor.say("董事会", "board of directors"));
});

journey("who may not prepare may look, and who sees no money may not", async (visitor) => {
  await visitor.signIn("出纳");
  await visitor.open("/desk/distributions/2008-1");
  await visitor.open("/desk/distributions/new", { refused: 403 });
  await visitor.signIn("管理员");
  await visitor.open("/desk/distributions", { refused: 403 });
});
