import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { oneIn } from "../support/all-runs.ts";
import { anotherUser, skipsWithoutAnotherUser } from "../support/another-user.ts";
import { bytewright } from "../support/run.ts";

const bin = fileURLToPath(new URL("../../src/cli/bin/bytewright.js", import.meta.url));

/** A schema of as many structs. */
const schemaOf = (count: number) =>
  [
    'import { struct, u8 } from "bytewright/schema";',
    ...Array.from({ length: count }, (_, i) => `export const s${i} = struct("s${i}", { fields: { a: u8 } });`),
  ].join("\n");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bytewright-output-"));
  writeFileSync(join(folder, "s.ts"), schemaOf(2));
});
afterEach(() => rmSync(folder, { recursive: true }));

const shell = (line: string, options: object = {}) =>
  spawnSync("/bin/sh", ["-c", `bytewright() { "${process.execPath}" "${bin}" "$@"; }\n${line}`], {
    cwd: folder,
    encoding: "utf8",
    ...options,
  });

/** Sends a signal while code is written, once a few files are there; how that ended, and which files there are. */
async function interrupt(args: readonly string[], signal: NodeJS.Signals) {
  rmSync(join(folder, "out"), { recursive: true, force: true });
  mkdirSync(join(folder, "out"));
  const child = spawn(process.execPath, [bin, ...args], { cwd: folder, stdio: "ignore", detached: true });
  const ended = new Promise((resolve) => child.on("exit", (code, by) => resolve(by ?? code)));
  while (readdirSync(join(folder, "out")).length < 5) await new Promise((resolve) => setTimeout(resolve, 1));
  child.kill(signal);
  return { end: await ended, written: readdirSync(join(folder, "out")) };
}

const signals = [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const;
/** So many that a signal comes while they are written. */
const count = 400;

test.each(oneIn(2, signals))(
  "%s while code is written ends with %i; no file is cut, and the next run writes the rest",
  async (signal, code) => {
    writeFileSync(join(folder, "s.ts"), schemaOf(count));
    const args = ["codegen", "--schema", "s.ts", "--out", "out"];
    let attempt = await interrupt(args, signal);
    // On a busy machine, all of it may have been written before this process got its turn.
    for (let tries = 0; tries < 5 && attempt.written.length === count + 2; tries++)
      attempt = await interrupt(args, signal);
    const { end, written } = attempt;
    // Between two files there is nothing to remove, and the signal ends the program by itself: a shell says the same.
    expect([code, signal]).toContain(end);
    expect(written.filter((name) => !/^(index|s\d+)\.ts$/.test(name))).toEqual([]);
    const texts = written.map((name) => readFileSync(join(folder, "out", name), "utf8"));
    expect(bytewright([...args, "--check"], folder).code).toBe(1);
    expect(bytewright(args, folder)).toMatchObject({
      code: 0,
      stdout: `out: ${count + 2 - written.length} written, 0 removed\n`,
    });
    expect(written.map((name) => readFileSync(join(folder, "out", name), "utf8"))).toEqual(texts);
  },
);

test("code that does not fit leaves what was there", () => {
  expect(bytewright(["codegen", "--schema", "s.ts", "--out", "out"], folder).code).toBe(0);
  const before = readFileSync(join(folder, "out/s0.ts"), "utf8");
  const header = join(folder, "s.h");
  writeFileSync(header, "older\n");
  const fields = [..."abcdefghijklmnopqrstuvwxyz"].map((name) => `${name}: u8, ${name}2: u8`).join(", ");
  writeFileSync(join(folder, "s.ts"), schemaOf(2).replaceAll("a: u8", fields));
  // The schema's module and the vocabulary, as they are loaded, fit; its code and its header do not.
  const run = shell(
    "ulimit -f 8; bytewright codegen --schema s.ts --out out; bytewright emit c --schema s.ts --out s.h",
  );
  expect(run).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(
      /^bytewright: out\/\w+\.\w+: EFBIG: file too large.*\nbytewright: s\.h: EFBIG: file too large.*\n$/,
    ),
  });
  expect(readFileSync(join(folder, "out/s0.ts"), "utf8")).toBe(before);
  expect(readFileSync(header, "utf8")).toBe("older\n");
  expect(readdirSync(join(folder, "out")).sort()).toEqual(["index.ts", "manifest.json", "s0.ts", "s1.ts"]);
});

test("all that is wrong is told, however slowly it is read", () => {
  writeFileSync(join(folder, "bad.ts"), schemaOf(2000).replaceAll("a: u8", '"a-b": u8'));
  const check = "bytewright codegen --schema bad.ts --out out";
  const run = shell(`${check} 2>told; ${check} 2>&1 >/dev/null | { sleep 2; cat; }`, { maxBuffer: 2 ** 24 });
  const told = readFileSync(join(folder, "told"), "utf8");
  expect(told.split("\n")).toHaveLength(2001);
  expect(run.stdout === told).toBe(true);
});

test("a pipe is written to, and stays one", () => {
  const run = shell("mkfifo p; cat p >got & bytewright emit c --schema s.ts --out p && wait");
  expect(run).toMatchObject({ status: 0, stderr: "" });
  expect(lstatSync(join(folder, "p")).isFIFO()).toBe(true);
  expect(readFileSync(join(folder, "got"), "utf8")).toContain("struct s0");
});

test("standard output that nobody reads is no failure, by whatever name; one that takes nothing is", () => {
  for (const name of ["-", "/dev/stdout"]) {
    const emit = `bytewright emit c --schema s.ts --out ${name}`;
    expect(shell(`{ sleep 0.5; ${emit}; echo $? >code; } 2>err | true; cat code err`).stdout, name).toBe("0\n");
  }
  const full = shell("bytewright emit c --schema s.ts --out - >/dev/full");
  expect(full.status).toBe(1);
  expect(full.stderr).toMatch(/^bytewright: standard output: ENOSPC: no space left on device.*\n$/);
});

test.skipIf(skipsWithoutAnotherUser)("a folder of another user is left as it is", () => {
  const args = ["codegen", "--schema", "s.ts", "--out", "out"];
  expect(bytewright(args, folder).code).toBe(0);
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, "s.ts"), schemaOf(3));
  const run = shell(`bytewright ${args.join(" ")}`, anotherUser);
  expect(run.status).toBe(1);
  expect(run.stderr).toMatch(/^bytewright: EACCES: permission denied.*\n$/);
  expect(readdirSync(join(folder, "out")).sort()).toEqual(["index.ts", "manifest.json", "s0.ts", "s1.ts"]);
});
