import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Ckpt } from "../../../generated/ckpt/index.ts";
import { CkptV23 } from "../../../generated/ckpt-v23/index.ts";
import { array, bits, family, nested, padding, record, struct, u8, u16 } from "../../../schema/dsl/index.ts";
import { dynamicFamily } from "../../../src/dynamic/index.ts";
import { diffImages, formatDifference } from "../../../src/inspect/index.ts";
import type { Family } from "../../../src/wire/index.ts";
import { aligned, unmeasured, zoo } from "../../image/support/families.ts";
import { hex } from "../../image/support/frames.ts";
import { runs } from "../../support/all-runs.ts";
import { ordinaryImage, PLACES } from "../../vectors/vectors.ts";
import { each, kinds } from "../support/kinds.ts";
import { ox } from "../support/ox.ts";

function diff(a: Uint8Array, b: Uint8Array, family: Family = Ckpt): string[] {
  return [...diffImages(a, b, family)].flatMap((one) => formatDifference(one).trimEnd().split("\n"));
}

function changed(at: number, bytes: string): Uint8Array {
  const image = ordinaryImage();
  image.set(hex(bytes), at);
  return image;
}

function without(from: number, to: number): Uint8Array {
  const image = ordinaryImage();
  return Buffer.concat([image.subarray(0, from), image.subarray(to)]);
}

