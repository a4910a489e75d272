// Signing in and out, for everybody whom the demonstration names; and who is somewhere where they may not be.

import assert from "node:assert/strict";
import { journeys } from "./visitor.mjs";

const journey = journeys();

/** Where each role begins. */
const HOMES = {
  股东: "/my",
  会计: "/desk",
  出纳: "/desk",
  窗口人员: "/desk",
  董事: "/boards",
  监事: "/boards",
  监督委员会委员: "/boards",
  居民委员会委员: "/boards",
  管理员: "/admin",
};

journey("everybody begins where their work is", async (visitor, site) => {
  assert.deepEqual([...site.signIns.keys()].sort(), Object.keys(HOMES).sort());
  for (const [role, home] of Object.entries(HOMES)) {
    await visitor.signIn(role);
    await visitor.open(home);
    await visitor.sees(site.signIns.get(role).name);
  }
});

journey("a wrong password is refused at its field, and what was typed stays", async (visitor) => {
  await visitor.open("/sign-in");
  const main = visitor.page.locator("main");
  await visitor.page.locator("#user").fill("M0000278");
  await visitor.page.locator("#password").fill("wrong");
  await visitor.press(visitor.say("登录", "Sign in"), { refused: 401, within: main });
  assert.equal(await visitor.page.locator("#user").inputValue(), "M0000278");
  assert.equal(await visitor.page.locator("#password").getAttribute("aria-invalid"), "true");
});

journey("a second factor is shown to be scanned, and wants its first code", async (visitor, site) => {
  await visitor.signIn("股东");
  await visitor.open("/account");
  await visitor.follow(visitor.say("启用动态口令", "Set it up"));
  const secret = await visitor.page.locator("main code").innerText();
  assert.match(secret, /^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
  const width = await visitor.page.locator("main img").evaluate((image) => image.naturalWidth);
  assert.ok(width >= 280, "the picture is there");
  await visitor.page.locator("#code").fill("000000");
  await visitor.page.locator("#password").fill(site.signIns.get("股东").password);
  await visitor.press(visitor.say("启用", "Use it from now on"), { refused: 422 });
  assert.equal(await visitor.page.locator("#code").getAttribute("aria-invalid"), "true");
  assert.equal(await visitor.page.locator("main code").innerText(), secret, "what was scanned still counts");
});

// Signing out ends the session that the other journeys keep, so that this one is the last.
journey("who is not signed in is asked to, and comes to where they wanted to go", async (visitor, site) => {
  const { user, password } = site.signIns.get("股东");
  await visitor.open("/my", { refused: 401 });
  await visitor.page.locator("#user").fill(user);
  await visitor.page.locator("#password").fill(password);
  await visitor.press(visitor.say("登录", "Sign in"), { within: visitor.page.locator("main") });
  assert.equal(new URL(visitor.page.url()).pathname, "/my");
  for (const forbidden of ["/desk", "/boards", "/admin"]) await visitor.open(forbidden, { refused: 403 });
  await visitor.open("/my");
  await visitor.press(visitor.say("退出", "Sign out"));
  await visitor.open("/my", { refused: 401 });
});
