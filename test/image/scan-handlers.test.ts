import { expect, expectTypeOf, test } from "vitest";
import type { CkptHdrTask as Task } from "../../generated/ckpt/index.ts";
import { Ckpt, CkptHdrBuffer, CkptHdrTask, type CkptHdrTaskView } from "../../generated/ckpt/index.ts";
import { CkptV23 } from "../../generated/ckpt-v23/index.ts";
import { array, char, family, record, struct, u32 } from "../../schema/dsl/index.ts";
import { dynamicFamily } from "../../src/dynamic/index.ts";
import { encodeRecords, type Handlers, type RecordView, scan, scanChunks, scanStream } from "../../src/image/index.ts";
import { describeFault, type Family, type Fault } from "../../src/wire/index.ts";
import { ordinaryImage, PLACES } from "../vectors/vectors.ts";
import { aligned, told, unmeasured } from "./support/families.ts";
import { cut, hex } from "./support/frames.ts";

const unknown = hex("4d000000 09000000 ff");
const image = Buffer.concat([ordinaryImage(), unknown]);

test("gives views, decoded values and bytes to whom they belong, in order, and passes over the rest", () => {
  const seen: unknown[] = [];
  const end = scan(image, Ckpt, {
    ckpt_hdr_task(task, at) {
      seen.push([at, task.$at, task.clear_child_tid]);
    },
    ckpt_hdr_tail: { decode: (tail, at) => void seen.push([at, tail]) },
    ckpt_hdr_string: { pieces: (bytes, at, record) => void seen.push([at, bytes.length, record]) },
    unknown: { decode: (record, at) => void seen.push([at, record]) },
  });
  expect(end).toEqual({ offset: image.length, reason: undefined });
  expect(seen).toEqual([
    [PLACES.task, PLACES.task, 0x7f1234567890n],
    [PLACES.comm, 24, { type: 4, offset: PLACES.comm, size: 24 }],
    [PLACES.tail, Ckpt.decode(image, PLACES.tail)],
    [363, { $name: "unknown", type: 77, bytes: unknown }],
  ]);
});

test("types follow from the record's name", () => {
  scan(image, Ckpt, {
    ckpt_hdr_task(task) {
      expectTypeOf(task.clear_child_tid).toEqualTypeOf<bigint>();
      // @ts-expect-error: a task has no such field
      expect(task.payload).toBeUndefined();
      return true;
    },
    ckpt_hdr_header: {
      decode: (header) => expectTypeOf(header.constants.task_comm_len).toEqualTypeOf<number>() && true,
    },
    unknown: { pieces: (bytes) => bytes.length > 0 },
  });
  expectTypeOf<CkptHdrTaskView>().toExtend<RecordView<Task>>();
  // @ts-expect-error: there is no such record
  expect(() => scan(image, Ckpt, { ckpt_hdr_taks: () => {} })).toThrow("no record of ckpt is named ckpt_hdr_taks");
  // @ts-expect-error: nothing is waited for
  expect(() => scan(image, Ckpt, { ckpt_hdr_task: async () => {} })).toThrow("only scanStream waits");
});

test.each([
  ["a view", (stop: () => false) => ({ ckpt_hdr_task: stop })],
  ["a decoder", (stop: () => false) => ({ ckpt_hdr_task: { decode: stop } })],
  ["pieces", (stop: () => false) => ({ ckpt_hdr_task: { pieces: stop } })],
])("stops where %s says so, and goes on from there", (_, handlersOf) => {
  const three = encodeRecords(
    Ckpt,
    [1, 2, 3].map((state) => ({ $name: "ckpt_hdr_task", ...task, state })),
  );
  let calls = 0;
  const end = scan(
    three,
    Ckpt,
    handlersOf(() => {
      calls++;
      return false;
    }),
  );
  expect([end, calls]).toEqual([{ offset: 40, reason: undefined }, 1]);
  const states: number[] = [];
  scan(three, Ckpt, { ckpt_hdr_task: ({ state }) => void states.push(state) }, end.offset);
  expect(states).toEqual([2, 3]);
});

const task = { state: 0, exit_state: 0, exit_code: 0, exit_signal: 17, set_child_tid: 0n, clear_child_tid: 0n };

