import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runAndRecord } from "../support/loaded.ts";
import { skipsWithout } from "../support/skips-without.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const image = "test/examples/bash.ckpt";

/** What only other commands need. */
const others =
  /ts-morph|rolldown\/|chokidar|binary-parser|write-file-atomic|[\\/]diff|CkptV23|ckpt-v23(-family|[\\/]index)/;

test.each([
  ["ckpt", ["verify", "--kernel", "any", image]],
  ["ckpt", ["restart", "--kernel", "any", image]],
  ["ckpt", ["inspect", image]],
  ["ckpt", ["get", image, "ckpt_hdr_task.exit_code"]],
  ["ckpt", ["--version"]],
  ["bytewright", ["--version"]],
  ["bytewright", ["codegen", "--help"]],
])("%s %j loads what it needs and no more", (program, args) => {
  const run = runAndRecord(`src/cli/bin/${program}.js`, args, root);
  expect(run).toMatchObject({ code: 0, stderr: "" });
  expect(run.loaded.length).toBeGreaterThan(0);
  expect(run.loaded.filter((name) => others.test(name.replace(root, "")))).toEqual([]);
});

test("bytewright inspect loads what run-time codecs need, and no generator", () => {
  const run = runAndRecord("src/cli/bin/bytewright.js", ["inspect", "--schema", "ckpt", image], root);
  expect(run).toMatchObject({ code: 0, stderr: "" });
  const wanted = /binary-parser|ckpt-v23/;
  const loaded = run.loaded.map((name) => name.replace(root, ""));
  expect(loaded.filter((name) => others.test(name) && !wanted.test(name))).toEqual([]);
  expect(loaded.filter((name) => /generated|codegen/.test(name))).toEqual([]);
});

test("ckpt verify starts from a few files", ({ skip }) => {
  const { loaded } = runAndRecord("src/cli/bin/ckpt.js", ["verify", "--kernel", "any", image], root);
  const files = new Set(loaded.filter((name) => name.startsWith(root) && !name.includes("node_modules")));
  const isBundled = files.has(`${root}dist/bin/ckpt.cjs`);
  skip(skipsWithout("a bundle as new as the modules (npm run build)", () => isBundled));
  expect(files.size).toBeLessThan(20);
});
