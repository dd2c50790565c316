import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bytewright } from "../support/run.ts";

const vocabulary = new URL("../../dist/schema/dsl/index.js", import.meta.url).href;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bytewright-refusals-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const good = 'import { struct, u8 } from "bytewright/schema";\nexport const s = struct("s", { fields: { a: u8 } });\n';
const args = ["codegen", "--schema", "s.ts", "--out", "out"];

test("a property that an object names twice is none of two fields", () => {
  writeFileSync(join(folder, "s.ts"), good.replace("{ a: u8 }", "{\n  a: u8,\n  b: u8,\n  'a': u8,\n}"));
  const stderr = `bytewright: ${join(folder, "s.ts")}:5:3: a is written twice in one object\n`;
  expect(bytewright(args, folder)).toEqual({ code: 1, stdout: "", stderr });
  expect(bytewright(["layout", "s.ts"], folder)).toEqual({ code: 1, stdout: "", stderr });
});

describe("somebody's own file is not replaced", () => {
  test.each<[name: string, text: string]>([
    ["index.ts", "export const mine = 1;\n"],
    ["s.ts", ""],
    ["manifest.json", '{ "name": "an app" }\n'],
    ["manifest.json", "not even JSON"],
    ["manifest.json", '{ "generator": "another" }\n'],
  ])("%s that holds %j", (name, text) => {
    writeFileSync(join(folder, "s.ts"), good);
    mkdirSync(join(folder, "out"));
    writeFileSync(join(folder, "out", name), text);
    const stderr = `bytewright: out/${name}: was not generated, and would be replaced; give another --out\n`;
    expect(bytewright(args, folder)).toEqual({ code: 1, stdout: "", stderr });
    expect(bytewright([...args, "--check"], folder)).toEqual({ code: 1, stdout: "", stderr });
    expect(readdirSync(join(folder, "out"))).toEqual([name]);
    expect(readFileSync(join(folder, "out", name), "utf8")).toBe(text);
  });

  test.each([
    ["a folder", "mkdir out/s.ts"],
    ["a pipe", "mkfifo out/s.ts"],
    ["a folder for the manifest", "mkdir out/manifest.json"],
  ])("%s where generated code should be", (_, make) => {
    writeFileSync(join(folder, "s.ts"), good);
    mkdirSync(join(folder, "out"));
    execFileSync("/bin/sh", ["-c", make], { cwd: folder });
    const name = make.split(" ")[1];
    const stderr = `bytewright: ${name}: was not generated, and would be replaced; give another --out\n`;
    expect(bytewright(args, folder)).toEqual({ code: 1, stdout: "", stderr });
    expect(bytewright([...args, "--check"], folder)).toEqual({ code: 1, stdout: "", stderr });
  });

  test("what is no file is left out of account, and nothing waits for it", () => {
    writeFileSync(join(folder, "s.ts"), good);
    mkdirSync(join(folder, "out"));
    execFileSync("/bin/sh", ["-c", "mkdir old.ts; ln -s itself.ts itself.ts; mkfifo pipe.ts"], {
      cwd: join(folder, "out"),
    });
    expect(bytewright(args, folder)).toEqual({ code: 0, stdout: "out: 3 written, 0 removed\n", stderr: "" });
    expect(bytewright([...args, "--check"], folder)).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(readdirSync(join(folder, "out"))).toEqual(expect.arrayContaining(["itself.ts", "old.ts", "pipe.ts"]));
  });
});

describe("a manifest that is broken is repaired", () => {
  const conflict = (text: string) => {
    const other = text.replace(/"fingerprint": "\w+"/, '"fingerprint": "0"');
    return `<<<<<<< HEAD\n${text}=======\n${other}>>>>>>> theirs\n`;
  };
  test.each<[what: string, breakIt: (text: string) => string]>([
    ["empty", () => ""],
    ["cut off in the first line", () => "{\n  "],
    ["cut off", (text) => text.slice(0, text.length / 2)],
    ["in conflict", conflict],
    ["in conflict, and code that nothing but it tells is ours", conflict],
    ["without files", () => '{ "generator": "bytewright" }\n'],
  ])("%s", (what, breakIt) => {
    writeFileSync(join(folder, "s.ts"), good);
    expect(bytewright(args, folder).code).toBe(0);
    const manifest = join(folder, "out/manifest.json");
    const whole = readFileSync(manifest, "utf8");
    writeFileSync(manifest, breakIt(whole));
    if (what.includes("code")) writeFileSync(join(folder, "out/s.ts"), "");
    const check = bytewright([...args, "--check"], folder);
    expect(check.code).toBe(1);
    expect(check.stdout).toContain("stale: out/manifest.json\n");
    expect(bytewright(args, folder)).toMatchObject({ code: 0, stderr: "" });
    expect(readFileSync(manifest, "utf8")).toBe(whole);
    expect(bytewright([...args, "--check"], folder).code).toBe(0);
  });

  test("but not an empty one beside somebody's own code", () => {
    writeFileSync(join(folder, "s.ts"), good);
    mkdirSync(join(folder, "out"));
    writeFileSync(join(folder, "out/mine.ts"), "export const mine = 1;\n");
    writeFileSync(join(folder, "out/manifest.json"), "");
    expect(bytewright(args, folder)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("out/manifest.json: was not"),
    });
  });
});

