import { describe, expect, test } from "vitest";
import { Ckpt } from "../../../generated/ckpt/index.ts";
import { CkptHdrGroupinfo, CkptV23 } from "../../../generated/ckpt-v23/index.ts";
import { array, bits, char, family, record, s32, s64, struct, u8, u16, u32, u64 } from "../../../schema/dsl/index.ts";
import { dynamicFamily } from "../../../src/dynamic/index.ts";
import {
  type Description,
  describeFrame,
  describeRecord,
  formatDescription,
  ImageDescriber,
} from "../../../src/inspect/index.ts";
import type { Family } from "../../../src/wire/index.ts";
import { aligned, unmeasured, zoo } from "../../image/support/families.ts";
import { framesOf, hex } from "../../image/support/frames.ts";
import { ordinaryImage, vectors } from "../../vectors/vectors.ts";
import { ox } from "../support/ox.ts";

function describeAll(bytes: Uint8Array, family: Family = Ckpt): Description[] {
  return framesOf(family, bytes, 50).flatMap((frame) => describeFrame(family, frame) ?? []);
}

function textOf(bytes: Uint8Array, family: Family = Ckpt): string[] {
  return describeAll(bytes, family).flatMap((one) => formatDescription(one).trimEnd().split("\n"));
}

test("an ordinary image", () => {
  const uts = (value: string, meaning: string) => `  payload  ${value}... (65 bytes)  ${meaning}`;
  expect(textOf(ordinaryImage())).toEqual([
    "0x0 ckpt_hdr_header, CKPT_HDR_HEADER (1), 56 bytes",
    "  magic                      71755283111793152  0x00feed0cc0a2d200",
    "  major                      2",
    "  minor                      6",
    "  patch                      37",
    "  rev                        3",
    "  constants.task_comm_len    16",
    "  constants.uts_release_len  65",
    "  constants.uts_version_len  65",
    "  constants.uts_machine_len  65",
    "  time                       1292343295         2010-12-14T16:14:55Z",
    "  uflags                     0                  0x0000000000000000",
    "0x38 ckpt_hdr_buffer, CKPT_HDR_BUFFER (3), 73 bytes",
    uts("322e362e33372d7263350000000000000000000000000000", '"2.6.37-rc5" + 55 NUL'),
    "0x81 ckpt_hdr_buffer, CKPT_HDR_BUFFER (3), 73 bytes",
    uts("233120534d50205475652044656320313420323031300000", '"#1 SMP Tue Dec 14 2010" + 43 NUL'),
    "0xca ckpt_hdr_buffer, CKPT_HDR_BUFFER (3), 73 bytes",
    uts("7838365f3634000000000000000000000000000000000000", '"x86_64" + 59 NUL'),
    "0x113 ckpt_hdr_container, CKPT_HDR_CONTAINER (2), 8 bytes",
    "0x11b ckpt_hdr_task, CKPT_HDR_TASK (101), 40 bytes",
    "  state            0                TASK_RUNNING",
    "  exit_state       0                none",
    "  exit_code        0",
    "  exit_signal      17",
    "  set_child_tid    0                0x0",
    "  clear_child_tid  139716164221072  0x7f1234567890",
    "0x143 ckpt_hdr_string, CKPT_HDR_STRING (4), 24 bytes",
    '  payload  62617368000000000000000000000000  "bash" + 12 NUL',
    "0x15b ckpt_hdr_tail, CKPT_HDR_TAIL (9001), 16 bytes",
    "  magic  12712608215789312  0x002d2a0cc0deef00",
  ]);
});

