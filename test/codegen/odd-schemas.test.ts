import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ts } from "ts-morph";
import { afterAll, describe, expect, test } from "vitest";
import { emitHeader } from "../../codegen/c/header.ts";
import { check } from "../../codegen/check/index.ts";
import { emit } from "../../codegen/emit/index.ts";
import { layOutSchema } from "../../codegen/lay-out-schema.ts";
import type { Schema } from "../../codegen/load.ts";
import {
  array,
  bytes,
  enumeration,
  type FieldBuilder,
  family,
  nested,
  pointer,
  record,
  struct,
  u8,
  u32,
  union,
} from "../../schema/dsl/index.ts";
import type { AnyCodec } from "../../src/wire/index.ts";
import { generateHere } from "../fuzz/generate-here.ts";
import { runs } from "../support/all-runs.ts";
import { bytewright } from "../support/run.ts";

const folder = mkdtempSync(join(tmpdir(), "bytewright-odd-"));
afterAll(() => rmSync(folder, { recursive: true }));

const header = struct("hdr", { fields: { type: u32 } });
const framed = { header, member: "h", type: "type", byteOrder: "little" as const };

function deep(levels: number): FieldBuilder<never> {
  const sealed = nested({ sign: u8.constant(7) }) as FieldBuilder<never>;
  return levels === 0 ? sealed : (array(deep(levels - 1), 2) as FieldBuilder<never>);
}

describe("code is TypeScript for", () => {
  const schemas: { readonly [what: string]: Schema } = {
    "a family without records": { families: [family("f", { ...framed, records: [] })], structs: [], enumerations: [] },
    "constants in lists of lists of lists": {
      ...{ families: [], enumerations: [] },
      structs: [struct("s", { fields: { a: deep(9) } })],
    },
    "families that share a header, a struct and an enumeration": {
      ...{ structs: [], enumerations: [] },
      families: (["x86_64", "i386"] as const).map((abi) => {
        const fields = { shared: nested(struct("shared", { fields: { a: u32.enum(enumeration("e", { A: 1 })) } })) };
        return family(`f_${abi}`, { ...framed, abi, records: [record(`r_${abi}`, { type: 1, fields })] });
      }),
    },
    "docs that look like the end of a comment": {
      ...{ families: [], enumerations: [] },
      structs: [struct("s", { doc: "*/ x; /*\r\n\u2028 */", fields: { a: u8.doc("*/") } })],
    },
  };

  test.each(Object.entries(schemas))("%s", (_what, schema) => {
    expect(check(schema)).toEqual([]);
    const files = emit(layOutSchema(schema), { runtime: "../wire.ts", extension: ".ts", source: "s.ts" });
    for (const [fileName, text] of files) {
      const { diagnostics } = ts.transpileModule(text, { reportDiagnostics: true, fileName });
      expect(diagnostics?.map(({ messageText }) => messageText)).toEqual([]);
    }
  });
});

describe("no code is made of", () => {
  test("an enumeration with a name that would be code, although nothing uses it", () => {
    const evil = enumeration("e", { "A: (() => { throw 1 })(), B": 1 }).$enumeration;
    expect(check({ families: [], structs: [], enumerations: [evil] }).map(({ problem }) => problem)).toEqual([
      '"A: (() => { throw 1 })(), B" is not a C identifier',
    ]);
  });

  test("an enumeration whose members are no list", () => {
    const odd = { ...enumeration("e", {}).$enumeration, members: 3 as never };
    expect(check({ families: [], structs: [], enumerations: [odd] })).toMatchObject([
      { record: "e", problem: "cannot be laid out: members is not iterable" },
    ]);
  });

  test("a struct that no array of bytes holds", () => {
    const large = struct("large", { fields: { a: bytes(2 ** 40) } });
    expect(check({ families: [], structs: [large], enumerations: [] })).toMatchObject([
      { record: "large", problem: "takes 1099511627776 bytes, and there are codecs for 2147483647 at most" },
    ]);
  });
});

