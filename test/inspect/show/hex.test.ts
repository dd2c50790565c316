import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Ckpt } from "../../../generated/ckpt/index.ts";
import { CkptV23 } from "../../../generated/ckpt-v23/index.ts";
import { dynamicStruct } from "../../../src/dynamic/index.ts";
import { describeRecord, FollowerTracker, formatHex, fromJSON, type HexOptions } from "../../../src/inspect/index.ts";
import { type AnyCodec, type Family, familyOf } from "../../../src/wire/index.ts";
import { arbitraryPlainStruct } from "../../dynamic/arbitrary-plain-struct.ts";
import { framesOf, hex } from "../../image/support/frames.ts";
import { v23Image } from "../../image/support/v23-image.ts";
import { runs } from "../../support/all-runs.ts";
import { ordinaryImage, PLACES } from "../../vectors/vectors.ts";
import { each, kinds } from "../support/kinds.ts";

const kindEach = kinds.codecNamed("kind_each") as AnyCodec;

/** The dump of each record of an image. */
function dumpsOf(bytes: Uint8Array, family: Family, options?: HexOptions): string[] {
  const followers = new FollowerTracker();
  return framesOf(family, bytes, bytes.length).flatMap((frame) => {
    const follower = followers.next(family, frame);
    if (frame.kind !== "record") return [];
    return [dumpOf(frame.bytes, family, options, frame.offset, follower)];
  });
}

function dumpOf(bytes: Uint8Array, family: Family, options?: HexOptions, offset = 0, follower?: undefined | object) {
  const known = follower as Parameters<typeof describeRecord>[3];
  return formatHex({ family, bytes, follower: known }, describeRecord(family, bytes, offset, known), options);
}

/** Checks that every byte is shown where it stands, or counted. */
function expectAllBytes(dump: string, bytes: Uint8Array, start: number): void {
  const seen = new Set<number>();
  let named = 0;
  for (const line of dump.split("\n")) {
    const [, place, shown = "", beside = ""] = /^[ !] 0x([\da-f]+) {2}((?:[\da-f]{2}(?: |$))*)(.*)$/.exec(line) ?? [];
    const [, size = "0"] = /^ +\.\.\. of (\d+) bytes$/.exec(line) ?? [];
    for (let i = named; i < named + Number(size); i++) seen.add(i);
    if (place === undefined) continue;
    const part = hex(shown);
    const offset = Number.parseInt(place, 16) - start;
    expect(part, line).toEqual(bytes.slice(offset, offset + part.length));
    for (let i = offset; i < offset + part.length; i++) seen.add(i);
    if (beside.trim() !== "") named = offset;
  }
  expect([...bytes.keys()].filter((i) => !seen.has(i))).toEqual([]);
}

test("a record, its header, holes and values", () => {
  const [header = "", , , , , task] = dumpsOf(ordinaryImage(), Ckpt);
  expect(header.split("\n").slice(0, 11)).toEqual([
    "0x0 ckpt_hdr_header, CKPT_HDR_HEADER (1), 56 bytes",
    "  0x00  01 00 00 00              h.type                     1  CKPT_HDR_HEADER",
    "  0x04  38 00 00 00              h.len                      56",
    "  0x08  00 d2 a2 c0 0c ed fe 00  magic                      71755283111793152  0x00feed0cc0a2d200",
    "  0x10  00 00                    _padding",
    "  0x12  02 00                    major                      2",
    "  0x14  06 00                    minor                      6",
    "  0x16  25 00                    patch                      37",
    "  0x18  03 00                    rev                        3",
    "  0x1a  00 00 00 00 00 00        (hole 26..31)",
    "  0x20  10 00                    constants.task_comm_len    16",
  ]);
  expect(task).toContain("  0x12f  11 00 00 00              exit_signal      17\n");
});

test("a hole that is used after all", () => {
  const image = ordinaryImage();
  image[27] = 0xab;
  expect(dumpsOf(image, Ckpt)[0]).toContain(
    "  0x1a  00 ab 00 00 00 00        (hole 26..31)              unused, should be zero\n",
  );
});