test("a record that is asked for and that decode refuses is a fault with its place; others are not looked at", () => {
  const bytes = Buffer.concat([ordinaryImage(), CkptHdrTask.encode(task)]);
  bytes.writeUInt32LE(41, 363 + 4);
  const longer = Buffer.concat([bytes, hex("00")]);
  const tail = { ckpt_hdr_tail: () => {} };
  expect(scan(longer, Ckpt, tail).reason).toBeUndefined();
  for (const handlers of [{ ckpt_hdr_task: () => {} }, { ckpt_hdr_task: { decode: () => {} } }]) {
    expect(() => scan(longer, Ckpt, handlers)).toThrow("at 0x16f: ckpt_hdr_task.h.len is 41, expected 40");
    const faults: [Fault, number][] = [];
    const end = scan(longer, Ckpt, handlers, 0, (fault, at) => void faults.push([fault, at]));
    expect(end).toEqual({ offset: 404, reason: undefined });
    expect(faults).toMatchObject([[{ code: "wrong-length", record: "ckpt_hdr_task", offset: 367 }, 363]]);
  }
  longer.writeUInt8(1, PLACES.tail + 8);
  expect(() => scan(longer, Ckpt, tail)).toThrow("at 0x163: ckpt_hdr_tail.magic is ");
});

test.each([["a scan"], ["a scan of chunks"]])(
  "%s gives no view of unknown records, whose fields nobody knows",
  (way) => {
    const handlers = { unknown: () => {} } as unknown as Handlers;
    const run = () => (way === "a scan" ? scan(image, Ckpt as Family, handlers) : scanChunks([image], Ckpt, handlers));
    expect(run).toThrow(new TypeError("there is no view of unknown records: take them by decode or pieces"));
  },
);

test("records of one type that a field tells apart go to the right handler", () => {
  const file = (f_type: number) =>
    CkptV23.encode(
      CkptV23.codecNamed(f_type === 1 ? "ckpt_hdr_file_generic" : "ckpt_hdr_file_pipe")?.create() as never,
    );
  const bytes = Buffer.concat([file(1), file(2), file(1)]);
  const seen: string[] = [];
  scan(bytes, CkptV23, {
    ckpt_hdr_file_generic: ({ $name }, at) => void seen.push(`${$name} ${at}`),
    ckpt_hdr_file_pipe: { decode: ({ $name }, at) => void seen.push(`${$name} ${at}`) },
  });
  expect(seen).toEqual([
    "ckpt_hdr_file_generic 0",
    `ckpt_hdr_file_pipe ${file(1).length}`,
    `ckpt_hdr_file_generic ${file(1).length + file(2).length}`,
  ]);
});

test("records whose names every object has go to handlers of their own, or to nobody", () => {
  const names = ["constructor", "toString", "valueOf", "__proto__"];
  const odd = dynamicFamily(
    family("odd", {
      ...{ header: struct("odd_hdr", { fields: { type: u32, len: u32 } }), member: "hdr", type: "type" },
      ...{ length: { field: "len" }, byteOrder: "little" as const },
      records: [...names.slice(0, 3), "plain"].map((name, type) => record(name, { type, fields: {} })),
    }),
  );
  const bytes = encodeRecords(odd, [{ $name: "constructor" }, { $name: "toString" }, { $name: "plain" }]);
  const seen: string[] = [];
  const note = ({ $name }: { readonly $name: string }) => void seen.push($name);
  scan(bytes, odd, { plain: note });
  scan(bytes, odd, { toString: note } as unknown as Handlers);
  expect(seen).toEqual(["plain", "toString"]);
});

test("headers may be larger than what is searched at once", () => {
  const large = dynamicFamily(
    family("large", {
      header: struct("large_hdr", { fields: { type: u32, len: u32, rest: array(char, 9000).reserved() } }),
      ...{ member: "hdr", type: "type", length: { field: "len" }, byteOrder: "little" as const },
      records: [record("large_one", { type: 1, fields: { x: u32 } })],
    }),
  );
  const bytes = encodeRecords(
    large,
    [7, 8, 9].map((x) => ({ $name: "large_one", x })),
  );
  const seen: unknown[] = [];
  const end = scan(bytes, large, { large_one: ({ x }) => void seen.push(x) });
  expect([end, seen]).toEqual([{ offset: bytes.length, reason: undefined }, [7, 8, 9]]);
});

