// A shareholder while something is put up: what they find wrong is said, kept, and waits for its answer.

import assert from "node:assert/strict";
import { journeys } from "./visitor.mjs";

const journey = journeys();

journey("who finds something wrong objects while it is put up, and the objection stays", async (visitor) => {
  await visitor.signIn("股东");
  await visitor.open("/");
  await visitor.sees(visitor.say("公示到", "Up until"));
  await visitor.follow(visitor.say("我有异议", "I object"));
  const text = `${visitor.way.name}：地块 4-01494 的天数少算了一天`;
  const field = visitor.say("哪里不对，您认为应当怎样", "What is wrong, and what it should be");
  const submit = visitor.say("提交异议", "Submit");
  await visitor.fill({ [visitor.say("哪一项", "Which line")]: "4-01494", [field]: "  " });
  await visitor.press(submit, { refused: 422 });
  assert.equal(await visitor.page.locator("#line").inputValue(), "4-01494", "what was typed is kept");
  assert.equal(await visitor.page.locator("#text").getAttribute("aria-invalid"), "true");
  await visitor.fill({ [field]: text });
  await visitor.press(submit);
  await visitor.sees(visitor.say("您的异议已经登记", "Your objection is on record"), text, visitor.say("还没有答复。", "No answer yet."));
});
