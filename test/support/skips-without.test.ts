import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { skipsWithoutCompilerFor } from "./c-compiler.ts";
import { skipsWithout, skipsWithoutProgram } from "./skips-without.ts";

const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
afterAll(() => warn.mockRestore());
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bytewright-path-"));
  warn.mockClear();
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

test.each([undefined, ""])("where CI is %j, tests are skipped, and that is said once", (ci) => {
  vi.stubEnv("CI", ci);
  const what = `a moon, CI ${ci}`;
  expect(skipsWithout(what, () => true)).toBe(false);
  expect(warn).not.toHaveBeenCalled();
  for (let i = 0; i < 2; i++) expect(skipsWithout(what, () => false)).toBe(true);
  expect(warn.mock.calls).toEqual([[`skipping tests that need ${what}`]]);
});

test("in CI a lack is a failure", () => {
  vi.stubEnv("CI", "true");
  expect(skipsWithout("a sun", () => true)).toBe(false);
  for (let i = 0; i < 2; i++) expect(() => skipsWithout("a sun", () => false)).toThrow("tests need a sun");
});

test("in CI what is not set up there is skipped as elsewhere", () => {
  vi.stubEnv("CI", "true");
  expect(skipsWithout("a comet", () => false, true)).toBe(true);
  expect(warn.mock.calls).toEqual([["skipping tests that need a comet"]]);
});

test("a compiler that is there and compiles nothing is none", () => {
  vi.stubEnv("CI", "");
  vi.stubEnv("PATH", folder);
  writeFileSync(join(folder, "gcc"), "#!/bin/sh\nexit 0\n");
  chmodSync(join(folder, "gcc"), 0o755);
  expect(skipsWithoutProgram("gcc")).toBe(false);
  expect(skipsWithoutCompilerFor("x86_64")).toBe(true);
  expect(skipsWithoutCompilerFor("s390x")).toBe(true);
  expect(skipsWithoutProgram("s390x-linux-gnu-gcc")).toBe(true);
});