test.each([
  ["a lone CR", "*\\\r/ int x = 42; /*", " * *\\\n * / int x = 42; /*\n"],
  ["a trigraph", "*??/\n/ int x = 42; /*", " * *??/\n * / int x = 42; /*\n"],
  ["a space behind a backslash", "*\\ \r\n/ int x = 42; /*", " * *\\ \n * / int x = 42; /*\n"],
  ["a line end of JavaScript", "a\u2028*/ int x = 42; /*", " * a\n * *\\/ int x = 42; /*\n"],
])("a doc does not end its comment by %s", (_what, doc, lines) => {
  const { $enumeration } = enumeration("e", { A: { value: 1, doc } }, { doc });
  const schema = {
    families: [],
    structs: [struct("s", { doc, fields: { a: u8.doc(doc) } })],
    enumerations: [$enumeration],
  };
  const code = emit(layOutSchema(schema), { runtime: "../wire.ts", extension: ".ts", source: "s.ts" });
  const comment = `/**\n${lines} */\n`;
  for (const text of [emitHeader(schema, "s.ts"), [...code.values()].join("")]) {
    for (const indent of ["", "  "]) {
      const indented = comment.replaceAll(/^(?=.)/gm, indent);
      expect(text.split(indented).length).toBeGreaterThan(2 - indent.length / 2);
    }
    expect(text.replaceAll(/\/\*[\s\S]*?\*\//g, "")).not.toContain("42");
  }
});

/** With time that grows as the square of them, as many as CI has take minutes. */
const fields = runs(16_000).numRuns;

describe("large structs take no more time than their members", () => {
  const names = (n: number, prefix: string) => Array.from({ length: n }, (_, i) => prefix + i);
  const either = (field: string) => union({ a: u32, b: u8 }, { tag: { field, members: { a: 1, b: 2 } } });
  const structs = {
    fields: struct("s", { fields: Object.fromEntries(names(fields, "f").map((name) => [name, u32])) }),
    "tagged unions": struct("s", {
      fields: Object.fromEntries(
        names(fields / 4, "t").flatMap((tag) => [
          [tag, u8],
          [`u_${tag}`, either(tag)],
        ]),
      ),
    }),
  };

  test.each(Object.entries(structs))("in a C header: %s", (_what, one) => {
    const schema = { families: [], structs: [one], enumerations: [] };
    expect(check(schema)).toEqual([]);
    expect(emitHeader(schema, "s.ts").match(/_Static_assert\(offsetof/g)?.length).toBeGreaterThan(fields / 2 - 1);
  });

  test("in code", () => {
    const schema = { families: [], structs: [structs.fields], enumerations: [] };
    const files = emit(layOutSchema(schema), { runtime: "../wire.ts", extension: ".ts", source: "s.ts" });
    expect(files.get("s.ts")).toContain(`f${fields - 1}: number;`);
  });
});

test("a list of any length of pointers of 4 bytes is one of bigints", async () => {
  const one = record("one", { type: 1, fields: { list: array(pointer) } });
  const families = [family("f", { ...framed, abi: "i386", records: [one] })];
  const { One } = (await generateHere({ families, structs: [], enumerations: [] })) as { One: AnyCodec };
  const bytes = One.encode({ list: [1n, 0xffffffffn] });
  expect(Buffer.from(bytes).toString("hex")).toBe("01000000" + "01000000" + "ffffffff");
  expect(One.decode(bytes)).toEqual({ $name: "one", list: [1n, 0xffffffffn] });
  expect(() => One.encode({ list: [1n << 32n] })).toThrow("one.list[0]: 4294967296 does not fit u32");
});

test("a schema can export one definition under several names", () => {
  const schema = join(folder, "names.ts");
  writeFileSync(
    schema,
    `import { enumeration, family, struct, u8 } from "bytewright/schema";
export const hdr = struct("hdr", { fields: { type: u8 } });
export const Kind = enumeration("kind", { A: 1 });
const fam = family("fam", { header: hdr, member: "h", type: "type", types: Kind, byteOrder: "little", records: [] });
export { fam, fam as default, hdr as header, Kind as kinds };
`,
  );
  const out = join(folder, "names");
  expect(bytewright(["codegen", "--schema", schema, "--out", out], folder)).toMatchObject({ code: 0, stderr: "" });
});

test("docs that end in half a character give code that is up to date", () => {
  const schema = join(folder, "halves.ts");
  writeFileSync(
    schema,
    `import { enumeration, struct, u8 } from "bytewright/schema";
const doc = "Smile \\u{1f600}".slice(0, 7);
const Kind = enumeration("kind", { A: { value: 1, doc } }, { doc });
export const s = struct("s", { doc, fields: { a: u8.enum(Kind).doc(doc) } });
`,
  );
  const args = ["codegen", "--schema", schema, "--out", join(folder, "of-halves")];
  expect(bytewright(args, folder)).toMatchObject({ code: 0, stderr: "" });
  expect(bytewright([...args, "--check"], folder)).toEqual({ code: 0, stdout: "", stderr: "" });
  const { stdout } = bytewright(["emit", "c", "--schema", schema, "--out", "-"], folder);
  expect(stdout).toContain("/** Smile \ufffd */\nstruct s {");
});

test("a schema can lie in a folder with any name", () => {
  const odd = join(folder, "50% %zz # ü");
  mkdirSync(odd);
  const schema = join(odd, "schema.ts");
  writeFileSync(
    schema,
    'import { struct, u8 } from "bytewright/schema";\nexport const s = struct("s", { fields: { "a b": u8 } });\n',
  );
  const run = bytewright(["codegen", "--schema", schema, "--out", join(odd, "out")], odd);
  expect(run).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^schema\.ts: s\.a b: "a b" is not a C identifier/),
  });
  writeFileSync(schema, readFileSync(schema, "utf8").replace("a b", "a"));
  expect(bytewright(["codegen", "--schema", schema, "--out", join(odd, "out")], odd)).toMatchObject({
    code: 0,
    stderr: "",
  });
});