describe("what is out of the ordinary", () => {
  const task = "65000000 28000000";
  const tids = "0000000000000000 0000000000000000";
  test.each<[string, Family, string, string[]]>([
    [
      "unknown types as bytes",
      Ckpt,
      "4d000000 09000000 1b",
      ["0x0 unknown, type 77, 9 bytes", "  (bytes)  4d000000090000001b"],
    ],
    [
      "unnamed values, and bits without a name",
      Ckpt,
      `${task} 05000000 50000000 00000000 11000000 ${tids}`,
      [
        "0x0 ckpt_hdr_task, CKPT_HDR_TASK (101), 40 bytes",
        "  state            5   no task_state",
        "  exit_state       80  EXIT_ZOMBIE | 0x40",
        "  exit_code        0",
        "  exit_signal      17",
        "  set_child_tid    0   0x0",
        "  clear_child_tid  0   0x0",
      ],
    ],
    [
      "a wrong constant beside the record",
      Ckpt,
      "02000000 08000000 29230000 10000000 01000000 00000000",
      [
        "0x0 ckpt_hdr_container, CKPT_HDR_CONTAINER (2), 8 bytes",
        "0x8 ckpt_hdr_tail, CKPT_HDR_TAIL (9001), 16 bytes",
        "  magic  1  0x0000000000000001",
        "  ! at 0x10: ckpt_hdr_tail.magic is 1, expected 0x2d2a0cc0deef00",
      ],
    ],
    [
      "a record too short for its fields",
      Ckpt,
      "02000000 08000000 65000000 09000000 ff",
      [
        "0x0 ckpt_hdr_container, CKPT_HDR_CONTAINER (2), 8 bytes",
        "0x8 ckpt_hdr_task, CKPT_HDR_TASK (101), 9 bytes",
        "  (bytes)  6500000009000000ff",
        "  ! at 0x8: ckpt_hdr_task takes 40 bytes, 9 are left",
      ],
    ],
    [
      "what is no record, and why",
      Ckpt,
      "02000000 00000000",
      [
        "0x0 tail, 8 bytes",
        "  (bytes)  0200000000000000",
        "  ! at 0x0: the record's length is 0, its header alone takes 8",
      ],
    ],
    [
      "padding that is not zero",
      aligned,
      "09000000 0100 0000 1b 00ff00",
      [
        "0x0 msg_note, MSG_NOTE (1), 9 bytes",
        "  hdr.flags  0",
        '  text       1b  "\\x1b"',
        "0x9 padding, 3 bytes",
        "  (bytes)  00ff00",
        "  ! what aligns the next record is not zero",
      ],
    ],
    [
      "the first elements of a long list",
      unmeasured,
      `0200 1300 ${"07000000".repeat(19)}`,
      [
        "0x0 tag_list, TAG_LIST (2), 80 bytes",
        "  count           19",
        ...Array.from({ length: 16 }, (_, i) => `  values[${i}]${i < 10 ? " " : ""}      7`),
        "  values[16..18]  3 more",
      ],
    ],
  ])("%s", (_, family, bytes, expected) => {
    expect(textOf(hex(bytes), family)).toEqual(expected);
  });

  test("a large record by its header, once", () => {
    const frames = framesOf(Ckpt, ordinaryImage().subarray(0, 129), 50, { wholeUpTo: 56 });
    const texts = frames.flatMap((frame) => describeFrame(Ckpt, frame) ?? []).map((one) => formatDescription(one));
    expect(texts.slice(1)).toEqual([
      "0x38 ckpt_hdr_buffer, CKPT_HDR_BUFFER (3), 73 bytes\n  (payload)  65 bytes  too large to be shown\n",
    ]);
  });

  test("a large record that is cut", () => {
    const frames = framesOf(Ckpt, ordinaryImage().subarray(0, 128), 50, { wholeUpTo: 56 });
    const texts = frames.flatMap((frame) => describeFrame(Ckpt, frame) ?? []).map((one) => formatDescription(one));
    expect(texts.slice(2)).toEqual(["0x80 tail, 0 bytes\n  ! at 0x38: truncated record: 72 of 73 bytes\n"]);
  });
});

describe("all of an image", () => {
  const describe = (bytes: Uint8Array, chunkSize: number) => {
    const describer = new ImageDescriber();
    const frames = framesOf(Ckpt, bytes, chunkSize, { wholeUpTo: 56 });
    const descriptions = frames.flatMap((frame) => describer.next(Ckpt, frame));
    return [...descriptions, ...describer.end()].map((one) => formatDescription(one));
  };

  test.each([1, 7, 50, 1000])("is the same in chunks of %d bytes", (chunkSize) => {
    const image = ordinaryImage();
    expect(describe(image, chunkSize)).toEqual(describe(image, image.length));
    expect(describe(image, chunkSize)).toHaveLength(8);
    expect(describe(image.subarray(0, 128), chunkSize).slice(1)).toEqual([
      "0x38 ckpt_hdr_buffer, CKPT_HDR_BUFFER (3), 72 bytes: release of ckpt_hdr_header\n" +
        "  (payload)  cut off  72 of 73 bytes are there\n" +
        "  ! at 0x38: truncated record: 72 of 73 bytes\n",
    ]);
    expect(describe(hex(`02000000 08000000 ${"00".repeat(30)}`), chunkSize).slice(1)).toEqual([
      `0x8 tail, 30 bytes\n  (bytes)  ${"00".repeat(24)}... (30 bytes)\n` +
        "  ! at 0x8: the record's length is 0, its header alone takes 8\n",
    ]);
  });
});

