import { rmSync } from "node:fs";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { Ckpt, CkptHdrBuffer, CkptHdrTask } from "../../generated/ckpt/index.ts";
import { CkptV23 } from "../../generated/ckpt-v23/index.ts";
import type { AnyCodec, Family, OrderedCodec } from "../../src/wire/index.ts";
import { arbitraryValue } from "../support/arbitrary-value.ts";
import { type Change, changing, junk, leavesOf, type Reads, textsOf } from "../support/changing-values.ts";
import { generateFrom } from "../support/generate-from.ts";

// A value may do what it likes while it is read: the record is whole, or nothing is written.

const { folder, generated } = await generateFrom(new URL("../codegen/fixtures/vocabulary.ts", import.meta.url));
afterAll(() => rmSync(folder, { recursive: true }));

const families = [Ckpt, Ckpt.be, CkptV23, CkptV23.be, generated.Vocabulary, generated.Loose] as Family[];
const structs = ["Bitty", "Fixed", "Unions", "Slack", "Holes", "Shape", "Bare", "Open"].flatMap((name) => {
  const codec = generated[name] as OrderedCodec<unknown>;
  return [codec, codec.be];
});
const codecs = [...families.flatMap((family) => family.codecs), ...structs];

class Own extends Error {}

/** TypeScript's library for ES2022 does not know resizable buffers. */
interface Resizable extends ArrayBuffer {
  resize(length: number): void;
}

const room = 24;
const canary = 0xa5;

function resizable(length: number, maxByteLength: number): Resizable {
  return new (ArrayBuffer as new (length: number, options: object) => Resizable)(length, { maxByteLength });
}

type Target = Uint8Array & { readonly buffer: Resizable };

/** A record of `size` bytes fits between canaries; the array follows its buffer. */
function targetFor(size: number): Target {
  return new Uint8Array(resizable(size + 2 * room, size + 2 * room)).fill(canary) as Target;
}

function isUntouched(target: Uint8Array, start = 0, end = start): boolean {
  for (let i = 0; i < target.length; i++) if ((i < start || i >= end) && target[i] !== canary) return false;
  return true;
}

/** What is wrong with what a codec has done with a value; nothing, if all is well. */
function wrongWith(
  codec: AnyCodec,
  target: Uint8Array,
  encode: () => number,
  given: () => readonly string[],
): string[] {
  try {
    const end = encode();
    if (!Number.isInteger(end) || end > target.length) return [`ends at ${end} of ${target.length}`];
    const record = target.slice(room, end);
    const value = codec.decode(record);
    const strange = leavesOf(codec.layout, value).filter((text) => !given().includes(text));
    const wrong = strange.length > 0 ? [`holds ${strange}`] : [];
    if (Buffer.compare(codec.encode(value), record) !== 0) wrong.push("is another record when encoded again");
    if (!isUntouched(target, room, end)) wrong.push("has written outside");
    return wrong;
  } catch (error) {
    // Code that is generated for a test brings a runtime of its own.
    const isTyped = (error as Error).name === "BytewrightError" || error instanceof Own;
    return [...(isTyped ? [] : [`throws ${error}`]), ...(isUntouched(target) ? [] : ["throws and has written"])];
  }
}

type Make = (codec: AnyCodec, other: object, target: Target, one: number) => Omit<Change, "at">;

const changes: { readonly [what: string]: Make } = {
  "answers as another value once": () => ({ answer: (_, other) => other }),
  "becomes another value": () => ({ stays: true, answer: (_, other) => other }),
  "answers with junk once": (_, __, ___, one) => ({ answer: (plain) => junk(plain, one) }),
  "becomes junk": (_, __, ___, one) => ({ stays: true, answer: (plain) => junk(plain, one) }),
  throws: () => ({
    meanwhile() {
      throw new Own();
    },
  }),
  "detaches the target": (_, __, { buffer }) => ({
    meanwhile: () => void structuredClone(buffer, { transfer: [buffer] }),
  }),
  "shrinks the target": (_, __, { buffer }, one) => ({ meanwhile: () => buffer.resize(room + (one % 16)) }),
  "encodes another record": (codec, other) => ({ meanwhile: () => void codec.encode(other) }),
};

