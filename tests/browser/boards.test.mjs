// Directors, supervisors and those who watch: what waits for them, what exactly they decide, a vote with a second look, questions.

import assert from "node:assert/strict";
import { Visitor, WAYS, journeys } from "./visitor.mjs";

const journey = journeys();

/** Of the board of directors, one for each way of going: a vote is cast once. */
const DIRECTORS = ["M0003709", "M0003745", "M0003782"];
const CONTRACT = "商铺 3 期打包转租给川味餐饮管理有限公司，续租三年";

async function secondLook(visitor) {
  await visitor.open("/boards");
  await visitor.follow(CONTRACT);
  await visitor.page.getByRole("radio", { name: visitor.say("赞成", "for"), exact: true }).check();
  await visitor.page.locator("#reason").fill("租金高于上一期");
  await visitor.press(visitor.say("再看一遍", "A second look"));
  await visitor.sees(CONTRACT, "租金高于上一期");
}

journey("a director votes after a second look, once, and a second vote is refused", async (visitor) => {
  const director = DIRECTORS[WAYS.indexOf(visitor.way)];
  const cast = visitor.say("确认投票：赞成", "Cast the vote: for");
  await visitor.signIn(director);
  // Another window of the same person, as far.
  const other = await Visitor.come(visitor.shared, visitor.way, visitor.journey);
  await other.signIn(director);
  await secondLook(visitor);
  await secondLook(other);
  await visitor.press(cast);
  await visitor.sees(director, visitor.say("您已投：赞成", "You voted: for"));
  await other.press(cast, { refused: 409 });
  other.checkNothingWentWrong();
  await other.leave();
});

journey("a vote that was not chosen does not count, and who has no seat has no vote", async (visitor) => {
  await visitor.signIn("监事");
  await visitor.open("/boards/motions/6");
  await visitor.sees(CONTRACT, visitor.say("您不能投票", "You cannot vote"));
  await visitor.signIn("股东");
  await visitor.open("/boards", { refused: 403 });
  await visitor.open("/boards/motions/6", { refused: 403 });
});

journey("a supervisor sees exactly what is approved, and how everybody voted", async (visitor) => {
  await visitor.signIn("监事");
  await visitor.open("/boards");
  await visitor.open("/boards/motions/2");
  await visitor.sees("6,102,762.81", "23.26", "57,122.50", "宋绍英", "2009-01-14");
  await visitor.follow(visitor.say("看每位成员的对账单", "See every member's statement"));
  await visitor.open("/boards/motions/2/statements/M0000278");
  await visitor.sees("14,722.67");
  for (const page of ["motions", "objections", "holds", "supervision", "bodies", "log"]) await visitor.open(`/boards/${page}`);
});

journey("a question is asked, and the accountant answers it", async (visitor) => {
  const question = `${visitor.way.name}：第三批的管理费为什么是零？`;
  await visitor.signIn("监督委员会委员");
  await visitor.open("/boards/questions?about=2008%231");
  await visitor.page.locator("#text").fill("  ");
  await visitor.press(visitor.say("提出质询", "Ask"), { refused: 422 });
  assert.equal(await visitor.page.locator("#about").inputValue(), "2008#1", "what was typed is kept");
  await visitor.page.locator("#text").fill(question);
  await visitor.press(visitor.say("提出质询", "Ask"));
  await visitor.sees(question);
  await visitor.signIn("会计");
  await visitor.open("/desk/questions");
  const form = visitor.page.locator("form.card").filter({ hasText: question });
  await form.locator("textarea").fill("第三批合同没有约定管理费。");
  await visitor.press(visitor.say("答复", "Answer"), { within: form });
  await visitor.sees("第三批合同没有约定管理费。");
});