describe("kinds of field", () => {
  const expected = [
    "0x0 zoo_animal, ZOO_ANIMAL (2), 56 bytes",
    '  name     "na\\u00efve\\xff"',
    "  born     -5                1969-12-31T23:59:55Z",
    "  weight   1.5",
    "  colour   1                 GREEN",
    "  rights   5                 READ | 0x4",
    "  legs     4",
    "  tail     9",
    "  where.x  -1",
    "  where.y  7                 0x7",
    "  mood     51966             0xcafe",
    "  luck     -2",
    "  dice[0]  1",
    "  dice[1]  2",
    "  dice[2]  3",
  ];

  test.each([zoo, zoo.be])("in one record", (family) => {
    expect(
      formatDescription(describeRecord(family, family.encode(ox)))
        .trimEnd()
        .split("\n"),
    ).toEqual(expected);
  });

  test.each([
    ["all flags", { rights: 7 }, "rights", "ALL"],
    ["no flags", { rights: 0 }, "rights", "none"],
    ["a time no date can hold", { born: 2n ** 62n }, "born", "beyond any date"],
  ])("%s", (_, change, path, meaning) => {
    const { rows } = describeRecord(zoo, zoo.encode({ ...ox, ...change }));
    expect(rows.find((row) => row.path === path)?.meaning).toBe(meaning);
  });

  test.each([
    [zoo, 0x22, 0x08, "(hole 34, bits 3..7)", "08"],
    [zoo, 0x22, 0x07, undefined, undefined],
    [zoo.be, 0x22, 0x10, "(hole 34, bits 3..7)", "10"],
    [zoo, 0x24, 0x02, "spare", "02000000"],
    [zoo, 0x29, 0x01, "where.(hole 41..43)", "010000"],
  ])("a reserved field or hole that is not zero, %#", (family, at, bits, path, value) => {
    const bytes = family.encode(ox);
    bytes[at] = (bytes[at] as number) | bits;
    const unused = describeRecord(family, bytes).rows.filter((row) => row.meaning === "unused, should be zero");
    expect(unused.map((row) => [row.path, row.value])).toEqual(path === undefined ? [] : [[path, value]]);
  });
});

test("colours, where they are asked for", () => {
  const [container] = describeAll(hex("02000000 08000000"));
  const text = formatDescription(container as Description, { colours: true });
  expect(text).toBe("\x1b[1m0x0 ckpt_hdr_container, CKPT_HDR_CONTAINER (2), 8 bytes\x1b[22m\n");
});

test("text is printable ASCII, whatever the image", () => {
  for (const { image } of vectors) expect(textOf(image).join("")).toMatch(/^[\x20-\x7e]*$/);
});

test("an array that begins in the hole at the end of its struct is no hole", () => {
  const bytes = CkptHdrGroupinfo.encode({ groups: [1, 2] });
  expect(formatDescription(describeRecord(CkptV23, bytes)).trimEnd().split("\n")).toEqual([
    "0x0 ckpt_hdr_groupinfo, CKPT_HDR_GROUPINFO (117), 24 bytes",
    "  ngroups    2",
    "  groups[0]  1",
    "  groups[1]  2",
  ]);
});

test("a wide cell does not make every row wide, and rows are limited", () => {
  const many = dynamicFamily(
    family("many", {
      ...{ header: struct("many_hdr", { fields: { type: u32, len: u32 } }), member: "hdr", type: "type" },
      ...{ length: { field: "len" }, byteOrder: "little" as const },
      records: [
        record("many_rows", {
          type: 1,
          fields: { name: array(char, 256), cube: array(array(array(array(u8, 16), 16), 16), 16) },
        }),
      ],
    }),
  );
  const cube = Array(16).fill(Array(16).fill(Array(16).fill(Array(16).fill(0))));
  const description = describeRecord(many, many.encode({ $name: "many_rows", name: "x".repeat(256), cube }));
  expect(description.rows).toHaveLength(4097);
  expect(description.rows.at(-1)).toEqual({ path: "(fields)", value: `${16 ** 4 - 4095} more`, meaning: "" });
  const lines = formatDescription(description).trimEnd().split("\n");
  expect(lines[1]).toBe(`  name                 "${"x".repeat(256)}"`);
  expect(lines[2]).toBe("  cube[0][0][0][0]     0");
});

test("bytes behind all fields are shown", () => {
  const bytes = hex("02000000 0a000000 0001");
  expect(formatDescription(describeRecord(Ckpt, bytes)).trimEnd().split("\n")).toEqual([
    "0x0 ckpt_hdr_container, CKPT_HDR_CONTAINER (2), 10 bytes",
    "  (trailing bytes 8..9)  0001  behind all fields",
    "  ! at 0x4: ckpt_hdr_container.h.len is 10, expected 8",
  ]);
});

test("a time is what its type says of the sign, and of 64 bits always signed, as C's time_t is", () => {
  const fields = { a: u32.time(), b: s32.time(), c: u64.time(), d: s64.time(), e: bits(u32.time(), 32), f: u16.time() };
  const times = dynamicFamily(family("times", { byteOrder: "little", records: [record("t", { fields })] }));
  const meanings = (value: object) => {
    const { rows } = describeRecord(times, times.encode({ $name: "t", ...value }));
    return rows.map(({ meaning }) => meaning);
  };
  const least = "1901-12-13T20:45:52Z";
  const later = "2038-01-19T03:14:08Z";
  const ones = -(2 ** 31);
  expect(meanings({ a: 2 ** 31, b: ones, c: 2n ** 31n, d: BigInt(ones), e: 2 ** 31, f: 2 ** 16 - 1 })).toEqual([
    ...[later, least, later, least, later, "1970-01-01T18:12:15Z"],
  ]);
  const before = "1969-12-31T23:59:59Z";
  const most = "2106-02-07T06:28:15Z";
  expect(meanings({ a: 2 ** 32 - 1, b: -1, c: 2n ** 64n - 1n, d: -1n, e: 2 ** 32 - 1, f: 0 })).toEqual([
    ...[most, before, before, before, most, "1970-01-01T00:00:00Z"],
  ]);
});
