import { describeUnframed, type Frame, ImageReader, recogniseImage, scan } from "../../../src/image/index.ts";
import type { Family, RecordType } from "../../../src/wire/index.ts";
import { allCorpora, ckptCorpora, makeImage } from "../corpus.ts";
import type { Entry } from "../entry.ts";
import { demand, demandFault, demandOneLine, outcomeOf, show } from "../oracle.ts";
import type { Random } from "../random.ts";

/** An image that comes in chunks. */
export interface ChunkedInput {
  readonly bytes: Uint8Array;
  /** which family it is taken for */
  readonly family: number;
  /** where it is cut */
  readonly cuts: readonly number[];
  readonly wholeUpTo: number;
  readonly start: number;
}

export function makeChunked(random: Random, corpora = allCorpora): ChunkedInput {
  const family = random.below(corpora.length);
  const bytes = makeImage(random, random.oneIn(6) ? corpora : corpora.slice(family, family + 1));
  const cuts = makeCuts(random, bytes);
  const wholeUpTo = random.oneIn(2) ? 2 ** 20 : random.below(120);
  return { bytes, family, cuts, wholeUpTo, start: random.oneIn(8) ? random.pick(starts) : 0 };
}

/** Where bytes are cut into chunks. */
export function makeCuts(random: Random, { length }: Uint8Array): number[] {
  const many = random.oneIn(10) ? length : random.below(5);
  return Array.from({ length: many }, () => random.below(length + 1)).sort((a, b) => a - b);
}

const starts = [
  1,
  8,
  -1,
  -8,
  0.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  1e6,
  2 ** 32,
  2 ** 53,
];

type Chunked = Pick<ChunkedInput, "bytes" | "cuts">;

/** The chunks of an image, each in memory of its own; Buffers, as files and streams give them. */
export function cutBytes({ bytes, cuts }: Chunked): Uint8Array[] {
  const ends = [...cuts, bytes.length];
  return ends.map((end, i) => Buffer.from(bytes.subarray(ends[i - 1] ?? 0, end)));
}

/** The chunks of an image, each overwritten once it has been used. */
export function* chunksOf(input: Chunked): Generator<Uint8Array> {
  for (const chunk of cutBytes(input)) {
    yield chunk;
    chunk.fill(0xee);
  }
}

const scanning: Entry<ChunkedInput> = {
  name: "scan",
  make: makeChunked,
  run({ bytes, family: index, start }) {
    const { family } = allCorpora[index]!;
    const { headerSize } = family.framing;
    let [next, visits] = [start, 0];
    const outcome = outcomeOf(
      () =>
        scan(
          bytes,
          family,
          (type: RecordType, at, size) => {
            demand(Number.isInteger(at) && at >= next && size >= headerSize, "a record out of order", at, size);
            demand(at + size <= bytes.length, "a record past the end", at, size);
            demand(typeof type !== "number" || Number.isInteger(type), "a record without a type", type);
            demand(++visits <= bytes.length, "more records than bytes");
            next = at + size;
            const decoded = outcomeOf(() => family.decode(bytes.subarray(at, at + size)), "BytewrightError");
            if ("error" in decoded) demandFault(decoded.error, size);
          },
          start,
        ),
      "BytewrightError",
    );
    if ("error" in outcome) {
      demandFault(outcome.error);
      return;
    }
    const { offset, reason } = outcome.value;
    demand(offset >= next, "the scan ends before its last record", offset);
    if (reason !== undefined) demandOneLine(describeUnframed(reason));
    else demand(offset === bytes.length, "the scan stops without a reason", offset);
  },
};

const reading: Entry<ChunkedInput> = {
  name: "record-reader",
  make: makeChunked,
  run(input) {
    const { bytes, family: index, wholeUpTo } = input;
    const { family } = allCorpora[index]!;
    const cut = outlineOf(framesFrom(new ImageReader(family, { wholeUpTo, asGiven: true }), chunksOf(input)), bytes);
    const whole = outlineOf(framesFrom(new ImageReader(family, { wholeUpTo, asGiven: true }), [bytes]), bytes);
    demand(show(cut) === show(whole), "frames depend on chunks", cut, whole);
    const records = framesFrom(new ImageReader(family, { asGiven: true }), [bytes]).filter(
      ({ kind }) => kind === "record",
    );
    const visited: [number, number][] = [];
    scan(bytes, family, (_type, at, size) => void visited.push([at, size]));
    const read = records.map((frame) => [frame.offset, frame.bytes.length]);
    demand(show(read) === show(visited), "scan and reader differ", read, visited);
  },
};

const families: readonly Family[] = [ckptCorpora[0]!.family, ckptCorpora[2]!.family];

const imageReading: Entry<ChunkedInput> = {
  name: "image-reader",
  make: (random) => makeChunked(random, ckptCorpora),
  run(input) {
    const { bytes, wholeUpTo } = input;
    const reader = new ImageReader(families, { wholeUpTo });
    outlineOf(framesFrom(reader, chunksOf(input)), bytes);
    const { family, match } = recogniseImage(bytes, families);
    demand(reader.family === family && reader.recognised === (match !== "none"), "recognised as another image");
  },
};

const recognising: Entry<ChunkedInput> = {
  name: "recognise-image",
  make: makeChunked,
  run({ bytes, family: index }) {
    const { family } = allCorpora[index]!;
    const given = [...families, family];
    const found = recogniseImage(bytes, given);
    demand(["all", "most", "none"].includes(found.match), "no image", found.match);
    recogniseImage(bytes.subarray(0, bytes.length >> 1), family);
  },
};

/** What a reader gives of some chunks. Frames may be parts of a chunk, so they are copied. */
export function framesFrom(reader: ImageReader, chunks: Iterable<Uint8Array>): Frame[] {
  const frames: Frame[] = [];
  const keep = (given: readonly Frame[]) => {
    for (const frame of given) frames.push({ ...frame, bytes: new Uint8Array(frame.bytes) });
  };
  for (const chunk of chunks) keep(reader.push(chunk));
  keep(reader.end());
  return frames;
}

/** Frames without what depends on chunks. All together they are all of the bytes. */
function outlineOf(frames: readonly Frame[], bytes: Uint8Array): unknown[] {
  demand(Buffer.compare(Buffer.concat(frames.map((frame) => frame.bytes)), bytes) === 0, "frames lose bytes");
  let at = 0;
  const outline: unknown[] = [];
  for (const frame of frames) {
    demand(frame.offset === at, "a frame at another place", frame.offset, at);
    at += frame.bytes.length;
    const isMore = frame.kind === "payload" || (frame.kind === "tail" && frame.offset !== frame.reason.offset);
    if (frame.kind === "tail") demandOneLine(describeUnframed(frame.reason));
    if (!isMore) outline.push([frame.kind, frame.offset, "type" in frame && frame.type, "size" in frame && frame.size]);
  }
  return outline;
}

export const framingEntries: readonly Entry[] = [scanning, reading, imageReading, recognising];
