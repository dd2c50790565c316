import { Ckpt, CkptHdrType } from "../../../generated/ckpt/index.ts";
import { type Frame, ImageReader } from "../../image/index.ts";
import { type PartsPort, partsPort } from "../../io/memory-port.ts";

/** An image among others. */
export interface CutImage {
  /** where in the file it starts */
  readonly offset: number;
  /** gives its bytes until the next image is asked for; what has not been read then is passed over */
  readonly port: PartsPort;
}

/**
 * Cuts images that stand one behind the other, by their framing: one starts with a HEADER and ends with a TAIL. What
 * is no image is given as one, so that all bytes are judged, and so is nothing at all. The first tells the byte order:
 * one in the other order ends the framing, and is given with all that follows. None is held in memory.
 */
export function* cutImages(chunks: Iterable<Uint8Array>): Generator<CutImage> {
  const frames = framesOf(chunks);
  let next: Frame | undefined;
  const advance = () => {
    // Nothing is left if this throws.
    next = undefined;
    next = frames.next().value;
  };
  function* image(): Generator<Uint8Array> {
    for (let isFirst = true; next !== undefined && (isFirst || !isHeader(next)); isFirst = false) {
      yield next.bytes;
      const isLast = isWholeTail(next);
      advance();
      if (isLast) return;
    }
  }
  advance();
  do {
    const parts = image();
    yield { offset: next?.offset ?? 0, port: partsPort(parts) };
    while (!parts.next().done);
  } while (next !== undefined);
}

function* framesOf(chunks: Iterable<Uint8Array>): Generator<Frame, undefined> {
  const reader = new ImageReader(Ckpt);
  for (const chunk of chunks) yield* reader.push(chunk);
  yield* reader.end();
}

function isHeader(frame: Frame): boolean {
  return "type" in frame && frame.type === CkptHdrType.CKPT_HDR_HEADER;
}

function isWholeTail(frame: Frame): boolean {
  return frame.kind === "record" && frame.type === CkptHdrType.CKPT_HDR_TAIL;
}
