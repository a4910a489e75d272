// The demonstration as a site: a fresh one for each file of tests, in a folder of its own, on a port that the system chooses.

import { spawn, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** The program: the one that was just built, unless TONGGU names another. */
export const PROGRAM = process.env.TONGGU ?? fileURLToPath(new URL("../../target/debug/tonggu", import.meta.url));

/** How the demonstration prints a sign-in: user name, password, role and name. */
const SIGN_IN = /^  (\S+)　(\S+)　(\S+) (.+)$/;

/** Starts a site; `stop` ends it and removes its folder. */
export async function startSite() {
  const folder = mkdtempSync(join(tmpdir(), "tonggu-browser-"));
  const data = join(folder, "data");
  const server = spawn(PROGRAM, ["--data", data, "demo", "--serve", "--listen", "127.0.0.1:0"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const end = () => server.kill("SIGTERM");
  process.once("exit", end);
  // What the server writes about requests is kept for the case that it fails.
  let log = "";
  server.once("error", (error) => (log = String(error)));
  const ended = new Promise((resolve) => server.once("close", resolve));
  server.stderr.on("data", (bytes) => (log = (log + bytes).slice(-4000)));

  const signIns = new Map();
  let address;
  for await (const line of createInterface({ input: server.stdout })) {
    const signIn = SIGN_IN.exec(line);
    if (signIn) {
      const [, user, password, role, name] = signIn;
      signIns.set(role, { user, password, name });
    }
    address = /http:\/\/[\d.]+:\d+/.exec(line)?.[0];
    if (address) break;
  }
  if (!address) throw new Error(`the site did not start: ${log}`);
  server.stdout.resume();

  return {
    address,
    signIns,
    /** The password of somebody whose sign-in is not printed: the demonstration makes all of them in one way. */
    signInOf: (user) => ({ user, password: `demo-${user}` }),
    /** Runs a command on the site's data. */
    command: (...words) => execFileSync(PROGRAM, ["--data", data, ...words], { encoding: "utf8" }),
    file: (name) => join(folder, name),
    async stop() {
      end();
      await ended;
      process.removeListener("exit", end);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
