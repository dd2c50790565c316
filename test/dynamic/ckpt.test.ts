import { describe, expect, expectTypeOf, test } from "vitest";
import type {
  CkptConst,
  CkptHdrBuffer,
  CkptHdrContainer,
  CkptHdrError,
  CkptHdrHeader,
  CkptHdrString,
  CkptHdrTail,
  CkptHdrTask,
} from "../../generated/ckpt/index.ts";
import { ckptHdrContainer } from "../../schema/ckpt/container.ts";
import { ckptConst, ckptHdrHeader } from "../../schema/ckpt/header.ts";
import { ckpt } from "../../schema/ckpt/index.ts";
import { ckptHdrBuffer, ckptHdrError, ckptHdrString } from "../../schema/ckpt/payload.ts";
import { ckptHdrTail } from "../../schema/ckpt/tail.ts";
import { ckptHdrTask } from "../../schema/ckpt/task.ts";
import type { InferRecord } from "../../schema/dsl/index.ts";
import { dynamic, dynamicFamily, dynamicStruct } from "../../src/dynamic/index.ts";
import type { AnyCodec } from "../../src/wire/index.ts";
import { hex, inside } from "./hex.ts";

const header = dynamic(ckptHdrHeader, ckpt);
const task = dynamic(ckptHdrTask, ckpt);
const buffer = dynamic(ckptHdrBuffer, ckpt);
const tail = dynamic(ckptHdrTail, ckpt);

const taskValue: CkptHdrTask = {
  $name: "ckpt_hdr_task",
  state: 1,
  exit_state: 16,
  exit_code: 0xff00,
  exit_signal: 17,
  set_child_tid: 0x7fff_0000_1234_5678n,
  clear_child_tid: 0xffff_ffff_ffff_ffffn,
};
const headerValue: CkptHdrHeader = {
  $name: "ckpt_hdr_header",
  magic: 0x00feed0cc0a2d200n,
  major: 2,
  minor: 6,
  patch: 37,
  rev: 3,
  constants: { task_comm_len: 16, uts_release_len: 65, uts_version_len: 65, uts_machine_len: 65 },
  time: 0x4d0797ffn,
  uflags: 0n,
};

const rows: [name: string, codec: AnyCodec, value: object, bytes: string][] = [
  ["container", dynamic(ckptHdrContainer, ckpt), { $name: "ckpt_hdr_container" }, "02000000 08000000"],
  ["container, big-endian", dynamic(ckptHdrContainer, ckpt).be, { $name: "ckpt_hdr_container" }, "00000002 00000008"],
  [
    "task",
    task,
    taskValue,
    "65000000 28000000 01000000 10000000 00ff0000 11000000 78563412 0000ff7f ffffffff ffffffff",
  ],
  [
    "task, big-endian",
    task.be,
    taskValue,
    "00000065 00000028 00000001 00000010 0000ff00 00000011 7fff0000 12345678 ffffffff ffffffff",
  ],
  [
    "header",
    header,
    headerValue,
    `01000000 38000000 00d2a2c0 0cedfe00 0000 0200 0600 2500 0300 000000000000
     1000 4100 4100 4100 ff97074d 00000000 00000000 00000000`,
  ],
  [
    "header, big-endian",
    header.be,
    headerValue,
    `00000001 00000038 00feed0c c0a2d200 0000 0002 0006 0025 0003 000000000000
     0010 0041 0041 0041 00000000 4d0797ff 00000000 00000000`,
  ],
  ["buffer", buffer, { $name: "ckpt_hdr_buffer", payload: hex("780001") }, "03000000 0b000000 780001"],
  ["buffer, big-endian", buffer.be, { $name: "ckpt_hdr_buffer", payload: hex("780001") }, "00000003 0000000b 780001"],
  ["empty buffer", buffer, { $name: "ckpt_hdr_buffer", payload: hex("") }, "03000000 08000000"],
  ["string", dynamic(ckptHdrString, ckpt), { $name: "ckpt_hdr_string", payload: hex("00") }, "04000000 09000000 00"],
  ["error", dynamic(ckptHdrError, ckpt), { $name: "ckpt_hdr_error", payload: hex("") }, "0f270000 08000000"],
  ["tail", tail, { $name: "ckpt_hdr_tail", magic: 0x002d2a0cc0deef00n }, "29230000 10000000 00efdec0 0c2a2d00"],
  [
    "bare struct",
    dynamicStruct(ckptConst).be,
    { task_comm_len: 1, uts_release_len: 2, uts_version_len: 3, uts_machine_len: 4 },
    "0001 0002 0003 0004",
  ],
];

describe.each(rows)("%s", (_, codec, value, text) => {
  const bytes = hex(text);

  test.each([0, 1, 7])("is decoded at offset %i", (at) => {
    expect(codec.decode(inside(bytes, at), at)).toStrictEqual(value);
  });

  test("keeps the schema's order of fields, the name first", () => {
    expect(Object.keys(codec.decode(bytes))).toEqual(Object.keys(value));
  });

  test("is encoded", () => {
    expect(codec.sizeOf(value)).toBe(bytes.length);
    expect(codec.encode(value)).toEqual(bytes);
    const into = inside(new Uint8Array(bytes.length).fill(0xcc), 5);
    expect(codec.encodeInto(value, into, 5)).toBe(5 + bytes.length);
    expect(into).toEqual(inside(bytes, 5));
  });

  test("is found good by check", () => {
    expect(codec.check(codec.view(inside(bytes, 3), 3))).toBeUndefined();
  });
});

