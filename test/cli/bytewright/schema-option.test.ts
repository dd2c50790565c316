import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { bytewright, bytewrightAlone } from "../../support/run.ts";
import { ordinaryImage } from "../../vectors/vectors.ts";
import { ckpt, scratchFolder } from "../ckpt/run.ts";
import { complaintOf, pingBytes, pings, points, schemaIn } from "./fixtures.ts";

const folder = scratchFolder();
const good = join(folder, "good.ckpt");
writeFileSync(good, ordinaryImage());

test("a path names a module, whose family is known at run time only", () => {
  const run = bytewright(["inspect", "--schema", schemaIn(folder, pings), "-"], folder, pingBytes);
  expect(run).toEqual({
    code: 0,
    stdout:
      "0x0 ping, type 7, 4 bytes\n  count  258\n0x4 unknown, type 8, 3 bytes\n  (bytes)  0803ff\n0x7 ping, type 7, 4 bytes\n  count  3\n",
    stderr: "",
  });
});

test("a name without / or . is a shipped schema's; so does ckpt, by generated code", () => {
  for (const command of ["inspect", "decode"]) {
    const { stdout } = ckpt([command, good]);
    expect(bytewright([command, "--schema", "ckpt", good])).toEqual({ code: 0, stderr: "", stdout });
    expect(bytewright([command, "--schema", "schema/ckpt/index.ts", good])).toEqual({ code: 0, stderr: "", stdout });
  }
  const published = schemaIn(folder, 'export { ckpt } from "bytewright/schema/ckpt";\n', "published.ts");
  expect(bytewright(["verify", "--schema", published, good])).toMatchObject({
    code: 0,
    stdout: `${good}: ok, 8 records\n`,
  });
});

test.each([
  [
    "an unknown name",
    ["--schema", "ckpd"],
    /^--schema ckpd: the schemas that ship are btf, ckpt, ckpt-v23, .*; a path has a \/ or \.$/,
  ],
  ["no schema", [], "required option '--schema <schema>' not specified; see --help"],
  ["a struct and a family", ["--schema", "ckpt", "--struct", "a", "--family", "b"], /cannot be used with option/],
  ["an unknown ABI", ["--schema", "ckpt", "--struct", "a", "--abi", "vax"], /Allowed choices are x86_64, i386/],
])("%s is a usage error", (_, args, complaint) => {
  const run = bytewright(["inspect", ...args, good]);
  expect(run).toMatchObject({ code: 2, stdout: "" });
  expect(complaintOf(run)).toMatch(complaint);
});