describe("a schema that cannot be run is told of in one line", () => {
  test.each<[what: string, text: string, message: string | RegExp]>([
    ["throws a text", 'throw "on purpose";', "s.ts: on purpose"],
    ["throws an object", "throw { code: 7 };", "s.ts: [object Object]"],
    ["throws nothing", "throw undefined;", "s.ts: undefined"],
    ["throws an error without a message", "throw new RangeError();", "s.ts:1:7: RangeError"],
    ["throws what has no text", "throw Object.create(null);", "s.ts: it throws what has no text"],
    ["throws a symbol", 'throw Symbol("on purpose");', "s.ts: Symbol(on purpose)"],
    ["throws an error with a number", "throw Object.assign(new Error(), { message: 5 });", "s.ts:1:21: 5"],
    [
      "throws an error that throws",
      'throw Object.defineProperty(new Error(), "message", { get() { throw 1; } });',
      "s.ts: it throws what has no text",
    ],
    ["throws an error that begins with a blank line", 'throw new Error("\\n\\nfirst");', "s.ts:1:7: first"],
    ["throws several lines", 'throw new Error("first\\nsecond");', "s.ts:1:7: first\\x0asecond"],
    ["throws what could move the cursor", 'throw new Error("\\x1b[2Jgone");', /s\.ts:1:7: .*\[2Jgone$/],
    [
      "imports what is not there",
      'import { x } from "./nix.ts";\nexport const y = x;',
      /^s\.ts:1:19: Could not resolve '\.\/nix\.ts'/,
    ],
  ])("%s", (_, text, message) => {
    writeFileSync(join(folder, "s.ts"), `${text}\n`);
    const { code, stdout, stderr } = bytewright(args, folder);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^bytewright: [^\n]*\n$/);
    expect(stderr).not.toContain("\x1b");
    const line = stderr.slice("bytewright: ".length, -1).replace(`${folder}/`, "");
    if (typeof message === "string") expect(line).toBe(message);
    else expect(line).toMatch(message);
    expect(readdirSync(folder)).toEqual(["s.ts"]);
  });
});

test("a fault of a definition that nothing tells the file of names the definition alone", () => {
  const plain = '{ kind: "struct", name: "plain-", packed: false, fields: { a: u8 } }';
  writeFileSync(join(folder, "s.ts"), `import { u8 } from "bytewright/schema";\nexport const s = ${plain};\n`);
  const stderr = 'plain-: "plain-" is not a C identifier; use letters, digits and _, no digit first\n';
  expect(bytewright(args, folder)).toEqual({ code: 1, stdout: "", stderr });
});

test.each(["p (1)/s.ts", "p (/1)/s.ts", "(a)/b (c).ts", "50%25 #1?/s.ts"])("a fault names the file %s", (file) => {
  mkdirSync(join(folder, dirname(file)), { recursive: true });
  const made = 'const make = () => struct("made-", { fields: { a: u8 } });\nexport const made = make();\n';
  writeFileSync(join(folder, file), good.replace('"s"', '"s-"') + made);
  const is = "is not a C identifier; use letters, digits and _, no digit first\n";
  const stderr = `${file}: s-: "s-" ${is}${file}: made-: "made-" ${is}`;
  const run = bytewright(["codegen", "--schema", file, "--out", "out"], folder);
  expect(run).toMatchObject({ code: 1, stdout: "" });
  expect(run.stderr.split("\n").sort()).toEqual(stderr.split("\n").sort());
  const asModule = join(folder, file.replace(/\.ts$/, ".mjs"));
  writeFileSync(
    asModule,
    `${good.replace('"bytewright/schema"', JSON.stringify(vocabulary))}console.log(s.definedIn);\n`,
  );
  expect(execFileSync(process.execPath, [asModule], { encoding: "utf8" })).toBe(`${asModule}\n`);
});

test("a struct may have the name of a function that generated code imports: only its file is called so", () => {
  writeFileSync(join(folder, "s.ts"), good.replace('"s"', '"inside"'));
  expect(bytewright(args, folder)).toEqual({ code: 0, stdout: "out: 3 written, 0 removed\n", stderr: "" });
});

test("what a schema reads as JSON is part of it", () => {
  writeFileSync(join(folder, "names.json"), '{ "name": "one" }');
  const text = good.replace('"s"', "names.name");
  writeFileSync(join(folder, "s.ts"), `import names from "./names.json" with { type: "json" };\n${text}`);
  expect(bytewright(args, folder)).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(readFileSync(join(folder, "out/manifest.json"), "utf8")).inputs).toContain("names.json");
  expect(bytewright([...args, "--check"], folder).code).toBe(0);
  writeFileSync(join(folder, "names.json"), '{ "name": "two" }');
  expect(bytewright([...args, "--check"], folder)).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/left over: out\/one\.ts\n/),
  });
  expect(bytewright(args, folder).code).toBe(0);
  expect(readdirSync(join(folder, "out"))).toEqual(["index.ts", "manifest.json", "two.ts"]);
});