test("a scan that is stopped says where the next record would start, padding included", async () => {
  const notes = hex("09000000 0100 0000 41 000000 0a000000 0100 0000 4243");
  for (const handler of [() => false, { pieces: () => false }, { decode: () => false }]) {
    const handlers = { msg_note: handler } as unknown as Handlers;
    const expected = { offset: 12, reason: undefined };
    expect(scan(notes, aligned as Family, handlers)).toEqual(expected);
    expect(scanChunks([notes], aligned as Family, handlers)).toEqual(expected);
    expect(await scanStream(cut(notes, 5), aligned as Family, handlers)).toEqual(expected);
  }
});

test("a large record of a type that several share goes where what tells it apart says", () => {
  const large = (kind: number) =>
    told.encode({ $name: kind === 1 ? "told_text" : "told_bytes", kind, data: new Uint8Array(100) });
  const bytes = Buffer.concat([large(1), large(2)]);
  const faults: string[] = [];
  const seen: number[] = [];
  const end = scanChunks(
    cut(bytes, 30),
    told as Family,
    { told_text: { decode: () => {} } },
    { maxRecordSize: 50, onFault: (fault) => void faults.push(describeFault(fault)) },
  );
  scanChunks(
    cut(bytes, 30),
    told as Family,
    { told_bytes: { pieces: (piece, at) => void seen.push(at, piece.length) } },
    { maxRecordSize: 50 },
  );
  expect(end).toEqual({ offset: bytes.length, reason: undefined });
  expect(faults).toEqual(["at 0x0: told_text takes 112 bytes, the limit is 50"]);
  expect(seen.slice(0, 2)).toEqual([112, 12]);
  expect(seen.filter((_, i) => i % 2 === 1).reduce((sum, size) => sum + size, 0)).toBe(112);
});

test("scans any framing: aligned, without lengths, big-endian", () => {
  const texts: string[] = [];
  const notes = hex("09000000 0100 0000 41 000000 0a000000 0100 0000 4243");
  expect(
    scan(notes, aligned, { msg_note: (note) => void texts.push(Buffer.from(note.text as Uint8Array).toString()) }),
  ).toEqual({ offset: 22, reason: undefined });
  expect(texts).toEqual(["A", "BC"]);
  const points: unknown[] = [];
  scan(hex("0100 0300 0400 0100 0500 0600"), unmeasured, {
    tag_point: { decode: ({ x, y }) => void points.push([x, y]) },
  });
  expect(points).toEqual([
    [3, 4],
    [5, 6],
  ]);
  const states: number[] = [];
  scan(Ckpt.be.encode({ $name: "ckpt_hdr_task", ...task, state: 9 }), Ckpt.be, {
    ckpt_hdr_task: (one) => void states.push(one.state),
  });
  expect(states).toEqual([9]);
});

test("finds records in all of a long image, and in one whose bytes start anywhere", () => {
  const records = Array.from({ length: 5000 }, (_, i) =>
    i % 3 === 0 ? CkptHdrTask.encode({ ...task, state: i }) : CkptHdrBuffer.encode({ payload: new Uint8Array(i % 50) }),
  );
  const bytes = Buffer.concat([new Uint8Array(5), ...records]).subarray(5);
  const states: number[] = [];
  let payloads = 0;
  scan(bytes, Ckpt, {
    ckpt_hdr_task: ({ state }) => void states.push(state),
    ckpt_hdr_buffer: ({ payload }) => {
      payloads += payload.length;
    },
  });
  expect(states).toEqual(Array.from({ length: 1667 }, (_, i) => 3 * i));
  expect(payloads).toBe(records.reduce((sum, { length }, i) => sum + (i % 3 === 0 ? 0 : length - 8), 0));
});

test("a handler may move its view, scan inside a scan, and detach the bytes", () => {
  const bytes = new Uint8Array(
    Buffer.concat([
      CkptHdrTask.encode({ ...task, state: 1 }),
      CkptHdrTask.encode({ ...task, state: 2 }),
      CkptHdrTask.encode({ ...task, state: 3 }),
    ]),
  );
  const other = CkptHdrTask.encode({ ...task, state: 7 });
  const states: number[] = [];
  scan(bytes, Ckpt, {
    ckpt_hdr_task(view) {
      states.push(view.state);
      scan(other, Ckpt, { ckpt_hdr_task: (inner) => void states.push(inner.state) });
      view.$moveTo(0, other);
    },
  });
  expect(states).toEqual([1, 7, 2, 7, 3, 7]);
  expect(() =>
    scan(bytes, Ckpt, {
      ckpt_hdr_task() {
        structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
      },
    }),
  ).toThrow();
});