describe("what a module exports", () => {
  const two = `${pings} export const more = family("more", {
    byteOrder: "little", header: pingHdr, member: "h", type: "kind", length: { field: "size" }, records: [ping],
  });`;

  test("two families: one is to be named", () => {
    const schema = schemaIn(folder, two);
    const run = bytewright(["decode", "--schema", schema, good]);
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(complaintOf(run)).toBe(`${schema}: found more, pings, expected one family; name it with --family`);
    const little = bytewright(["inspect", "--schema", schema, "--family", "more", "-"], folder, pingBytes);
    expect(little.stdout).toContain("count  513\n");
    const none = bytewright(["inspect", "--schema", schema, "--family", "most", good]);
    expect(none.code).toBe(2);
    expect(complaintOf(none)).toBe(`${schema}: found more, pings, expected a family named most`);
  });

  test("bare structs only: they are listed", () => {
    const schema = schemaIn(folder, points);
    const run = bytewright(["inspect", "--schema", schema, good]);
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(complaintOf(run)).toBe(`${schema}: found none, expected one family, or --struct with one of other, point`);
    const none = bytewright(["inspect", "--schema", schema, "--struct", "pint", good]);
    expect(none.code).toBe(2);
    expect(complaintOf(none)).toBe(`${schema}: found other, point, expected a struct named pint`);
  });

  test("a struct that is not exported, but held by records", () => {
    const args = ["--schema", "ckpt", "--struct", "ckpt_const", "--offset", "32", "--count", "1"];
    const run = bytewright(["get", ...args, good, "ckpt_const.uts_release_len"]);
    expect(run).toEqual({ code: 0, stdout: "65\n", stderr: "" });
    const none = bytewright(["get", "--schema", "ckpt", "--struct", "ckpt_cnst", good, "x"]);
    expect(none.code).toBe(2);
    expect(complaintOf(none)).toBe("ckpt: found ckpt_hdr, ckpt_const, expected a struct named ckpt_cnst");
  });

  test("a struct that the rules of another ABI lay out, and whose byte order it is in", () => {
    const schema = schemaIn(folder, points);
    const bytes = Buffer.from("0000000100000002", "hex");
    const run = (abi: string) =>
      bytewright(["inspect", "--json", "--schema", schema, "--struct", "other", "--abi", abi, "-"], folder, bytes);
    expect(JSON.parse(run("i386").stdout)).toMatchObject({ len: 8, fields: { a: 0x01000000, at: String(0x02000000) } });
    const wide = Buffer.concat([bytes, Buffer.alloc(7), Buffer.of(5)]);
    const big = bytewright(
      ["get", "--schema", schema, "--struct", "other", "--abi", "s390x", "-", "other.at"],
      folder,
      wide,
    );
    expect(big).toEqual({ code: 0, stdout: "5\n", stderr: "" });
  });
});

test("a union by itself, one behind the other", () => {
  const schema = schemaIn(folder, 'export const word = union({ n: u16, b: array(u8, 3) }, { name: "word" });');
  const args = ["--schema", schema, "--struct", "word"];
  const bytes = Buffer.from("0102030405060700", "hex");
  const { stdout: json, code } = bytewright(["decode", ...args, "-"], folder, bytes);
  expect(code).toBe(0);
  // There is nothing else that could be meant.
  expect(bytewright(["decode", "--schema", schema, "-"], folder, bytes).stdout).toBe(json);
  const [, ...lines] = json.trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line).fields)).toEqual([
    { $bytes: "01020304", n: 0x0201, b: [1, 2, 3] },
    { n: 0x0605, b: [5, 6, 7] },
  ]);
  expect(bytewright(["get", ...args, "-", "word[1].b[2]"], folder, bytes).stdout).toBe("7\n");
  const { stdout: shown } = bytewright(["inspect", ...args, "-"], folder, bytes);
  expect(shown).toContain("  b[2]      3\n  (hole 3)  04   unused, should be zero\n0x4 word, 4 bytes\n  n     1541\n");
  const image = join(folder, "words.json");
  writeFileSync(image, json);
  const back = join(folder, "words.bin");
  expect(bytewright(["encode", ...args, image, "--output", back])).toMatchObject({ code: 0 });
  expect(readFileSync(back)).toEqual(bytes);
  const set = bytewright(["set", ...args, back, "word[1].n=258"], folder);
  expect([set, readFileSync(back).toString("hex")]).toEqual([{ code: 0, stdout: "", stderr: "" }, "0102030402010700"]);
});

test.each([
  ["a module that does not run", "export const x = nothing;", /nothing is not defined$/],
  ["a module that throws what is no error", 'throw "no\\n  luck\\n";', /schema\.ts: no; luck$/],
  ["a module that throws what has no text", "throw Object.create(null);", /schema\.ts: it throws what has no text$/],
  ["an error with a number", "throw Object.assign(new Error(), { message: 5 });", /schema\.ts:2:\d+: 5$/],
  ["a module that is no TypeScript", "export const = {;", /schema\.ts:2:14: Unexpected token$/],
  ["a family with a fault", pings.replace('"size"', '"no_such"'), /pings.*no_such/],
])("%s is a failure in one line", (_, body, complaint) => {
  const run = bytewright(["inspect", "--schema", schemaIn(folder, body), good]);
  expect(run).toMatchObject({ code: 1, stdout: "" });
  expect(complaintOf(run)).toMatch(complaint);
});

