import { describe, expect, test } from "vitest";
import { CkptHdrTask } from "../../generated/ckpt/index.ts";
import { BytewrightError } from "../../src/wire/index.ts";

const task = CkptHdrTask.create({ state: 7, set_child_tid: 0x7f00_0000_1234n });
const encoded = CkptHdrTask.encode(task);

/** TypeScript's library for ES2022 does not know resizable buffers. */
interface Resizable extends ArrayBuffer {
  resize(length: number): void;
}

function resizable(length: number, maxByteLength: number): Resizable {
  return new (ArrayBuffer as new (length: number, options: object) => Resizable)(length, { maxByteLength });
}

function codeOf(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof BytewrightError) return error.code;
    throw error;
  }
}

/** Each kind of access to bytes that have been used before. */
const accesses: [string, (bytes: Uint8Array) => unknown][] = [
  ["decode", (bytes) => CkptHdrTask.decode(bytes)],
  ["encodeInto", (bytes) => CkptHdrTask.encodeInto(task, bytes, 0)],
  ["view", (bytes) => CkptHdrTask.view(bytes)],
];

describe.each(accesses)("%s", (_, access) => {
  test("of a buffer that has been detached since", () => {
    const bytes = Uint8Array.from(encoded);
    access(bytes);
    structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
    expect(codeOf(() => access(bytes))).toBe("out-of-bounds");
  });

  test("of a buffer that was detached before", () => {
    const bytes = Uint8Array.from(encoded);
    structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
    expect(codeOf(() => access(bytes))).toBe("out-of-bounds");
  });

  test("of a buffer that has shrunk since, and grows again", () => {
    const buffer = resizable(40, 80);
    const bytes = new Uint8Array(buffer);
    bytes.set(encoded);
    access(bytes);
    buffer.resize(39);
    expect(codeOf(() => access(bytes))).toBe("out-of-bounds");
    buffer.resize(80);
    bytes.set(encoded);
    expect(codeOf(() => access(bytes))).toBeUndefined();
    expect(CkptHdrTask.decode(bytes)).toEqual(task);
  });

  test("of a buffer that has shrunk to before the array, is used, and grows again", () => {
    const buffer = resizable(128, 128);
    const bytes = new Uint8Array(buffer, 64, 40);
    buffer.resize(48);
    expect(codeOf(() => access(bytes))).toBe("out-of-bounds");
    buffer.resize(128);
    const all = new Uint8Array(buffer).fill(0xaa);
    bytes.set(encoded);
    expect(codeOf(() => access(bytes))).toBeUndefined();
    expect(CkptHdrTask.decode(bytes)).toEqual(task);
    expect([...all.subarray(0, 64), ...all.subarray(104)].every((byte) => byte === 0xaa)).toBe(true);
  });

  test("of shared memory", () => {
    const bytes = new Uint8Array(new SharedArrayBuffer(43), 3);
    bytes.set(encoded);
    expect(codeOf(() => access(bytes))).toBeUndefined();
    expect(CkptHdrTask.decode(bytes)).toEqual(task);
  });
});

test("bytes that stand anywhere in their buffer are read in turn with others", () => {
  const buffer = new Uint8Array(100);
  const places = [0, 1, 3, 8, 60].map((at) => buffer.subarray(at, at + 40));
  for (const bytes of places) {
    bytes.set(encoded);
    expect(CkptHdrTask.decode(bytes)).toEqual(task);
  }
});

test("a value whose getter encodes another record gives its own bytes, each time anew", () => {
  const other = CkptHdrTask.create({ state: 99, exit_code: 99 });
  const value = {
    ...task,
    get exit_code() {
      expect(CkptHdrTask.encode(other)).not.toBe(encoded);
      return 0;
    },
  };
  const first = CkptHdrTask.encode(value);
  expect(first).toEqual(encoded);
  first.fill(0);
  expect(CkptHdrTask.encode(value)).toEqual(encoded);
});

test.each([40, 512, 513, 5000])("a record of about %i bytes is encoded into an array of its own", async (length) => {
  const { CkptHdrBuffer } = await import("../../generated/ckpt/index.ts");
  const payload = Uint8Array.from({ length: length - 8 }, (_, i) => i);
  const bytes = CkptHdrBuffer.encode({ payload });
  expect(bytes.byteLength).toBe(bytes.buffer.byteLength);
  expect(CkptHdrBuffer.decode(bytes).payload).toEqual(payload);
});

test("arrays that are used in turns, more than have kept accessors, each give and take what is theirs", () => {
  const arrays = [1, 2, 3, 4].map((state) => ({ state, bytes: CkptHdrTask.encode({ ...task, state }) }));
  for (const [from, to] of [
    [0, 1],
    [0, 1],
    [2, 1],
    [0, 3],
    [3, 2],
  ] as const) {
    const value = CkptHdrTask.decode(arrays[from]?.bytes as Uint8Array);
    expect(value.state).toBe(arrays[from]?.state);
    CkptHdrTask.encodeInto(value, arrays[to]?.bytes as Uint8Array, 0);
    (arrays[to] as { state: number }).state = value.state;
  }
  expect(arrays.map(({ bytes }) => CkptHdrTask.decode(bytes).state)).toEqual(arrays.map(({ state }) => state));
});
