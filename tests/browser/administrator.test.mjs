// The administrator: who may sign in, and nothing of anybody's money.

import assert from "node:assert/strict";
import { WAYS, journeys } from "./visitor.mjs";

const journey = journeys();

/** Of those who cannot sign in yet, one for each way of going. */
const NEW = ["M0000100", "M0000101", "M0000104"];

journey("somebody is let in with a code from the counter, and chooses a password of their own", async (visitor) => {
  const user = NEW[WAYS.indexOf(visitor.way)];
  await visitor.signIn("管理员");
  await visitor.open("/admin/users");
  await visitor.page.locator("#user").fill(user);
  await visitor.page.locator("#member").fill("M9999999");
  const add = visitor.say("建立，并给一次性登录码", "Add, with a one-time code");
  // Nobody has that number.
  await visitor.press(add, { refused: 422 });
  assert.equal(await visitor.page.locator("#user").inputValue(), user, "what was typed is kept");
  await visitor.page.locator("#member").fill(user);
  await visitor.press(add);
  const code = (await visitor.page.locator(".amount code").innerText()).trim();
  await visitor.open(`/admin/users/${user}`);
  await visitor.seesNot(code);

  await visitor.context.clearCookies({ name: "tonggu" });
  await visitor.open("/sign-in");
  await visitor.page.locator("#user").fill(user);
  await visitor.page.locator("#password").fill(code);
  await visitor.press(visitor.say("登录", "Sign in"), { within: visitor.page.locator("main") });
  await visitor.page.locator("#new").fill("我家门口有三棵大黄桷树");
  await visitor.page.locator("#again").fill("我家门口有三棵大黄桷树");
  await visitor.press(visitor.say("设定密码并登录", "Set it and sign in"));
  assert.equal(new URL(visitor.page.url()).pathname, "/my");
});

journey("the administrator sees the system, and no money", async (visitor) => {
  await visitor.signIn("管理员");
  await visitor.open("/admin/system");
  for (const path of ["/my", "/desk", "/boards", "/desk/distributions", "/desk/register"]) await visitor.open(path, { refused: 403 });
});
