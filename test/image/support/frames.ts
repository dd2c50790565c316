import { type Families, type Frame, ImageReader, type ReaderOptions } from "../../../src/image/index.ts";

/** All frames of an image that comes in chunks of `chunkSize` bytes. */
export function framesOf(
  families: Families,
  bytes: Uint8Array,
  chunkSize: number,
  options: ReaderOptions = {},
): Frame[] {
  const reader = new ImageReader(families, options);
  const frames = cut(bytes, chunkSize).flatMap((chunk) => reader.push(chunk));
  return [...frames, ...reader.end()];
}

/** Bytes in chunks, each in memory of its own. */
export function cut(bytes: Uint8Array, chunkSize: number): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += chunkSize) chunks.push(bytes.slice(at, at + chunkSize));
  return chunks;
}

/** What frames are, without their bytes: `record 0+56`, `tail 347+13 record-cut`. */
export function outline(frames: readonly Frame[]): string[] {
  return frames.map(({ kind, offset, bytes, ...rest }) => {
    const reason = "reason" in rest ? ` ${rest.reason.code}` : "";
    return `${kind} ${offset}+${bytes.length}${reason}`;
  });
}

export function hex(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text.replaceAll(" ", ""), "hex"));
}

export function joined(frames: readonly Frame[]): string {
  return Buffer.concat(frames.map((frame) => frame.bytes)).toString("hex");
}
