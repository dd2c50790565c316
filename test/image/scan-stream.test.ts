import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Ckpt, CkptHdrBuffer, CkptHdrTask, CkptHdrType, type CkptRecord } from "../../generated/ckpt/index.ts";
import type { DynamicRecord } from "../../src/dynamic/index.ts";
import { type Handlers, RecordWriter, readFrames, scan, scanChunks, scanStream } from "../../src/image/index.ts";
import type { Family } from "../../src/wire/index.ts";
import { runs } from "../support/all-runs.ts";
import { ordinaryImage, PLACES } from "../vectors/vectors.ts";
import { aligned, counted, unmeasured, wide, zoo } from "./support/families.ts";
import { cut, hex } from "./support/frames.ts";

const task = { state: 0, exit_state: 0, exit_code: 0, exit_signal: 17, set_child_tid: 0n, clear_child_tid: 0n };

/** Handlers that write down what they are given; of pieces, the bytes all together. */
function recorder(family: Family, ways: readonly ("view" | "decode" | "pieces" | "none")[]) {
  const seen: string[] = [];
  const note = (what: string, at: number, value: unknown) =>
    void seen.push(`${what} ${at} ${JSON.stringify(value, plain)}`);
  const pieces = new Map<number, string>();
  const ways_ = {
    view: (view: { toJSON(): unknown }, at: number) => note("view", at, view.toJSON()),
    decode: { decode: (record: unknown, at: number) => note("decode", at, record) },
    pieces: {
      pieces(bytes: Uint8Array, at: number, { offset, size, type }: { offset: number; size: number; type?: number }) {
        const so = (pieces.get(offset) ?? "") + Buffer.from(bytes).toString("hex");
        expect(at).toBe(offset + so.length / 2 - bytes.length);
        pieces.set(offset, so);
        if (so.length === 2 * size) note(`pieces of ${type}`, offset, so);
      },
    },
    none: undefined,
  };
  const names = [...family.codecs.map(({ name }) => name), "unknown"];
  const chosen = names.map((name, i) => [
    name,
    ways_[name === "unknown" && ways[i % ways.length] === "view" ? "pieces" : (ways[i % ways.length] ?? "none")],
  ]);
  return { seen, handlers: Object.fromEntries(chosen.filter(([, handler]) => handler !== undefined)) as Handlers };
}

function plain(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  return value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value;
}

test("gives the same records as a scan in memory, however the chunks are cut", async () => {
  const families = fc.constantFrom<Family>(Ckpt, Ckpt.be, aligned, counted, unmeasured, wide, zoo.be);
  const bytes = fc
    .array(fc.constantFrom(0, 1, 2, 3, 4, 8, 9, 101), { maxLength: 150 })
    .map((list) => Uint8Array.from(list));
  const ways = fc.array(fc.constantFrom("view", "decode", "pieces", "none"), { minLength: 1, maxLength: 5 });
  const property = fc.asyncProperty(
    families,
    bytes,
    ways,
    fc.integer({ min: 1, max: 60 }),
    async (family, image, way, size) => {
      const [whole, chunked, streamed] = [recorder(family, way), recorder(family, way), recorder(family, way)];
      const chunks = cut(image, size);
      const noFault = () => undefined;
      const end = scan(image, family, whole.handlers, 0, noFault);
      expect(scanChunks(chunks, family, chunked.handlers, { onFault: noFault })).toEqual(end);
      expect(await scanStream(Readable.from(chunks), family, streamed.handlers, { onFault: noFault })).toEqual(end);
      expect(chunked.seen).toEqual(whole.seen);
      expect(streamed.seen).toEqual(whole.seen);
    },
  );
  await fc.assert(property, runs(1500));
});

test("waits for a handler before it reads on, and goes on or stops as it says", async () => {
  const records = Array.from({ length: 40 }, (_, state) => CkptHdrTask.encode({ ...task, state }));
  const log: string[] = [];
  function* source() {
    for (const [i, chunk] of cut(Buffer.concat(records), 100).entries()) {
      log.push(`chunk ${i}`);
      yield chunk;
    }
  }
  const end = await scanStream(source(), Ckpt, {
    async ckpt_hdr_task({ state }, at) {
      await new Promise(setImmediate);
      // The view still stands where it stood.
      log.push(`task ${state} at ${at}`);
      return state < 6;
    },
  });
  expect(end).toEqual({ offset: 280, reason: undefined });
  expect(log.slice(0, 5)).toEqual(["chunk 0", "task 0 at 0", "task 1 at 40", "chunk 1", "task 2 at 80"]);
  expect(log.at(-1)).toBe("task 6 at 240");
});

