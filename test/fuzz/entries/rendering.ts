import { ImageReader } from "../../../src/image/index.ts";
import {
  diffImages,
  formatDescription,
  formatDifference,
  formatSummary,
  ImageDescriber,
  SummaryCounter,
} from "../../../src/inspect/index.ts";
import type { Family } from "../../../src/wire/index.ts";
import { allCorpora, ckptCorpora, makeImage } from "../corpus.ts";
import type { Entry } from "../entry.ts";
import { mutateBytes } from "../mutate-bytes.ts";
import { demand, demandAscii } from "../oracle.ts";
import { type ChunkedInput, chunksOf, makeChunked } from "./framing.ts";

const versions: readonly Family[] = [ckptCorpora[0]!.family, ckptCorpora[2]!.family];

function familiesOf(index: number): readonly Family[] {
  return index < ckptCorpora.length ? versions : [allCorpora[index]!.family];
}

/** What `ckpt inspect` does. */
const inspecting: Entry<ChunkedInput> = {
  name: "inspect",
  make: makeChunked,
  run(input) {
    const reader = new ImageReader(familiesOf(input.family), { wholeUpTo: input.wholeUpTo });
    const describer = new ImageDescriber();
    let text = "";
    const show = (frames: ReturnType<typeof reader.push>) => {
      for (const one of frames.flatMap((frame) => describer.next(reader.family, frame))) text += formatDescription(one);
    };
    for (const chunk of chunksOf(input)) show(reader.push(chunk));
    show(reader.end());
    for (const one of describer.end()) text += formatDescription(one);
    demandAscii(text);
    demand((text === "") === (input.bytes.length === 0), "bytes of which nothing is said", text);
  },
};

/** What `ckpt inspect --summary` does. */
const summary: Entry<ChunkedInput> = {
  name: "summary",
  make: makeChunked,
  run(input) {
    const counter = new SummaryCounter(familiesOf(input.family));
    for (const chunk of chunksOf(input)) counter.push(chunk);
    const counted = counter.end();
    demandAscii(formatSummary(counted));
    const { bytes, counts, preamble, paddingBytes, tail, records } = counted;
    const inRecords = counts.reduce((sum, one) => sum + one.bytes, preamble?.bytes ?? 0);
    demand(bytes === input.bytes.length, "bytes are lost", counted);
    demand(inRecords + paddingBytes + (tail?.bytes ?? 0) === bytes, "the parts are not the whole", counted);
    demand(counts.reduce((sum, { count }) => sum + count, 0) === records, "records are lost", counted);
  },
};

interface DiffInput {
  readonly bytes: Uint8Array;
  readonly other: Uint8Array;
  readonly family: number;
}

/** What `ckpt diff` does. */
const diff: Entry<DiffInput> = {
  name: "diff",
  make(random) {
    const { bytes, family } = makeChunked(random);
    const corpora = allCorpora.slice(family, family + 1);
    const other = random.oneIn(4) ? makeImage(random, corpora) : mutateBytes(bytes, random, makeImage(random, corpora));
    return { bytes, other, family };
  },
  run({ bytes, other, family }) {
    let text = "";
    for (const difference of diffImages(bytes, other, familiesOf(family))) text += formatDifference(difference);
    demandAscii(text);
    demand((text === "") === (Buffer.compare(bytes, other) === 0), "a difference of which nothing is said", text);
  },
};

export const renderingEntries: readonly Entry[] = [inspecting, summary, diff];