describe("images that differ in", () => {
  test.each<[string, Uint8Array, string[]]>([
    ["nothing", ordinaryImage(), []],
    [
      "fields",
      changed(PLACES.task + 8, "01000000 10000000 00010000"),
      [
        "~ 0x11b / 0x11b ckpt_hdr_task",
        "  state       0 (TASK_RUNNING)  ->  1 (TASK_INTERRUPTIBLE)",
        "  exit_state  0 (none)          ->  16 (EXIT_ZOMBIE)",
        "  exit_code   0                 ->  256",
      ],
    ],
    [
      "text",
      changed(PLACES.comm + 8, "1b"),
      ["~ 0x143 / 0x143 ckpt_hdr_string", '  payload  "bash" + 12 NUL  ->  "\\x1bash" + 12 NUL'],
    ],
    ["a hole", changed(30, "07"), ["~ 0x0 / 0x0 ckpt_hdr_header", "  (hole 26..31)  000000000000  ->  000000000700"]],
    [
      "a record less",
      without(PLACES.version, PLACES.machine),
      ["- 0x81 ckpt_hdr_buffer, CKPT_HDR_BUFFER (3), 73 bytes: version of ckpt_hdr_header"],
    ],
    [
      "a record more",
      Buffer.concat([ordinaryImage(), hex("4d000000 09000000 ff")]),
      ["+ 0x16b unknown, type 77, 9 bytes"],
    ],
    [
      "another type",
      changed(PLACES.container, "4d"),
      ["- 0x113 ckpt_hdr_container, CKPT_HDR_CONTAINER (2), 8 bytes", "+ 0x113 unknown, type 77, 8 bytes"],
    ],
    [
      "a tail",
      Buffer.concat([ordinaryImage(), hex("4d00")]),
      ["~ image", "  (tail) from 0 on  (ends after 0)  ->  4d00"],
    ],
  ])("%s", (_, b, expected) => {
    expect(diff(ordinaryImage(), b)).toEqual(expected);
  });

  test("unknown records, from the first byte on", () => {
    expect(diff(hex("4d000000 0a000000 0001"), hex("4d000000 0a000000 0002"))).toEqual([
      "~ 0x0 / 0x0 unknown type 77",
      "  (bytes) from 9 on  01  ->  02",
    ]);
  });

  test("long payloads, from the first byte on", () => {
    const payload = new Uint8Array(300).fill(0x41);
    const other = payload.with(260, 0x42);
    const [a, b] = [payload, other].map((bytes) => Ckpt.encode({ $name: "ckpt_hdr_buffer", payload: bytes }));
    expect(diff(a as Uint8Array, b as Uint8Array)).toEqual([
      "~ 0x0 / 0x0 ckpt_hdr_buffer",
      `  payload from 260 on  ${"41".repeat(24)}...  ->  42${"41".repeat(23)}...`,
    ]);
  });

  test("long text, from the first character on", () => {
    const [a, b] = ["x".repeat(270), `${"x".repeat(260)}y\u202e${"x".repeat(30)}`].map((name) =>
      kinds.encode({ $name: "kind_each", ...each, big: 3n, key: hex("0102"), name }),
    );
    expect(diff(a as Uint8Array, b as Uint8Array, kinds)).toEqual([
      "~ 0x0 / 0x0 kind_each",
      `  name from 260 on  "xxxxxxxxxx"  ->  "y\\u202e${"x".repeat(22)}"...`,
    ]);
  });

  test("the bits of what is no number, which no field shows", () => {
    const a = zoo.encode({ ...ox, weight: Number.NaN });
    const b = a.slice();
    b[24] = 1;
    expect(diff(a, b, zoo)).toEqual([
      "~ 0x0 / 0x0 zoo_animal",
      expect.stringMatching(/^ {2}\(bytes\) from 24 on {2}00\w+\.\.\. {2}-> {2}01\w+\.\.\.$/),
    ]);
  });

  test("elements of a list", () => {
    expect(diff(hex("0200 0200 01000000 02000000"), hex("0200 0300 01000000 09000000 05000000"), unmeasured)).toEqual([
      "~ 0x0 / 0x0 tag_list",
      "  count      2  ->  3",
      "  values[1]  2  ->  9",
      "  values[2]     ->  5",
    ]);
  });

  test("bytes between records", () => {
    const [a, b] = ["00", "01"].map((pad) => hex(`09000000 0100 0000 41 0000${pad} 08000000 0100 0000`));
    expect(diff(a as Uint8Array, b as Uint8Array, aligned)).toEqual([
      "~ image",
      "  (padding) from 0 on  (ends after 0)  ->  000001",
    ]);
  });

  test("more than fields, all of it", () => {
    const gappy = dynamicFamily(
      family("gappy", {
        ...{ header: struct("gap_hdr", { fields: { type: u16, len: u16 } }), member: "hdr", type: "type" },
        ...{ length: { field: "len" }, align: 4, byteOrder: "little" as const },
        records: [
          record("gap", {
            type: 1,
            fields: { a: bits(u8, 2), _1: padding(u8, 2), b: bits(u8, 2), z: u16 },
          }),
        ],
      }),
    );
    const a = hex("0100 0a00 0000 0100 0000 0000 0100 0800 0000 0200");
    const b = hex("0100 0a00 8400 0200 0007 0009 0100 0800 0000 0300");
    expect(diff(a, b, gappy)).toEqual([
      "~ 0x0 / 0x0 gap",
      "  (hole 4, bits 2..3)    00    ->  04",
      "  (hole 4, bits 6..7)    00    ->  80",
      "  z                      1     ->  2",
      "  (trailing bytes 8..9)  0000  ->  0007",
      "~ 0xc / 0xc gap",
      "  z  2  ->  3",
      "~ image",
      "  (padding) from 0 on  (ends after 0)  ->  0009",
    ]);
  });

  test("a payload that is no list of what it should be, by its bytes", () => {
    const tree = CkptV23.encode({ $name: "ckpt_hdr_tree", nr_tasks: 1 });
    const images = ["0102", "0103"].map((payload) =>
      Buffer.concat([tree, CkptV23.encode({ $name: "ckpt_hdr_buffer", payload: hex(payload) })]),
    );
    const note = "(no whole number of ckpt_task_pids, 24 bytes each)";
    expect(diff(images[0] as Buffer, images[1] as Buffer, CkptV23)).toEqual([
      "~ 0x10 / 0x10 ckpt_hdr_buffer",
      `  payload  0102 ${note}  ->  0103 ${note}`,
    ]);
  });

  test("the byte order alone", () => {
    const images = [zoo, zoo.be].map((family) =>
      Buffer.concat([family.encode({ $name: "zoo_open" }), family.encode(ox)]),
    );
    expect(diff(images[0] as Buffer, images[1] as Buffer, zoo)).toEqual([
      "~ image",
      "  (byte order, nothing else)  little  ->  big",
    ]);
  });
});

