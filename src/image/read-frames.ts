import type { Families } from "./families.ts";
import type { Frame } from "./frame.ts";
import { ImageReader } from "./image-reader.ts";
import type { ReaderOptions } from "./record-reader.ts";

/**
 * The frames of an image that comes in chunks. The next chunk is asked for when the frames of the last one have been
 * taken, so that a slow reader slows the source down; it fits into `pipeline` of `node:stream/promises`:
 *
 *     await pipeline(createReadStream("all.ckpt"), withoutBuffers, createWriteStream("some.ckpt"));
 *
 *     async function* withoutBuffers(chunks: AsyncIterable<Uint8Array>) {
 *       const writer = new RecordWriter(Ckpt);
 *       for await (const frame of readFrames(chunks, Ckpt)) {
 *         if (frame.kind === "record" && frame.type !== CkptHdrType.CKPT_HDR_BUFFER) yield writer.appendEncoded(frame.bytes);
 *       }
 *     }
 */
export async function* readFrames(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  families: Families,
  options: ReaderOptions = {},
): AsyncGenerator<Frame> {
  const reader = new ImageReader(families, options);
  for await (const chunk of chunks) yield* reader.push(chunk);
  yield* reader.end();
}