describe("a fault", () => {
  test("stands below the field where it was found", () => {
    const image = ordinaryImage();
    image[PLACES.tail + 8] = 1;
    const dump = dumpsOf(image, Ckpt).at(-1);
    expect(dump).toMatch(
      /^! 0x163 {2}01 ef .* {2}magic .*\n {2}! at 0x163: ckpt_hdr_tail\.magic is 0x2d2a0cc0deef01, expected .*\n$/m,
    );
    expect(dump?.match(/!/g)).toHaveLength(2);
  });

  test("of a record that is too short for its fields stands below its bytes", () => {
    expect(dumpOf(hex("6500000009000000ff"), Ckpt)).toBe(
      "0x0 ckpt_hdr_task, CKPT_HDR_TASK (101), 9 bytes\n" +
        "! 0x0  65 00 00 00 09 00 00 00  (bytes)\n" +
        "! 0x8  ff\n" +
        "  ! at 0x0: ckpt_hdr_task takes 40 bytes, 9 are left\n",
    );
  });
});

test("a long field is cut, and says how long it is", () => {
  const dump = dumpOf(hex(`03000000 b0000000 ${"ab".repeat(168)}`), Ckpt);
  expect(dump.split("\n")).toHaveLength(13);
  expect(dump).toMatch(/\n {2}0x40 {2}(?:ab ){7}ab\n {8}\.\.\. of 168 bytes\n$/);
});

test("all bytes are there: images, fields of every kind, lists of followers", () => {
  for (const [image, family] of [
    [ordinaryImage(), Ckpt],
    [v23Image(), CkptV23],
    [v23Image("big"), CkptV23.be],
    [kindEach.encode(fromJSON(kindEach, each)), kinds],
  ] as const) {
    const frames = framesOf(family, image, image.length);
    const dumps = dumpsOf(image, family);
    const records = frames.filter(({ kind }) => kind === "record");
    expect(dumps.length).toBe(records.length);
    for (const [i, dump] of dumps.entries()) {
      const { bytes, offset } = records[i] as (typeof records)[number];
      expectAllBytes(dump, bytes, offset);
    }
  }
  expect(dumpsOf(v23Image(), CkptV23).join("")).toMatch(/^ {2}0x[\da-f]+ {2}.* {2}\w+\[0\]\.\w+ /m);
});

test("all bytes of any struct are there, in any bytes", () => {
  fc.assert(
    fc.property(arbitraryPlainStruct, fc.infiniteStream(fc.nat(255)), (definition, stream) => {
      const codec = dynamicStruct({ ...definition, name: "any" });
      const framing = { headerSize: 0, align: 1, maxRecordSize: 2 ** 31 - 1 };
      const family = familyOf({ name: "any", byteOrder: "little", framing, codecs: [codec], structs: [] });
      const bytes = Uint8Array.from({ length: codec.size as number }, () => stream.next().value);
      expectAllBytes(dumpOf(bytes, family), bytes, 0);
    }),
    runs(200),
  );
});

test("lines fit a narrow terminal", () => {
  for (const columns of [20, 40, 60, 79, 100]) {
    for (const colours of [true, false]) {
      const dump = dumpsOf(ordinaryImage(), Ckpt, { columns, colours }).join("");
      const lines = dump.replace(/\x1b\[\d+m/g, "").split("\n");
      const shown = lines.filter((line) => /^[ !] 0x/.test(line));
      expect(Math.max(...shown.map(({ length }) => length))).toBeLessThanOrEqual(columns);
    }
  }
});

test("colours tell fields apart, and are left out unless they are asked for", () => {
  const [plain = "", coloured = ""] = [false, true].map((colours) => dumpsOf(ordinaryImage(), Ckpt, { colours })[0]);
  expect(plain).toMatch(/^[\x20-\x7e\n]*$/);
  expect(coloured.replace(/\x1b\[\d+m/g, "")).toBe(plain);
  expect(coloured).toContain("\x1b[36m01 00 00 00");
  expect(coloured).toContain("\x1b[32m38 00 00 00");
});
