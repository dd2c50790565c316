import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const bin = fileURLToPath(new URL("../../../src/cli/bin/", import.meta.url));
const bundle = "dist/bin/ckpt.cjs";
const modules = "dist/src/cli/ckpt/main.js";
const note = "dist/src.tsbuildinfo";
const notBuilt = { status: 1, stdout: "", stderr: "ckpt: not built yet; run npm ci first\n" };

let folder: string;

/** A package with the real starters and these files, the oldest first. */
function build(...files: readonly (readonly [name: string, text: string])[]): void {
  files.forEach(([name, text], i) => {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
    utimesSync(join(folder, name), 1000 + i, 1000 + i);
  });
}

function run() {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, "src/cli/bin/ckpt.js"), "a"], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bytewright-bin-"));
  cpSync(bin, join(folder, "src/cli/bin"), { recursive: true });
  build(["package.json", '{ "type": "module" }']);
});

afterEach(() => rmSync(folder, { recursive: true }));

const says = (who: string) => `main = (args) => { process.stdout.write("${who} " + args); return 3; };`;
const bundled = [bundle, `exports.${says("bundle")}`] as const;
const compiled = [modules, `export const ${says("modules")}`] as const;
const noted = [note, ""] as const;

describe("what is run", () => {
  test.each([
    ["the bundle, if it was made from the last build", [compiled, noted, bundled], "bundle a"],
    ["the modules, if the compiler has run since", [compiled, bundled, noted], "modules a"],
    ["the modules, if there is no bundle", [compiled, noted], "modules a"],
    ["the bundle of a published package", [compiled, bundled], "bundle a"],
  ])("%s", (_, files, stdout) => {
    build(...files);
    expect(run()).toEqual({ status: 3, stdout, stderr: "" });
  });

  test("nothing, if nothing has been built", () => {
    expect(run()).toEqual(notBuilt);
  });
});

test.each([
  ["throws", "exports.main = async () => { throw new Error('on purpose'); };"],
  ["waits for something that never comes", "exports.main = () => new Promise(() => {});"],
  ["ends early", "exports.main = () => process.exit();"],
])("a program that %s has failed", (_, text) => {
  build([bundle, text]);
  expect(run()).toMatchObject({ status: 1, stdout: "" });
});

test("a program keeps the exit code with which it ends itself", () => {
  build([bundle, "exports.main = () => process.exit(143);"]);
  expect(run().status).toBe(143);
});
