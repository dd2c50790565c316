import { describe, expect, test } from "vitest";
import { ordinaryImage, PLACES } from "../../vectors/vectors.ts";
import { imageOf } from "./images.ts";
import { ckpt, complaintOf, file, scratchFolder } from "./run.ts";

const folder = scratchFolder();
const good = file(folder, "good.ckpt", ordinaryImage());

test("every record with its offset, type, length and fields", () => {
  const run = ckpt(["inspect", good]);
  expect(run).toMatchObject({ code: 0, stderr: "" });
  const offsets = [
    ...run.stdout.matchAll(/^0x([0-9a-f]+) ckpt_hdr_\w+, CKPT_HDR_\w+ \(\d+\), \d+ bytes(?:: \w+ of \w+)?$/gm),
  ];
  expect(offsets.map(([, offset]) => Number.parseInt(offset as string, 16))).toEqual(
    Object.values(PLACES).filter((place) => place !== PLACES.end),
  );
  expect(run.stdout).toMatch(/^ {2}clear_child_tid +139716164221072 +0x7f1234567890$/m);
  expect(run.stdout).not.toContain("\x1b");
});

test("goes on behind a fault and an unknown type, and counts the faults", () => {
  const image = ordinaryImage();
  image[PLACES.header + 8] = 1;
  image[PLACES.container] = 77;
  image[PLACES.tail + 8] = 1;
  const run = ckpt(["inspect", file(folder, "faults.ckpt", image)]);
  expect(run.code).toBe(1);
  expect(complaintOf(run)).toMatch(/faults\.ckpt: at 0x8: ckpt_hdr_header\.magic is .* \(and 1 more\)$/);
  expect(run.stdout).toMatch(/^0x113 unknown, type 77, 8 bytes\n {2}\(bytes\) +4d00000008000000$/m);
  expect(run.stdout).toMatch(/^0x15b ckpt_hdr_tail/m);
});

test("a tail, or a cut record, in several chunks has the size that is there", () => {
  expect(ckpt(["inspect", "-"], { input: Buffer.alloc(300_000) }).stdout).toMatch(
    /^0x0 tail, 300000 bytes\n {2}\(bytes\) +(00){24}\.\.\. \(300000 bytes\)\n {2}! .*\n$/,
  );
  const cut = Buffer.concat([Buffer.from("0300000000003800", "hex"), Buffer.alloc(357)]);
  expect(ckpt(["inspect", "-"], { input: cut }).stdout).toBe(
    "0x0 ckpt_hdr_buffer, CKPT_HDR_BUFFER (3), 365 bytes\n" +
      "  (payload)  cut off  365 of 3670016 bytes are there\n" +
      "  ! at 0x0: truncated record: 365 of 3670016 bytes\n",
  );
  const whole = Buffer.concat([Buffer.from("0300000000003800", "hex"), Buffer.alloc(0x380000 - 8), ordinaryImage()]);
  expect(ckpt(["inspect", "-"], { input: whole }).stdout).toMatch(
    /^0x0 ckpt_hdr_buffer, CKPT_HDR_BUFFER \(3\), 3670016 bytes\n {2}\(payload\) +3670008 bytes +too large.*\n0x380000 ckpt_hdr_header/,
  );
});

test("--summary counts, whatever the size", () => {
  const run = ckpt(["inspect", "--summary", "-"], { input: Buffer.concat([ordinaryImage(), ordinaryImage()]) });
  expect(run).toMatchObject({ code: 0, stderr: "" });
  expect(run.stdout).toContain("total: 16 records, 726 bytes, ckpt, little-endian\n");
});

test("texts are escaped", () => {
  const run = ckpt(["inspect", file(folder, "evil.ckpt", imageOf("\x1b[2J\u202e"))]);
  expect(run.stdout).toMatch(/^[\x20-\x7e\n]+$/);
  expect(run.stdout).toContain('"\\x1b[2J\\u202e"');
});

describe("--schema", () => {
  const schema = (body: string, name = "schema.ts") =>
    file(folder, name, `import { family, record, struct, u8, u16 } from "bytewright/schema";\n${body}`);
  const pings = `
    export const pingHdr = struct("ping_hdr", { fields: { kind: u8, size: u8 } });
    export const ping = record("ping", { type: 7, fields: { count: u16.doc("How often.") } });
    export const pings = family("pings", {
      byteOrder: "big", header: pingHdr, member: "h", type: "kind", length: { field: "size" }, records: [ping],
    });`;

  test("shows records of a family that is known at run time only", () => {
    const image = file(folder, "pings", Buffer.from("07040102" + "0803ff", "hex"));
    const run = ckpt(["inspect", "--schema", schema(pings), image]);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout).toBe(
      "0x0 ping, type 7, 4 bytes\n  count  258\n0x4 unknown, type 8, 3 bytes\n  (bytes)  0803ff\n",
    );
  });

  test("the project's own schema does what the generated code does", () => {
    const { stdout } = ckpt(["inspect", good]);
    expect(ckpt(["inspect", "--schema", "schema/ckpt/index.ts", good])).toMatchObject({ code: 0, stderr: "", stdout });
    const published = file(folder, "published.ts", 'export { ckpt } from "bytewright/schema/ckpt";\n');
    expect(ckpt(["inspect", "--schema", published, good])).toMatchObject({ code: 0, stderr: "", stdout });
  });

  test.each([
    ["a module that does not run", "export const x = nothing;", /nothing is not defined$/],
    ["a module that throws what is no error", 'throw "no\\n  luck\\n";', /schema\.ts: no; luck$/],
    ["a module that throws what has no text", "throw Object.create(null);", /schema\.ts: it throws what has no text$/],
    ["an error with a number", "throw Object.assign(new Error(), { message: 5 });", /schema\.ts: 5$/],
    [
      "a module that ends the program as no signal does",
      "process.exit(200);",
      /schema\.ts: a schema ended the program/,
    ],
    ["a module that ends the program", "process.exit(0);", /schema\.ts: a schema ended the program$/],
    [
      "a module that never ends",
      "await new Promise(() => {});",
      /schema\.ts: a schema waits for something that never comes$/,
    ],
    ["a module that is no TypeScript", "export const = {;", /schema\.ts:2:14: Unexpected token$/],
    [
      "a module without a family",
      "export const x = struct('x', { fields: { a: u8 } });",
      /found none, expected one family/,
    ],
    [
      "two families",
      `${pings} export const more = family("more", { ...pings, name: "more" });`,
      /found more, pings, expected one family/,
    ],
    ["a family with a fault", pings.replace('"size"', '"no_such"'), /pings.*no_such/],
  ])("of %s is a failure in one line", (_, body, complaint) => {
    const run = ckpt(["inspect", "--schema", schema(body), good]);
    expect(run).toMatchObject({ code: 1, stdout: "" });
    expect(complaintOf(run)).toMatch(complaint);
  });
});
