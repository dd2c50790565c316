import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { emitHeader } from "../../codegen/c/header.ts";
import { textIn } from "../../codegen/index.ts";
import { bits, family, nested, pointer, record, struct, u8, u16, u32, ulong } from "../../schema/dsl/index.ts";
import type { Fields } from "../../schema/dsl/types.ts";
import { type AbiName, abis, abisOf } from "../../src/layout/index.ts";
import { oneIn } from "../support/all-runs.ts";
import { compile, compileObject, skipsWithoutCompilerFor } from "../support/c-compiler.ts";
import { bytewright } from "../support/run.ts";

const root = new URL("../../", import.meta.url);
const own = readdirSync(new URL("schema", root)).filter((name) => name.startsWith("ckpt"));
const schemas = [
  ...own.map((name) => `schema/${name}/index.ts`),
  "test/codegen/fixtures/vocabulary.ts",
  "test/codegen/fixtures/c-header.ts",
  "test/codegen/fixtures/bool.ts",
  "test/codegen/fixtures/choice.ts",
  "test/codegen/fixtures/parts.ts",
];

/** The header asserts every size and offset itself: that it compiles is the proof. */
const numbered = abisOf("portable").map(({ name }, i) => [name, i] as const);

describe.each(numbered)("C headers compile for %s", (abi, i) => {
  test.skipIf(skipsWithoutCompilerFor(abi)).each(oneIn(3, schemas, i))("%s", async (schema) => {
    const header = await textIn("c", fileURLToPath(new URL(schema, root)));
    expect(header.match(/_Static_assert\(/g)?.length).toBeGreaterThan(30);
    compile(header, abi);
  });

  test.skipIf(skipsWithoutCompilerFor(abi))("a header that is wrong does not compile", async () => {
    const header = await textIn("c", fileURLToPath(new URL("schema/ckpt/index.ts", root)));
    const wrong = header.replace(
      "offsetof(struct ckpt_hdr_header, constants) == 32",
      "offsetof(struct ckpt_hdr_header, constants) == 26",
    );
    expect(wrong).not.toBe(header);
    expect(() => compile(wrong, abi)).toThrow("offset of constants in struct ckpt_hdr_header");
    const unaligned = header.replaceAll("__attribute__((__aligned__(8)))", "");
    expect(unaligned).not.toBe(header);
    if (abi === "i386")
      expect(() => compile(unaligned.replace("uint16_t _padding", "uint32_t _padding"), abi)).toThrow();
  });
});

test.skipIf(skipsWithoutCompilerFor("x86_64"))("kinds that not all ABIs have are in C as they are there", async () => {
  const header = await textIn("c", fileURLToPath(new URL("test/codegen/fixtures/kinds.ts", root)));
  compile(header, "x86_64");
  expect(header).toContain("  unsigned __int128 b;\n  __int128 c;\n");
  expect(header).toContain("  unsigned long a : 1;\n  long b : 31;\n  char c : 3;\n");
  expect(header).toContain("#pragma pack(push, 2)\nstruct packed_by {");
  expect(header).toContain("struct object {\n  uint32_t constructor;");
});

describe("what a family's ABIs share is asserted on each, what is one's own behind its condition", () => {
  const fields = { a: u8, n: u32, low: bits(u32, 12), high: bits(u32, 20), pair: nested({ x: u16, y: u16 }) };
  const headerFor = (abi: string | readonly string[], of: Fields) => {
    const given = family("f", { abi, byteOrder: "little", records: [record("r", { pack: 1, fields: of })] });
    return emitHeader({ families: [given], structs: [], enumerations: [] }, "s.ts");
  };
  const several: readonly AbiName[] = ["x86_64", "wasm32", "msvc64", "mingw32", "apple_arm64", "mips"];

  describe.each(several)("%s", (abi) => {
    test.skipIf(skipsWithoutCompilerFor(abi))("as one of several", () => {
      const header = headerFor(several, fields);
      expect(header.match(/^#if defined/gm)).toHaveLength(2);
      expect(compileObject(header, abi).length).toBeGreaterThan(0);
      const wrong = header.replace("offsetof(struct r, pair) == 9", "offsetof(struct r, pair) == 8");
      expect(() => compileObject(wrong, abi)).toThrow("offset of pair in struct r");
    });

    test.skipIf(skipsWithoutCompilerFor(abi))("alone", () => {
      const header = headerFor(abi, { a: u8, l: ulong, p: pointer, x: bits(u16, 3) });
      expect(header).toContain(`#if ${abis[abi].condition}\n_Static_assert(sizeof(struct r) == `);
      expect(compileObject(header, abi).length).toBeGreaterThan(0);
      const wrong = header.replace(/offsetof\(struct r, p\) == \d/, "offsetof(struct r, p) == 2");
      expect(() => compileObject(wrong, abi)).toThrow("offset of p in struct r");
    });
  });
});

test("a struct of no bytes is told to be none in C++", () => {
  const empty = struct("empty", { fields: {} });
  const header = emitHeader({ families: [], structs: [empty], enumerations: [] }, "s.ts");
  expect(header).toContain(
    '_Static_assert(sizeof(struct empty) == 0, "size of struct empty: it has no bytes in C, and one in C++, where this header cannot be used");',
  );
});

describe("bytewright emit c", () => {
  test("names of types that records bring along are constants as others are", async () => {
    const header = await textIn("c", fileURLToPath(new URL("test/codegen/fixtures/c-header.ts", root)));
    expect(header).toContain("enum frame_type {\n  OPEN = 1,\n  CLOSE = 2,\n};");
    expect(header).toContain("#define LEAST (-0x7fffffffffffffffll - 1)");
  });

  test("a struct whose members are lifted has no tag, unless something holds it by its name", async () => {
    const header = await textIn("c", fileURLToPath(new URL("test/codegen/fixtures/c-header.ts", root)));
    expect(header).not.toContain("only_lifted");
    expect(header).toContain("offsetof(struct lifted, inner) == 16");
    expect(header).toContain("offsetof(struct lifted, q) == 24");
    expect(header.match(/^struct pair \{$/gm)).toHaveLength(1);
    expect(header).toContain("sizeof(struct pair) == 8");
  });

  test("headers of schemas whose names differ in signs only do not keep each other out", () => {
    const guards = ["g/a-b/index.ts", "g/a_b/index.ts"].map((source) => {
      return /^#ifndef (\w+)$/m.exec(emitHeader({ families: [], structs: [], enumerations: [] }, source))?.[1];
    });
    expect(guards).toEqual(["BYTEWRIGHT_G_A_B_INDEX_TS_C19175BD_H", "BYTEWRIGHT_G_A_B_INDEX_TS_B4849B0B_H"]);
  });

  test.skipIf(skipsWithoutCompilerFor("x86_64"))("the schema's path ends no comment and no line", () => {
    const folder = mkdtempSync(join(tmpdir(), "bytewright-emit-"));
    const path = "s/a*/b\nthrow 1;/\u2028x/s.ts";
    const shown = "s/a*/b\\x0athrow 1;/\\u{2028}x/s.ts";
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(
      join(folder, path),
      'import { struct, u8 } from "bytewright/schema";\nexport const s = struct("s", { fields: { a: u8 } });\n',
    );
    const { code, stdout } = bytewright(["emit", "c", "--schema", path, "--out", "-"], folder);
    expect(code).toBe(0);
    expect(stdout).toContain(`/* Generated by bytewright from ${shown.replace("*/", "*\\/")}. Do not edit`);
    compile(stdout, "x86_64");
    expect(bytewright(["codegen", "--schema", path, "--out", "out"], folder).code).toBe(0);
    for (const [name, target] of [
      ["index.ts", ""],
      ["s.ts", " for x86_64"],
    ] as const) {
      const [banner, next] = readFileSync(join(folder, "out", name), "utf8").split(/\n|\u2028/);
      expect(banner).toContain(
        `/* eslint-disable -- Generated by bytewright from ${shown.replace("*/", "*\\/")}${target}. Do not edit`,
      );
      expect(next).toBe("@noprettier */");
    }
    rmSync(folder, { recursive: true });
  });

  test("the header goes to standard output or a file; a fault is reported, and nothing is written", () => {
    const cwd = fileURLToPath(root);
    const run = bytewright(["emit", "c", "--schema", "schema/ckpt/index.ts", "--out", "-"], cwd);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout).toContain("struct ckpt_hdr_task {\n  struct ckpt_hdr h;\n");
    const faulty = bytewright(
      ["emit", "c", "--schema", "test/codegen/fixtures/faults/not-portable.ts", "--out", "-"],
      cwd,
    );
    expect(faulty).toMatchObject({ code: 1, stdout: "" });
    expect(faulty.stderr).toContain("unaligned.b: is at byte 12 on i386, 16 elsewhere");
    expect(bytewright(["emit", "c", "--schema", "no.ts", "--out", "-"], cwd)).toEqual({
      code: 1,
      stdout: "",
      stderr: "bytewright: no.ts: no such file\n",
    });
    expect(bytewright(["emit", "c"], cwd).code).toBe(2);
    const example = "$ bytewright emit c --schema schema/ckpt/index.ts --out ";
    for (const args of [["emit"], ["emit", "c"]]) expect(bytewright([...args, "--help"]).stdout).toContain(example);
  });

  test("structs outside of families are those of --abi, or of the config's", () => {
    const words = ["--schema", "test/codegen/fixtures/machine-words.ts", "--out", "-"];
    const run = (...args: string[]) => bytewright(["emit", ...args, ...words], fileURLToPath(root)).stdout;
    expect(run("c", "--abi", "arm")).toBe(run("c"));
    const header = run("c", "--abi", "msvc64");
    expect(header.match(/^#if defined.*MSC.*$/gm)).toEqual([`#if ${abis.msvc64.condition}`]);
    expect(header).toContain("offsetof(struct machine_words, count) == 32");
    if (!skipsWithoutCompilerFor("msvc64")) expect(compileObject(header, "msvc64").length).toBeGreaterThan(0);
    expect(run("markdown", "--abi", "wasm32")).toContain("48 bytes, aligned to 16, as on wasm32.");

    const folder = mkdtempSync(join(tmpdir(), "bytewright-emit-"));
    writeFileSync(join(folder, "bytewright.config.json"), '{ "abi": "mingw32" }');
    const schema = fileURLToPath(new URL("test/codegen/fixtures/machine-words.ts", root));
    const { stdout } = bytewright(["emit", "c", "--schema", schema, "--out", "-"], folder);
    expect(stdout).toContain(`#if ${abis.mingw32.condition}\n`);
    rmSync(folder, { recursive: true });
  });

  test.each(["s.ts", "part.ts", "link.h"])("%s is part of the schema, and stays", (out) => {
    const folder = mkdtempSync(join(tmpdir(), "bytewright-emit-"));
    const part =
      'import { struct, u8 } from "bytewright/schema";\nexport const s = struct("s", { fields: { a: u8 } });\n';
    writeFileSync(join(folder, "part.ts"), part);
    writeFileSync(join(folder, "s.ts"), 'export { s } from "./part.ts";\n');
    symlinkSync("part.ts", join(folder, "link.h"));
    const stderr = `bytewright: ${out}: is part of the schema, and would be replaced; give another --out\n`;
    expect(bytewright(["emit", "c", "--schema", "s.ts", "--out", out], folder)).toEqual({
      code: 1,
      stdout: "",
      stderr,
    });
    expect(readFileSync(join(folder, "part.ts"), "utf8")).toBe(part);
    expect(bytewright(["emit", "c", "--schema", "s.ts", "--out", "s.h"], folder)).toMatchObject({
      code: 0,
      stderr: "",
    });
    rmSync(folder, { recursive: true });
  });

  test.each([
    ["", "ENOENT: no such file or directory, open ''"],
    ["test", "EISDIR: illegal operation on a directory, open 'test'"],
    ["new/", "EISDIR: illegal operation on a directory, open 'new/'"],
  ])("%j is no file's name", (out, complaint) => {
    const run = bytewright(["emit", "c", "--schema", "schema/ckpt/index.ts", "--out", out], fileURLToPath(root));
    expect(run).toEqual({ code: 1, stdout: "", stderr: `bytewright: ${complaint}\n` });
  });
});