describe("false stops a scan of chunks at the end of the record, and nothing is read after", () => {
  const buffer = CkptHdrBuffer.encode({ payload: new Uint8Array(500) });
  const image = Buffer.concat([CkptHdrTask.encode(task), buffer, CkptHdrTask.encode(task)]);
  const stop = () => false;

  test.each<[string, Handlers<CkptRecord>, number, number]>([
    ["a view", { ckpt_hdr_task: stop }, 40, 1],
    ["a decoder", { ckpt_hdr_buffer: { decode: stop } }, 548, 6],
    ["the first piece", { ckpt_hdr_buffer: { pieces: stop } }, 548, 1],
    ["a later piece", { ckpt_hdr_buffer: { pieces: (_, at) => at < 300 } }, 548, 4],
  ])("%s", async (_, handlers, offset, chunks) => {
    let read = 0;
    function* source() {
      for (const chunk of cut(image, 100)) {
        read++;
        yield chunk;
      }
    }
    expect([scanChunks(source(), Ckpt, handlers), read]).toEqual([{ offset, reason: undefined }, chunks]);
    read = 0;
    expect([await scanStream(source(), Ckpt, handlers), read]).toEqual([{ offset, reason: undefined }, chunks]);
    const rest = scanChunks([image.subarray(offset)], Ckpt, {});
    expect(rest).toEqual({ offset: image.length - offset, reason: undefined });
  });

  test("the handler of a fault", () => {
    const handlers = { ckpt_hdr_buffer: { decode: () => {} } };
    const end = scanChunks(cut(image, 100), Ckpt, handlers, { onFault: stop, maxRecordSize: 100 });
    expect(end).toEqual({ offset: 548, reason: undefined });
  });
});

test("only a stream waits: a promise is refused", () => {
  const later = async () => {};
  const run = () => scanChunks([CkptHdrTask.encode(task)], Ckpt, { ckpt_hdr_task: later as unknown as () => void });
  expect(run).toThrow(new TypeError("a handler gave a promise: only scanStream waits for one"));
});

test("padding that nothing follows counts, whole or cut", () => {
  const note = hex("09000000 0100 0000 41");
  for (const zeros of [0, 1, 2, 3]) {
    const image = Buffer.concat([note, new Uint8Array(zeros)]);
    const end = { offset: 9 + zeros, reason: undefined };
    for (const size of [1, 4, 100]) expect(scanChunks(cut(image, size), aligned, {})).toEqual(end);
    expect(scan(image, aligned, {})).toEqual(end);
  }
});

test("records of a family without types go to its one record", async () => {
  const image = hex("0000000000000001 1200000000000000 abcd 0000000000000002 1000000000000000");
  for (const size of [1, 17, 100]) {
    const seen: unknown[] = [];
    const handlers: Handlers<DynamicRecord> = { wide_data: { decode: ({ data }, at) => void seen.push([at, data]) } };
    const end = await scanStream(cut(image, size), wide, handlers);
    expect([seen, end]).toEqual([
      [
        [0, hex("abcd")],
        [18, hex("")],
      ],
      { offset: 34, reason: undefined },
    ]);
  }
});

