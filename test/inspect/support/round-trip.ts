import { expect } from "vitest";
import { Ckpt } from "../../../generated/ckpt/index.ts";
import type { Families } from "../../../src/image/index.ts";
import { ImageToJson, imageToJson, JsonToImage } from "../../../src/inspect/index.ts";
import { cut } from "../../image/support/frames.ts";

/** The lines of an image without the first. */
export function linesOf(bytes: Uint8Array, families: Families = Ckpt): string[] {
  return imageToJson(bytes, families).trimEnd().split("\n").slice(1);
}

/** Sends an image through both converters in chunks of `chunkSize` bytes. */
export function expectRoundTrip(bytes: Uint8Array, families: Families, chunkSize: number): void {
  const toJson = new ImageToJson(families);
  const lines = [...cut(bytes, chunkSize).flatMap((chunk) => toJson.push(chunk)), ...toJson.end()];
  const toImage = new JsonToImage(families);
  const text = new TextEncoder().encode(lines.join(""));
  const parts = [...cut(text, chunkSize).flatMap((chunk) => toImage.push(chunk)), ...toImage.end()];
  expect(Buffer.concat(parts).toString("hex")).toBe(Buffer.from(bytes).toString("hex"));
}