test("decoded bytes are a copy, and plain ones even out of a Buffer", () => {
  const bytes = Buffer.from(hex("03000000 09000000 41"));
  const { payload } = buffer.decode(bytes);
  bytes.fill(0);
  expect(payload).toStrictEqual(hex("41"));
});

test("a view reads every field, the header's and reserved ones too", () => {
  const view = header.view(inside(header.encode(headerValue), 9), 9) as unknown as Record<string, unknown>;
  expect(view).toMatchObject({ $name: "ckpt_hdr_header", $at: 9, magic: 0x00feed0cc0a2d200n, _padding: 0, rev: 3 });
  expect(view.h).toMatchObject({ $name: "ckpt_hdr", type: 1, len: 56 });
  expect(view.constants).toMatchObject({ task_comm_len: 16, uts_machine_len: 65 });
  expect(JSON.parse(JSON.stringify(view))).toEqual({
    h: { type: 1, len: 56 },
    magic: "71755283111793152",
    _padding: 0,
    major: 2,
    minor: 6,
    patch: 37,
    rev: 3,
    constants: headerValue.constants,
    time: "1292343295",
    uflags: "0",
  });
});

test("a view is moved, and its trailing bytes end where the record does", () => {
  const two = hex("03000000 0a000000 4142 03000000 09000000 43 ee");
  const view = buffer.view(two) as ReturnType<typeof buffer.view> & { readonly payload: Uint8Array };
  expect(view.payload).toEqual(hex("4142"));
  expect(view.$moveTo(10).payload).toEqual(hex("43"));
  expect(() => view.$moveTo(13)).toThrow("at 0xd: ckpt_hdr_buffer takes 8 bytes, 7 are left");
});

test("create gives zeros and constants", () => {
  expect(tail.create()).toEqual({ $name: "ckpt_hdr_tail", magic: 0x002d2a0cc0deef00n });
  expect(task.create({ state: 1 })).toMatchObject({ $name: "ckpt_hdr_task", state: 1, set_child_tid: 0n });
});

test("a record that the family does not list yet has a codec, too", () => {
  const alone = { ...ckpt, records: [] };
  expect(dynamic(ckptHdrContainer, { ...alone, byteOrder: "little" }).decode(hex("02000000 08000000"))).toEqual({
    $name: "ckpt_hdr_container",
  });
});

test("the type of a value is that of the generated interface", () => {
  expectTypeOf(task.decode(task.encode(taskValue))).toEqualTypeOf<InferRecord<typeof ckptHdrTask>>();
  expectTypeOf<InferRecord<typeof ckptHdrTask>>().toExtend<CkptHdrTask>();
  expectTypeOf<CkptHdrTask>().toExtend<InferRecord<typeof ckptHdrTask>>();
  expectTypeOf<InferRecord<typeof ckptHdrHeader>>().toEqualTypeOf<CkptHdrHeader>();
  expectTypeOf<InferRecord<typeof ckptHdrContainer>>().toEqualTypeOf<CkptHdrContainer>();
  expectTypeOf<InferRecord<typeof ckptHdrBuffer>>().toEqualTypeOf<CkptHdrBuffer>();
  expectTypeOf<InferRecord<typeof ckptHdrString>>().toEqualTypeOf<CkptHdrString>();
  expectTypeOf<InferRecord<typeof ckptHdrTail>>().toEqualTypeOf<CkptHdrTail>();
  expectTypeOf<InferRecord<typeof ckptHdrError>>().toEqualTypeOf<CkptHdrError>();
  expectTypeOf(dynamicStruct(ckptConst).decode(new Uint8Array(8))).toEqualTypeOf<CkptConst>();
});

test("the family decodes records of any type", () => {
  const family = dynamicFamily(ckpt);
  expect(family.decode(hex("02000000 08000000"))).toEqual({ $name: "ckpt_hdr_container" });
  expect(family.be.decode(hex("00000002 00000008"))).toEqual({ $name: "ckpt_hdr_container" });
  const unknown = { $name: "unknown", type: 7, bytes: hex("07000000 09000000 41") } as const;
  expect(family.decode(inside(unknown.bytes, 1), 1)).toEqual(unknown);
  expect(family.encode(unknown)).toEqual(unknown.bytes);
  expect(family.typeName(101)).toBe("CKPT_HDR_TASK");
  expect(family.codecNamed("ckpt_hdr_tail")?.layout.size).toBe(16);
  expect(family.opening).toEqual({ record: "ckpt_hdr_header", field: "magic", offset: 8 });
  expect(() => family.decode(hex("07000000 07000000"))).toThrow("at 0x4: ckpt_hdr.len is 7, expected 8 or more");
  expect(() => family.decode(hex("07000000 0a000000"))).toThrow("at 0x0: unknown takes 10 bytes, 8 are left");
});