test("records are aligned around the ones that came and went", () => {
  const b = without(PLACES.release, PLACES.version);
  b.set(hex("05"), PLACES.task - 73 + 16);
  expect(diff(ordinaryImage(), b)).toEqual([
    "- 0x38 ckpt_hdr_buffer, CKPT_HDR_BUFFER (3), 73 bytes: release of ckpt_hdr_header",
    "~ 0x11b / 0xd2 ckpt_hdr_task",
    "  exit_code  0  ->  5",
  ]);
});

test("images of many records with nothing in common are compared in bounded time", () => {
  const many = (seed: number) =>
    Buffer.concat(Array.from({ length: 50_000 }, (_, i) => hex(`4${(i * seed) % 7}000000 0a000000 0${seed % 10}00`)));
  const started = performance.now();
  const differences = [...diffImages(many(3), many(5), Ckpt)];
  expect(differences.length).toBeGreaterThan(0);
  expect(performance.now() - started).toBeLessThan(20_000);
});

test("there are differences if and only if the bytes differ", () => {
  const bytes = fc.array(fc.constantFrom(0, 1, 2, 3, 8, 9), { maxLength: 60 }).map((list) => Uint8Array.from(list));
  const families = fc.constantFrom<Family>(Ckpt, aligned, unmeasured, zoo);
  fc.assert(
    fc.property(bytes, bytes, families, (a, b, family) => {
      expect(diff(a, b, family).length === 0).toBe(Buffer.compare(a, b) === 0);
      expect(diff(a, a.slice(), family)).toEqual([]);
    }),
    runs(1000),
  );
});

test("the elements of a record of more than 1 MiB are not looked at one by one", () => {
  const [a, b] = [0, 1].map((last) => {
    const bytes = new Uint8Array(16 + 4 * 2 ** 20);
    new Uint32Array(bytes.buffer).set([117, bytes.length, 2 ** 20]);
    bytes[bytes.length - 5] = last;
    return bytes;
  }) as [Uint8Array, Uint8Array];
  expect(diff(a, b, CkptV23)).toEqual([
    "~ 0x0 / 0x0 ckpt_hdr_groupinfo",
    expect.stringMatching(/^ {2}\(bytes\) from 4194315 on {2}00+ {2}-> {2}010+$/),
  ]);
});

test("of very many fields that differ, as many are told as fit, and how many more there are", () => {
  const one = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`b${i}`, bits(u8, 1)]));
  const header = struct("hdr", { fields: { type: u16, len: u16 } });
  const r = record("r", { type: 1, fields: { list: array(nested(one)) } });
  const common = { header, member: "h", type: "type", length: { field: "len" }, byteOrder: "little" } as const;
  const flags = dynamicFamily(family("flags", { ...common, records: [r] }));
  const size = 4 + 40_000;
  const [a, b] = [0, 0xff].map((byte) =>
    Uint8Array.of(1, 0, size & 255, size >> 8, ...new Uint8Array(40_000).fill(byte)),
  );
  const [difference] = diffImages(a as Uint8Array, b as Uint8Array, flags as Family);
  const fields = difference?.kind === "changed" ? difference.fields : [];
  expect(fields).toHaveLength(2 ** 18 + 1);
  expect(fields[0]).toEqual({ path: "list[0].b0", a: "0", b: "1" });
  const more = `${40_000 * 8 - 2 ** 18} more`;
  expect(fields.at(-1)).toEqual({ path: "(fields)", a: more, b: more });
});
