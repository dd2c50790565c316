import type { Family } from "../wire/index.ts";
import type { Answer, AsyncAnswer, FaultHandler, Handlers } from "./handlers.ts";
import { type AnyHandlers, refuse } from "./routes.ts";
import type { ScanEnd } from "./scan.ts";
import { Scanner } from "./scanner.ts";
import { isFalse } from "./walk.ts";

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
export async function scanStream<R, Init>(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  family: Family<R, Init>,
  handlers: NoInfer<Handlers<R, AsyncAnswer>>,
  options: ScanStreamOptions = {},
): Promise<ScanEnd> {
  const scanner = scannerOf(family, handlers as AnyHandlers, options);
  for await (const chunk of chunks) {
    for (let answer = scanner.push(chunk); answer !== undefined; answer = scanner.resume()) {
      if ((await answer) === false) return scanner.stop();
    }
  }
  return scanner.end();
}

/** As `scanStream`, of chunks that are there at once, such as those of a file that is read synchronously. */
export function scanChunks<R, Init>(
  chunks: Iterable<Uint8Array>,
  family: Family<R, Init>,
  handlers: NoInfer<Handlers<R>>,
  options: ScanStreamOptions<Answer> = {},
): ScanEnd {
  const scanner = scannerOf(family, handlers as AnyHandlers, options);
  for (const chunk of chunks) if (isFalse(scanner.push(chunk))) return scanner.stop();
  return scanner.end();
}

function scannerOf(family: Family, handlers: AnyHandlers, options: ScanStreamOptions): Scanner {
  const { onFault = refuse, maxRecordSize = family.framing.maxRecordSize } = options;
  return new Scanner(family, handlers, onFault, maxRecordSize);
}
