import { type ScanEnd, scan, scanChunks, scanStream } from "../../../src/image/index.ts";
import type { Family } from "../../../src/wire/index.ts";
import { allCorpora } from "../corpus.ts";
import type { Entry } from "../entry.ts";
import { demand, demandFault, type Outcome, outcomeOf, outcomeOfAsync, show, showOutcome } from "../oracle.ts";
import type { Random } from "../random.ts";
import { type ChunkedInput, chunksOf, makeChunked } from "./framing.ts";

interface HandlersInput extends ChunkedInput {
  /** how each record is wanted, by its place in the family: a view, a value, pieces, or not at all */
  readonly ways: readonly number[];
  readonly maxRecordSize: number;
  /** whether a fault ends the scan */
  readonly isStrict: boolean;
  /** after how many records a handler ends it */
  readonly stopAfter: number;
}

function makeHandlers(random: Random): HandlersInput {
  const input = makeChunked(random);
  const { codecs } = allCorpora[input.family]!.family;
  const ways = Array.from({ length: codecs.length + 1 }, () => random.below(4));
  const maxRecordSize = random.oneIn(2) ? 2 ** 31 - 1 : random.below(100);
  const stopAfter = random.oneIn(2) ? Number.POSITIVE_INFINITY : random.below(6) + 1;
  return { ...input, start: 0, ways, maxRecordSize, isStrict: random.oneIn(4), stopAfter };
}

/** Handlers that write down what they are given; pieces of a record as the bytes that they are together. */
class Notes {
  readonly #all: string[] = [];
  readonly #stopAfter: number;
  #pieces: { readonly at: number; readonly parts: Uint8Array[] } | undefined;

  constructor({ stopAfter }: HandlersInput) {
    this.#stopAfter = stopAfter;
  }

  handlers(family: Family, ways: readonly number[]): Readonly<Record<string, unknown>> {
    const names = [...family.codecs.map(({ name }) => name), "unknown"];
    const wanted = names.flatMap((name, i) => {
      const handler = this.#handler(ways[i] ?? 0, name);
      return handler === undefined ? [] : [[name, handler] as const];
    });
    return Object.fromEntries(wanted);
  }

  onFault = (fault: object, at: number): boolean => {
    const { offset } = fault as { offset?: number };
    demand(offset === undefined || offset >= 0, "a fault at a place that is none", fault);
    return this.#note("fault", at, show(fault));
  };

  get text(): string {
    this.#endPieces();
    return this.#all.join("\n");
  }

  #handler(way: number, name: string): unknown {
    if (way === 0 && name !== "unknown")
      return (view: object, at: number) => this.#note(name, at, JSON.stringify(view));
    if (way <= 1) return { decode: (record: unknown, at: number) => this.#note(name, at, show(record)) };
    return way === 2 ? { pieces: this.#piece } : undefined;
  }

  #piece = (piece: Uint8Array, at: number, { offset, size }: { offset: number; size: number }): void => {
    demand(at >= offset && at + piece.length <= offset + size, "a piece outside of its record", at, offset, size);
    if (at === offset) this.#endPieces();
    this.#pieces ??= { at: offset, parts: [] };
    this.#pieces.parts.push(new Uint8Array(piece));
  };

  /** Whether to go on. Pieces do not end a scan here: how many there are depends on chunks. */
  #note(name: string, at: number, what: string): boolean {
    this.#endPieces();
    this.#all.push(`${name} ${at} ${what}`);
    return this.#all.length < this.#stopAfter;
  }

  #endPieces(): void {
    if (this.#pieces === undefined) return;
    const { at, parts } = this.#pieces;
    this.#pieces = undefined;
    this.#all.push(`pieces ${at} ${show(new Uint8Array(Buffer.concat(parts)))}`);
  }
}

type Scan = (handlers: never, onFault: Notes["onFault"] | undefined) => ScanEnd | Promise<ScanEnd>;

async function scanned(input: HandlersInput, run: Scan): Promise<readonly [Outcome<ScanEnd>, string]> {
  const { family } = allCorpora[input.family]!;
  const notes = new Notes(input);
  const handlers = notes.handlers(family, input.ways) as never;
  const onFault = input.isStrict ? undefined : notes.onFault;
  const end = await outcomeOfAsync(async () => await run(handlers, onFault), "BytewrightError");
  if ("error" in end) demandFault(end.error);
  return [end, notes.text];
}

/** Records by name, in memory. */
const inMemory: Entry<HandlersInput> = {
  name: "scan-handlers",
  make: makeHandlers,
  run(input) {
    const { family } = allCorpora[input.family]!;
    const notes = new Notes(input);
    const handlers = notes.handlers(family, input.ways) as never;
    const onFault = input.isStrict ? undefined : notes.onFault;
    const end = outcomeOf(() => scan(input.bytes, family, handlers, 0, onFault), "BytewrightError");
    if ("error" in end) demandFault(end.error, input.bytes.length);
    else demand(end.value.offset <= input.bytes.length, "an end behind the bytes", end.value);
  },
};

/** The same records in chunks, at once and one after another: the same is given, and the end is the same. */
const inChunks: Entry<HandlersInput> = {
  name: "scan-stream",
  make: makeHandlers,
  async run(input) {
    const { family } = allCorpora[input.family]!;
    const { maxRecordSize } = input;
    const options = (onFault: Notes["onFault"] | undefined) => ({ maxRecordSize, ...(onFault && { onFault }) });
    const whole = await scanned(input, (handlers, onFault) =>
      scanChunks([input.bytes], family, handlers, options(onFault)),
    );
    const cut = await scanned(input, (handlers, onFault) =>
      scanChunks(chunksOf(input), family, handlers, options(onFault)),
    );
    const streamed = await scanned(input, (handlers, onFault) =>
      scanStream(chunksOf(input), family, handlers, options(onFault)),
    );
    for (const other of [cut, streamed]) {
      demand(whole[1] === other[1], "what is given depends on chunks", whole[1], other[1]);
      demand(showOutcome(whole[0]) === showOutcome(other[0]), "the end depends on chunks", whole[0], other[0]);
    }
  },
};

export const handlerEntries: readonly Entry[] = [inMemory, inChunks];
