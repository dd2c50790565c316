import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { ordinaryImage } from "../vectors/vectors.ts";

const demo = fileURLToPath(new URL("../../dist/src/cli/demo.js", import.meta.url));

function run(...options: string[]) {
  const { status, stdout } = spawnSync(process.execPath, [...options, demo], { encoding: "utf8" });
  return { status, stdout };
}

test.runIf(process.platform === "linux")("the demonstration checkpoints a process and restarts it", () => {
  const { status, stdout } = run();
  expect(status).toBe(0);
  expect(stdout).toMatch(/^\$ ckpt checkpoint --pid \d+ --output \S+\n1$/m);
  expect(stdout).toMatch(/^\$ ckpt verify \S+\n\S+: ok, comm "sleep"/m);
  expect(stdout).toMatch(/^\$ ckpt restart \S+ -- cat \/proc\/self\/comm\nsleep\n$/m);
});

test("elsewhere it shows an image that is shipped", () => {
  const elsewhere = "data:text/javascript,Object.defineProperty(process, 'platform', { value: 'sunos' })";
  const { status, stdout } = run("--import", elsewhere);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^Only Linux has processes to checkpoint/);
  expect(stdout).toMatch(/^\$ ckpt verify --kernel any \S+\n\S+: ok, comm "bash"/m);
});

test("the image that is shipped is the ordinary one", () => {
  expect(new Uint8Array(readFileSync(new URL("../examples/bash.ckpt", import.meta.url)))).toEqual(ordinaryImage());
});