test.each([
  ["a module that ends the program as no signal does", "process.exit(200);", /schema\.ts: a schema ended the program/],
  ["a module that ends the program", "process.exit(0);", /schema\.ts: a schema ended the program$/],
  [
    "a module that never ends",
    "await new Promise(() => {});",
    /schema\.ts: a schema waits for something that never comes$/,
  ],
])("%s is no less", (_, body, complaint) => {
  const run = bytewrightAlone(["inspect", "--schema", schemaIn(folder, body), good]);
  expect(run).toMatchObject({ code: 1, stdout: "" });
  expect(complaintOf(run)).toMatch(complaint);
});

test("a module that exports neither a family nor a struct is a mistake", () => {
  const run = bytewright(["inspect", "--schema", schemaIn(folder, "export const x = 1;"), good]);
  expect(run).toMatchObject({ code: 2, stdout: "" });
  expect(complaintOf(run)).toMatch(/found none, expected one family$/);
});

test("a missing schema, and a missing file, are failures", () => {
  const run = bytewright(["inspect", "--schema", join(folder, "none.ts"), good]);
  expect(run.code).toBe(1);
  expect(complaintOf(run)).toMatch(/none\.ts: ENOENT: no such file or directory$/);
  for (const args of [["inspect"], ["decode"], ["verify"], ["diff", good]]) {
    const missing = bytewright([...args, "--schema", "ckpt", join(folder, "missing")]);
    expect(missing.code).toBe(args[0] === "diff" ? 2 : 1);
    expect(complaintOf(missing)).toMatch(/missing: ENOENT: no such file or directory$/);
  }
});

describe("a struct whose end nothing tells ends where the file does", () => {
  const tailed = schemaIn(
    folder,
    `import { strz } from "bytewright/schema";
    export const named = struct("named", { fields: { n: u8 }, parts: { name: strz(), rest: array(u8) } });
    export const text = struct("text", { fields: { n: u8 }, parts: { name: strz() } });
    export const later = struct("later", { grows: true, fields: { a: u16, b: u16.since(4) } });
    export const list = struct("list", { fields: { n: u8, all: array(u8) } });`,
    "tailed.ts",
  );
  const bytes = Buffer.from("05616200070809", "hex");
  const of = (struct: string) => ["--schema", tailed, "--struct", struct];

  test.each([
    ["named", [], { n: 5, name: "ab", rest: [7, 8, 9] }],
    ["text", ["--count", "1"], { n: 5, name: "ab" }],
    ["later", [], { a: 0x6105, b: 0x62, $rest: "070809" }],
    ["list", [], { n: 5, all: [0x61, 0x62, 0, 7, 8, 9] }],
  ])("%s", (struct, range, fields) => {
    const run = bytewright(["inspect", ...of(struct), ...range, "--json", "-"], folder, bytes);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(run.stdout)).toMatchObject({ offset: 0, record: struct, fields });
    const decoded = bytewright(["decode", ...of(struct), "-"], folder, bytes);
    const out = join(folder, "tailed");
    expect(bytewright(["encode", ...of(struct), "-", "--output", out], folder, decoded.stdout)).toMatchObject({
      code: 0,
    });
    expect(readFileSync(out)).toEqual(bytes);
  });

  test("what is behind the only one is told, and one that is cut has its fault", () => {
    const more = bytewright(["verify", ...of("text"), "-"], folder, bytes);
    expect(complaintOf(more)).toBe("-: at 0x4: nothing tells how long this record is");
    const cut = bytewright(["verify", ...of("text"), "-"], folder, bytes.subarray(0, 3));
    expect(complaintOf(cut)).toMatch(/^-: at 0x1: text\.name takes 3 or more/);
  });
});
