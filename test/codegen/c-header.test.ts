import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { headerOf } from "../../codegen/index.ts";
import { type AbiName, abis } from "../../src/layout/index.ts";
import { compile, skipsWithoutCompilerFor } from "../support/c-compiler.ts";
import { bytewright } from "../support/run.ts";

const root = new URL("../../", import.meta.url);
const own = readdirSync(new URL("schema", root)).filter((name) => name.startsWith("ckpt"));
const schemas = [
  ...own.map((name) => `schema/${name}/index.ts`),
  "test/codegen/fixtures/vocabulary.ts",
  "test/codegen/fixtures/c-header.ts",
];

/** The header asserts every size and offset itself: that it compiles is the proof. */
describe.each(Object.keys(abis) as AbiName[])("C headers compile for %s", (abi) => {
  test.skipIf(skipsWithoutCompilerFor(abi)).each(schemas)("%s", async (schema) => {
    const header = await headerOf(fileURLToPath(new URL(schema, root)));
    expect(header.match(/_Static_assert\(/g)?.length).toBeGreaterThan(30);
    compile(header, abi);
  });

  test.skipIf(skipsWithoutCompilerFor(abi))("a header that is wrong does not compile", async () => {
    const header = await headerOf(fileURLToPath(new URL("schema/ckpt/index.ts", root)));
    const wrong = header.replace(
      "offsetof(struct ckpt_hdr_header, constants) == 32",
      "offsetof(struct ckpt_hdr_header, constants) == 26",
    );
    expect(wrong).not.toBe(header);
    expect(() => compile(wrong, abi)).toThrow("offset of constants in struct ckpt_hdr_header");
    const unaligned = header.replaceAll("__attribute__((aligned(8)))", "");
    if (abi === "i386")
      expect(() => compile(unaligned.replace("uint16_t _padding", "uint32_t _padding"), abi)).toThrow();
  });
});

describe("bytewright emit c", () => {
  test("names of types that records bring along are constants as others are", async () => {
    const header = await headerOf(fileURLToPath(new URL("test/codegen/fixtures/c-header.ts", root)));
    expect(header).toContain("enum frame_type {\n  OPEN = 1,\n  CLOSE = 2,\n};");
    expect(header).toContain("#define LEAST (-0x7fffffffffffffffll - 1)");
  });

  test("what C has no header for is a fault, though there is code for it", () => {
    const folder = fileURLToPath(new URL("fixtures/", import.meta.url));
    const expected = /^(?:\/\/.*\n)+/.exec(readFileSync(join(folder, "no-c-header.ts"), "utf8"))?.[0];
    const run = bytewright(["emit", "c", "--schema", "no-c-header.ts", "--out", "-"], folder);
    expect(run).toEqual({ code: 1, stdout: "", stderr: expected?.replaceAll(/^\/\/ /gm, "") });
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
    ["", "the output's name is empty"],
    ["test", "test: EISDIR: is a directory"],
    ["new/", "new/: EISDIR: is a directory"],
  ])("%j is no file's name", (out, complaint) => {
    const run = bytewright(["emit", "c", "--schema", "schema/ckpt/index.ts", "--out", out], fileURLToPath(root));
    expect(run).toEqual({ code: 1, stdout: "", stderr: `bytewright: ${complaint}\n` });
  });
});
