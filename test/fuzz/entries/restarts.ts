import { Readable } from "node:stream";
import { CkptHdrBuffer, CkptHdrString } from "../../../generated/ckpt/index.ts";
import { asCkptError, CkptError } from "../../../src/ckpt/ckpt-error.ts";
import { type CkptContext, createContext } from "../../../src/ckpt/context.ts";
import { cutImages } from "../../../src/ckpt/restart/cut-images.ts";
import {
  consume,
  readBuffer,
  readFlexibleRecord,
  readPayload,
  readSizedString,
  readString,
  restartBytes,
  restartStream,
} from "../../../src/ckpt/restart/index.ts";
import { restartOn } from "../../../src/ckpt/restart/restart.ts";
import { refusal, verdictJson, verdictText } from "../../../src/cli/ckpt/verdict.ts";
import { bytesPort, type Driver, runSync } from "../../../src/io/index.ts";
import { toPrintable } from "../../../src/wire/printable.ts";
import { ckptCorpora, ckptImage, makeImage } from "../corpus.ts";
import type { Entry } from "../entry.ts";
import { mutateBytes, putNumber } from "../mutate-bytes.ts";
import { demand, demandAscii, demandOneLine, type Outcome, outcomeOf, outcomeOfAsync, showOutcome } from "../oracle.ts";
import type { Random } from "../random.ts";
import { type ChunkedInput, chunksOf, cutBytes, makeChunked, makeCuts } from "./framing.ts";

interface RestartInput extends ChunkedInput {
  readonly kernel: string;
}

const refused = "CkptError";

function makeRestart(random: Random): RestartInput {
  const input = makeChunked(random, ckptCorpora);
  const bytes = makeRestartImage(random);
  return { ...input, bytes, cuts: makeCuts(random, bytes), kernel: random.pick(["any", "any", "2.6.37", "2.6.38"]) };
}

/** Mostly the ordinary image with little that is wrong, so that checks behind the first are reached. */
function makeRestartImage(random: Random): Uint8Array {
  if (random.oneIn(5)) return makeImage(random, ckptCorpora);
  const image = ckptImage(random.oneIn(4) ? "big" : "little");
  return random.oneIn(2) ? putNumber(image, random) : mutateBytes(image, random, random.pick(ckptCorpora[0]!.records));
}

/** Checks an image. Nothing is restored but by one that is good; what is printed is for a terminal. */
function restart(bytes: Uint8Array, kernel: string): Outcome<unknown> {
  let restored = 0;
  const target = { restore: () => void restored++ };
  const log = (line: Uint8Array) => demandOneLine(Buffer.from(line).toString());
  const outcome = outcomeOf(
    () => restartBytes({ bytes, kernel, target, log, debug: { mask: 7, print: demandOneLine } }),
    refused,
  );
  demand(restored === ("value" in outcome ? 1 : 0), "restored, or not, against its own word");
  if ("value" in outcome) demand(outcome.value.consumed <= bytes.length, "more consumed than there is");
  else demandCkptError(outcome.error, bytes.length);
  return outcome;
}

function demandCkptError(error: Error, size: number): void {
  demand(error instanceof CkptError && error.pos <= size && error.message !== "", "an error that says little", error);
  const { offset } = error;
  demand(offset === undefined || (offset >= 0 && offset <= size), "an error outside of the image", error);
}

const inMemory: Entry<RestartInput> = {
  name: "restart-bytes",
  make: makeRestart,
  run: ({ bytes, kernel }) => void restart(bytes, kernel),
};

const fromStream: Entry<RestartInput> = {
  name: "restart-stream",
  make: makeRestart,
  async run(input) {
    const { bytes, kernel } = input;
    const stream = Readable.from(cutBytes(input).filter((chunk) => chunk.length > 0));
    const debug = { mask: 7, print: demandOneLine };
    const streamed = await outcomeOfAsync(() => restartStream({ stream, kernel, debug }), refused);
    stream.destroy();
    const expected = restart(bytes, kernel);
    demand(showOutcome(streamed) === showOutcome(expected), "a stream gives something else", streamed, expected);
  },
};

/** The readers of single records, with any limit. */
const readers: Entry<RestartInput> = {
  name: "restart-readers",
  make: makeRestart,
  run({ bytes, wholeUpTo: max }) {
    for (const codec of [CkptHdrBuffer, CkptHdrString]) {
      read(bytes, (ctx) => readFlexibleRecord(ctx, codec, max));
      read(bytes, (ctx) => readFlexibleRecord(ctx, codec, 0));
      read(bytes, (ctx) => readPayload(ctx, codec, max));
      read(bytes, (ctx) => consume(ctx, codec, max));
    }
    read(bytes, (ctx) => readBuffer(ctx, max));
    read(bytes, (ctx) => readSizedString(ctx, max));
    read(bytes, (ctx) => readString(ctx, max));
  },
};

function read(bytes: Uint8Array, driver: (ctx: CkptContext) => Driver<unknown>): void {
  const ctx = createContext({ mask: 0, print: () => {} });
  const run = () => {
    try {
      return runSync(driver(ctx), bytesPort(bytes));
    } catch (error) {
      throw asCkptError(error, ctx.pos);
    }
  };
  const outcome = outcomeOf(run, refused);
  if ("error" in outcome) demandCkptError(outcome.error, bytes.length);
  demand(ctx.pos <= bytes.length, "more read than there is", ctx.pos);
}

/** What `ckpt verify --all` does, with its words for people and for programs. */
const verify: Entry<RestartInput> = {
  name: "verify-all",
  make: makeRestart,
  run(input) {
    const { bytes, kernel } = input;
    const judgements: { readonly offset: number; readonly outcome: Outcome<unknown> }[] = [];
    for (const { offset, port } of cutImages(chunksOf(input))) {
      demand(judgements.length <= bytes.length, "more images than bytes");
      judgements.push({ offset, outcome: outcomeOf(() => restartOn(port, { kernel }), refused) });
    }
    demand(judgements[0]?.offset === 0, "the first image starts elsewhere", judgements);
    for (const [i, { offset, outcome }] of judgements.entries()) {
      const alone = restart(bytes.subarray(offset, judgements[i + 1]?.offset), kernel);
      demand(showOutcome(outcome) === showOutcome(alone), "an image alone is something else", outcome, alone);
      const verdict =
        "value" in outcome ? ({ ok: true, result: outcome.value as never } as const) : refusal(outcome.error);
      const judged = { file: "a\x1b]0;\u202e.ckpt", offset };
      demandOneLine(toPrintable(verdictText(judged, verdict)));
      const json = verdictJson(judged, verdict);
      demandAscii(json);
      demand(JSON.parse(json).file === judged.file, "the file has another name", json);
    }
  },
};

export const restartEntries: readonly Entry[] = [inMemory, fromStream, readers, verify];