describe.each(Object.entries(changes))("a value that %s while it is read", (_, make) => {
  test.each(codecs.map((codec) => [`${codec.name}, ${codec.byteOrder}-endian`, codec] as const))("%s", (_, codec) => {
    const [value, other] = pairFor(codec);
    if (value === undefined || other === undefined) return;
    const plain = codec.encode(value);
    const held = [plain, codec.encode(other)].flatMap((bytes) => leavesOf(codec.layout, codec.decode(bytes)));
    const all: Reads = { count: 0, answers: [] };
    codec.encode(changing(value, other, { at: -1 }, all));
    const step = Math.max(1, Math.ceil(all.count / 20));
    const wrong: string[] = [];
    for (let at = 0; at <= all.count; at += step) {
      const target = targetFor(plain.length);
      const reads: Reads = { count: 0, answers: [] };
      const hostile = changing(value, other, { at, ...make(codec, other, target, at) }, reads);
      const encode = () => codec.encodeInto(hostile, target, room);
      wrong.push(
        ...wrongWith(codec, target, encode, () => [...held, ...textsOf(reads.answers)]).map(
          (what) => `read ${at}: ${what}`,
        ),
      );
      if (Buffer.compare(codec.encode(value), plain) !== 0) wrong.push(`read ${at}: the next record is wrong`);
    }
    expect(wrong).toEqual([]);
  });
});

/** Two values that can be encoded: a length that counts in units does not take every one. */
function pairFor(codec: AnyCodec): readonly Record<string, unknown>[] {
  return fc.sample(arbitraryValue(codec.layout), { numRuns: 12, seed: 3 }).filter((value) => {
    try {
      return codec.encode(value).length < 4096;
    } catch {
      return false;
    }
  });
}

test("a value that is refused, and in which nothing is found any more, is said to have changed", () => {
  let asked = 0;
  const value = {
    ...CkptHdrTask.create(),
    get state(): number {
      return asked++ === 0 ? -1 : 5;
    },
  };
  expect(() => CkptHdrTask.encode(value)).toThrow(
    expect.objectContaining({ name: "BytewrightError", code: "value-changed" }),
  );
});

test("each property, list and payload is read once", () => {
  for (const codec of codecs) {
    const [value] = pairFor(codec);
    if (value === undefined) continue;
    const read: string[] = [];
    const counted = new Proxy(value, {
      get(target, key) {
        if (typeof key === "string") read.push(key);
        return Reflect.get(target, key);
      },
    });
    codec.encode(counted);
    expect(read, codec.name).toEqual([...new Set(read)]);
  }
});

describe("a payload whose memory", () => {
  const held = ["", "07".repeat(3), "07".repeat(10), `${"07".repeat(10)}${"00".repeat(20)}`];

  test.each<[what: string, harm: (buffer: Resizable) => void]>([
    ["is detached", (buffer) => void structuredClone(buffer, { transfer: [buffer] })],
    ["shrinks", (buffer) => buffer.resize(3)],
    ["grows", (buffer) => buffer.resize(30)],
  ])("%s while its record is encoded is taken as it was, or as it is", (_, harm) => {
    const wrong: string[] = [];
    for (const codec of [CkptHdrBuffer, CkptHdrBuffer.be]) {
      for (let at = 0; at < 8; at++) {
        const memory = resizable(10, 30);
        const payload = new Uint8Array(memory).fill(7);
        const target = targetFor(60);
        const hostile = changing({ payload }, {}, { at, meanwhile: () => harm(memory) }, { count: 0, answers: [] });
        wrong.push(
          ...wrongWith(
            codec,
            target,
            () => codec.encodeInto(hostile as never, target, room),
            () => held,
          ),
        );
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe("a value that stands in the bytes that are written", () => {
  test.each(codecs.map((codec) => [`${codec.name}, ${codec.byteOrder}-endian`, codec] as const))("%s", (_, codec) => {
    const [value] = pairFor(codec);
    if (value === undefined) return;
    const record = codec.encode(value);
    for (let to = room - 17; to <= room + 17; to++) {
      const target = targetFor(record.length);
      target.set(record, room);
      const before = target.slice();
      // What nothing tells the length of fills the array it is in.
      const isOpen = codec.layout.record === undefined;
      const view = isOpen ? codec.view(target.subarray(room, room + record.length)) : codec.view(target, room);
      const end = codec.encodeInto(view, target, to);
      expect(target.slice(to, end)).toEqual(record);
      before.set(record, to);
      expect(target.slice()).toEqual(before);
    }
  });
});
