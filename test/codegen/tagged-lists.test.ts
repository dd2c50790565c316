import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { AnyCodec, OrderedCodec } from "../../src/wire/index.ts";
import { hex } from "../dynamic/hex.ts";
import { generateFrom } from "../support/generate-from.ts";

const { folder, generated } = await generateFrom(new URL("fixtures/tagged-lists.ts", import.meta.url));
afterAll(() => rmSync(folder, { recursive: true }));

const drawing = generated.Drawing as OrderedCodec<unknown>;
const codecs: readonly AnyCodec[] = [drawing, drawing.be];

const head = { form: { $member: "seal", seal: { sign: 7, value: 0 } }, kind: 4, level: 0 };
const shade = { $member: "grey", grey: 0 };

test.each<[what: string, init: object, value: object]>([
  ["nothing", {}, { head, id: 1, shade }],
  [
    "a tag alone",
    { head: { kind: 2, level: 3 }, id: 0xffffffff },
    {
      head: { form: { $member: "dot", dot: { x: 0, y: 0 } }, kind: 2, level: 3 },
      id: 0xffffffff,
      shade: { $member: "colour", colour: 0 },
    },
  ],
  [
    "a member in part",
    { head: { form: { $member: "dot", dot: { y: 5 } } }, shade: { $member: "colour" } },
    {
      head: { form: { $member: "dot", dot: { x: 0, y: 5 } }, kind: 2, level: 0 },
      id: 0xffffffff,
      shade: { $member: "colour", colour: 0 },
    },
  ],
  [
    "a tag that means no member",
    { head: { kind: 7 }, id: 3 },
    {
      head: { form: { $member: "unknown", $bytes: hex("00000000") }, kind: 7, level: 0 },
      id: 3,
      shade: { $member: "unknown", $bytes: hex("0000") },
    },
  ],
  [
    "bytes of no member",
    { head: { form: { $member: "unknown", $bytes: hex("01020304") }, kind: 1 } },
    { head: { form: { $member: "unknown", $bytes: hex("01020304") }, kind: 1, level: 0 }, id: 1, shade },
  ],
])("a new value from %s is complete, and what its bytes are decoded to", (_, init, value) => {
  for (const codec of codecs) {
    expect(codec.create(init)).toStrictEqual(value);
    expect(codec.decode(codec.encode(value))).toStrictEqual(value);
  }
});

test.each<[given: object, message: string]>([
  [{ head: { ...head, kind: 0 } }, "drawing.head.kind is the number 0, expected 4, as form says"],
  [
    { head: { ...head, form: { $member: "unknown", $bytes: hex("00000000") }, kind: 8 } },
    "drawing.head.kind: 8 does not fit u8 : 3 (0..7)",
  ],
  [{ head: { ...head, form: { ...head.form, seal: { sign: 8, value: 0 } } } }, "seal.sign is the number 8, expected 7"],
  [{ shade: { $member: "grey", grey: 256 } }, "drawing.shade.grey: 256 does not fit u8 (0..255)"],
  [{ shade: { $member: "grey" } }, "drawing.shade.grey: found nothing, expected a number"],
  [{ id: 3, shade: { $member: "unknown", $bytes: hex("00") } }, "drawing.shade.$bytes is 1 elements, expected 2"],
  [{ id: 3, shade: { $member: "unknown", $bytes: "00" } }, 'drawing.shade.$bytes: found "00", expected a Uint8Array'],
])("%o is refused", (given, message) => {
  for (const codec of codecs) expect(() => codec.encode({ ...codec.create(), ...given })).toThrow(message);
});

test("the bytes are those of C, the tag filled in", () => {
  const value = {
    head: { form: { $member: "dot", dot: { x: 1, y: -1 } }, level: 3 },
    shade: { $member: "colour", colour: 2 },
  };
  expect(drawing.encode(value)).toEqual(hex("0100ffff 1a 000000 ffffffff 0200 0000"));
  expect(drawing.be.encode(value)).toEqual(hex("0001ffff 43 000000 ffffffff 0002 0000"));
});

test("a view shows every member, whichever the tag means", () => {
  for (const codec of codecs) {
    const bytes = codec.encode(codec.create({ head: { form: { $member: "list", list: [7, 0, 7, 1] } } }));
    const view = codec.view(bytes) as unknown as { head: { form: object } };
    expect(JSON.parse(JSON.stringify(view.head.form))).toMatchObject({
      seal: { sign: 7, value: 0 },
      list: [7, 0, 7, 1],
    });
  }
});

test("the documentation of several lines is that of the type", () => {
  const text = readFileSync(join(folder, "drawing.ts"), "utf8");
  expect(text).toContain("/**\n * What is drawn.\n * One of three.\n */\nexport type DrawingHeadForm =");
});
