// Runs the files of tests, two at a time: all, or those that are named.

import { readdirSync } from "node:fs";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const named = process.argv.slice(2);
const all = readdirSync(here).filter((name) => name.endsWith(".test.mjs"));

run({ files: (named.length > 0 ? named : all).map((name) => here + name), concurrency: 2 })
  .on("test:fail", () => (process.exitCode = 1))
  .compose(new spec())
  .pipe(process.stdout);
