import { type Family, faultOf, type RecordType } from "../wire/index.ts";
import type { Frame, PayloadFrame, StartFrame, Unframed } from "./frame.ts";
import type { Answer, AsyncAnswer, FaultHandler, Handlers, PiecesHandler, RecordPlace } from "./handlers.ts";
import { ImageReader } from "./image-reader.ts";
import { paddingAt } from "./measure.ts";
import type { RouteTable } from "./route.ts";
import { type AnyHandlers, givePreamble, refuse, routesOf } from "./routes.ts";
import type { ScanEnd } from "./scan.ts";
import { isFalse, isPlain, mostWalked, stops, Walk, whileThere } from "./walk.ts";

/** How a stream is scanned. */
export interface ScanStreamOptions<A = AsyncAnswer> {
  /** Told of a record that somebody wants and that `decode` would refuse, or that is too large; default: it is thrown. */
  readonly onFault?: FaultHandler<A>;
  /** Most bytes that a record may have to be viewed or decoded; default the family's. As much memory may be taken. */
  readonly maxRecordSize?: number;
}

/**
 * As `scan`, of an image of any size that comes in chunks, in constant memory: what nobody wants is passed over as it
 * comes, and `pieces` are given as they come. The next chunk is asked for when all handlers are done with the last one,
 * which they may take their time for, so that a slow handler slows the source down.
 *
 *     const end = await scanStream(createReadStream("bash.ckpt"), Ckpt, {
 *       ckpt_hdr_task: async (task, at) => await database.insert({ at, ...task.toJSON() }),
 *       ckpt_hdr_buffer: { pieces: (piece) => void hash.update(piece) },
 *     });
 *
 * @throws BytewrightError for a record that is wanted and has a fault, if there is no `onFault`
 */
export async function scanStream<R, Init, P>(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  family: Family<R, Init, P>,
  handlers: NoInfer<Handlers<R, AsyncAnswer, P>>,
  options: ScanStreamOptions = {},
): Promise<ScanEnd> {
  const scanner = new Scanner(family, handlers as AnyHandlers, options);
  for await (const chunk of chunks) {
    for (let answer = scanner.push(chunk); answer !== undefined; answer = scanner.resume()) {
      if ((await answer) === false) return scanner.stop();
    }
  }
  return scanner.end();
}

/** As `scanStream`, of chunks that are there at once, such as those of a file that is read synchronously. */
export function scanChunks<R, Init, P>(
  chunks: Iterable<Uint8Array>,
  family: Family<R, Init, P>,
  handlers: NoInfer<Handlers<R, Answer, P>>,
  options: ScanStreamOptions<Answer> = {},
): ScanEnd {
  const scanner = new Scanner(family, handlers as AnyHandlers, options);
  for (const chunk of chunks) if (isFalse(scanner.push(chunk))) return scanner.stop();
  return scanner.end();
}

/**
 * Scans an image that comes in chunks. It holds no more than one record, and that only if somebody wants it whole.
 * Records that lie within a chunk are walked over where they are; what a chunk's end cuts is put together first.
 */
class Scanner {
  readonly #routes: RouteTable;
  readonly #handlers: AnyHandlers;
  readonly #onFault: FaultHandler<AsyncAnswer>;
  /** most bytes of a record that somebody wants whole */
  readonly #limit: number;
  readonly #reader: ImageReader;
  /** over what is left of the chunk, where a handler has stopped it */
  #walk: Walk | undefined;
  /** the last record that came in pieces, and who takes these */
  #large: RecordPlace | undefined;
  #pieces: PiecesHandler<AsyncAnswer> | undefined;
  #reason: Unframed | undefined;

  constructor(family: Family, handlers: AnyHandlers, options: ScanStreamOptions) {
    const { onFault = refuse, maxRecordSize = family.framing.maxRecordSize } = options;
    this.#routes = routesOf(family, handlers, onFault);
    this.#handlers = handlers;
    this.#onFault = onFault;
    this.#limit = maxRecordSize;
    const wholeUpTo = (type: RecordType | undefined) => {
      const route = this.#routes.findAny(type);
      return route.isWanted && route.pieces === undefined ? maxRecordSize : 0;
    };
    this.#reader = new ImageReader(family, { wholeUpTo, asGiven: true });
  }

  /** Scans a chunk. If a handler's answer comes back that is not simply to go on, `resume` goes on all the same. */
  push(chunk: Uint8Array): AsyncAnswer {
    this.#reader.feed(chunk);
    return this.resume();
  }

  resume(): AsyncAnswer {
    for (;;) {
      const fromWalk = this.#walkAhead();
      if (fromWalk !== undefined) return fromWalk;
      const frame = this.#reader.next();
      if (frame === undefined) return undefined;
      const answer = this.#take(frame);
      if (stops(answer)) return answer;
    }
  }

  /** Where the scan is if a handler has stopped it: where the next record would start. */
  stop(): ScanEnd {
    const { offset = 0, size = 0 } = this.#large ?? {};
    const end = Math.max(this.#reader.offset, offset + size);
    return { offset: end + paddingAt(end, this.#reader.family.framing.align), reason: undefined };
  }

  /** Where the scan is when no more chunks come. */
  end(): ScanEnd {
    let { offset } = this.#reader;
    for (const frame of this.#reader.end()) {
      if (frame.kind === "tail") this.#reason ??= frame.reason;
      else offset += frame.bytes.length;
    }
    return { offset: this.#reason?.offset ?? offset, reason: this.#reason };
  }

  /** Walks over the records that are whole in what is left of the chunk. */
  #walkAhead(): AsyncAnswer {
    const walk = this.#walk ?? this.#lookAhead();
    if (walk === undefined) return undefined;
    this.#reader.skip(whileThere(walk.bytes, () => walk.run()));
    this.#walk = walk.answer === undefined ? undefined : walk;
    return walk.answer;
  }

  #lookAhead(): Walk | undefined {
    const bytes = isPlain(this.#reader.family) ? this.#reader.ahead : undefined;
    // A walk knows no limit: it may go where no record can be over it.
    if (bytes === undefined || bytes.length === 0 || bytes.length > Math.min(mostWalked, this.#limit)) return undefined;
    return new Walk(this.#reader.family, bytes, this.#reader.offset, 0, this.#routes);
  }

  #take(frame: Frame): AsyncAnswer {
    if (frame.kind === "preamble") return givePreamble(frame.codec, this.#handlers, frame.bytes, this.#onFault);
    if (frame.kind === "record") {
      return this.#routes.findAny(frame.type).take(frame.bytes, 0, frame.bytes.length, frame.offset);
    }
    if (frame.kind === "start") return this.#startLarge(frame);
    if (frame.kind === "payload") return this.#givePiece(frame);
    if (frame.kind === "tail") this.#reason ??= frame.reason;
    return undefined;
  }

  #startLarge(frame: StartFrame): AsyncAnswer {
    const { type, offset, size, bytes } = frame;
    const byType = this.#routes.findAny(type);
    const { isWanted, pieces } = byType.find?.(bytes, 0, bytes.length) ?? byType;
    this.#large = { type, offset, size };
    this.#pieces = pieces;
    if (!isWanted || pieces !== undefined) return this.#givePiece(frame);
    const record = this.#reader.family.codecAt(bytes)?.name ?? "unknown";
    return this.#onFault(faultOf("too-large", record, "", offset, size, this.#limit), offset);
  }

  #givePiece({ bytes, offset }: StartFrame | PayloadFrame): AsyncAnswer {
    return this.#pieces?.pieces(bytes, offset, this.#large as RecordPlace);
  }
}