test("a large record is given in pieces, or passed over; it is gathered for a decoder only, up to a limit", () => {
  const payload = Buffer.alloc(1_000_000, "large ");
  const chunks = cut(
    Buffer.concat([CkptHdrTask.encode(task), CkptHdrBuffer.encode({ payload }), CkptHdrTask.encode(task)]),
    4096,
  );
  const hash = createHash("sha256");
  let longest = 0;
  const pieces = (bytes: Uint8Array, at: number, { offset }: { offset: number }) => {
    longest = Math.max(longest, bytes.length);
    hash.update(at === offset ? bytes.subarray(8) : bytes);
  };
  scanChunks(chunks, Ckpt, { ckpt_hdr_buffer: { pieces } });
  expect(longest).toBeLessThanOrEqual(4096);
  expect(hash.digest("hex")).toBe(createHash("sha256").update(payload).digest("hex"));

  let found: Uint8Array | undefined;
  const ats: number[] = [];
  const decoder = {
    decode(buffer: { payload: Uint8Array }) {
      found = buffer.payload;
    },
  };
  const handlers = { ckpt_hdr_buffer: decoder, ckpt_hdr_task: (_: unknown, at: number) => void ats.push(at) };
  scanChunks(chunks, Ckpt, handlers);
  expect(Buffer.compare(found as Uint8Array, payload)).toBe(0);
  expect(() => scanChunks(chunks, Ckpt, handlers, { maxRecordSize: 999_999 })).toThrow(
    "at 0x28: ckpt_hdr_buffer takes 1000008 bytes, the limit is 999999",
  );
  ats.length = 0;
  const faults: string[] = [];
  const onFault = ({ code }: { code: string }, at: number) => void faults.push(`${code} ${at}`);
  scanChunks(chunks, Ckpt, handlers, { maxRecordSize: 999_999, onFault });
  expect([faults, ats]).toEqual([["too-large 40"], [0, 1_000_048]]);
});

test("says where and why an image ends in the middle", async () => {
  const chunks = cut(ordinaryImage().subarray(0, PLACES.task + 10), 7);
  const reason = { code: "record-cut", offset: PLACES.task, found: 10, expected: 40 };
  for (const handlers of [{}, { ckpt_hdr_task: () => {} }, { ckpt_hdr_task: { pieces: () => {} } }]) {
    expect(await scanStream(chunks, Ckpt, handlers)).toEqual({ offset: PLACES.task, reason });
  }
});

test("frames can be piped: an image is copied, and filtered on the way", async () => {
  const image = ordinaryImage();
  const run = async (transform: (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>) => {
    const parts: Uint8Array[] = [];
    await pipeline(Readable.from(cut(image, 50)), transform, async (output: AsyncIterable<Uint8Array>) => {
      for await (const part of output) parts.push(part);
    });
    return Buffer.concat(parts);
  };
  const copy = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const { bytes } of readFrames(chunks, Ckpt)) yield bytes;
  };
  expect(Buffer.compare(await run(copy), image)).toBe(0);
  const withoutBuffers = async function* (chunks: AsyncIterable<Uint8Array>) {
    const writer = new RecordWriter(Ckpt);
    for await (const frame of readFrames(chunks, Ckpt)) {
      if (frame.kind === "record" && frame.type !== CkptHdrType.CKPT_HDR_BUFFER)
        yield writer.appendEncoded(frame.bytes);
    }
  };
  const kept: number[] = [];
  scan(await run(withoutBuffers), Ckpt, (type) => void kept.push(type));
  expect(kept).toEqual([1, 2, 101, 4, 9001]);
});

test("faults and limits do not depend on where chunks end", () => {
  // The header's length is too small for a task; what follows is other records' business.
  const short = ordinaryImage();
  short.set([12, 0, 0, 0], PLACES.task + 4);
  const faultsOf = (image: Uint8Array, size: number, maxRecordSize: number) => {
    const faults: object[] = [];
    const handlers = { ckpt_hdr_task: () => {}, ckpt_hdr_buffer: { decode: () => {} } };
    const onFault = (fault: object, at: number) => void faults.push({ ...fault, at });
    scanChunks(cut(image, size), Ckpt, handlers, { onFault, maxRecordSize });
    return faults;
  };
  const sizes = [1, 7, 64, 290, 296, 400];
  for (const size of sizes) {
    expect(faultsOf(short, size, 2 ** 31 - 1)).toEqual([
      {
        ...{ code: "out-of-bounds", record: "ckpt_hdr_task", path: "", offset: 283, found: 12, expected: 40 },
        at: 283,
      },
    ]);
    expect(faultsOf(ordinaryImage(), size, 72)).toMatchObject(
      [56, 129, 202].map((at) => ({ code: "too-large", record: "ckpt_hdr_buffer", found: 73, expected: 72, at })),
    );
  }
});
