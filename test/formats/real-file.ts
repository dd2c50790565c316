import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { FamilyDefinition } from "../../schema/dsl/index.ts";
import { dynamicFamily } from "../../src/dynamic/index.ts";
import { encodeRecords, type Frame, ImageReader } from "../../src/image/index.ts";
import { describeFrame, imageToJson, jsonToImage } from "../../src/inspect/index.ts";
import type { Family } from "../../src/wire/index.ts";

type Value = { readonly [field: string]: unknown };

/** A file that a real program has written, as the run-time codecs of a schema read it. */
export interface RealFile {
  readonly family: Family<Value, Value>;
  readonly frames: readonly Frame[];
  readonly preamble: Value | undefined;
  readonly records: readonly Value[];
}

/** Reads a file of this folder, and sees to it that values and lines give the same bytes back, and that no fault is shown. */
export function readReal(file: string, schema: FamilyDefinition): RealFile {
  const bytes = new Uint8Array(readFileSync(new URL(file, import.meta.url)));
  const families = dynamicFamily(schema);
  const reader = new ImageReader(families);
  const frames = [...reader.push(bytes), ...reader.end()];
  const family = reader.family as Family<Value, Value>;
  const [first] = frames;
  const preamble = first?.kind === "preamble" ? (first.codec.decode(first.bytes) as Value) : undefined;
  const records = frames.filter(({ kind }) => kind === "record").map((frame) => family.decode(frame.bytes) as Value);
  expect(frames.length).toBe(records.length + (preamble ? 1 : 0));
  for (const frame of frames) expect(describeFrame(family, frame)?.faults).toEqual([]);
  expect(encodeRecords(family, records, preamble)).toEqual(bytes);
  const lines = imageToJson(bytes, families);
  expect(lines).not.toContain('"raw"');
  expect(jsonToImage(lines, families)).toEqual(bytes);
  return { family, frames, preamble, records };
}

/** The lines of a text of this folder, each cut at tabs. */
export function readTable(file: string, separator: string | RegExp = "\t"): string[][] {
  const text = readFileSync(new URL(file, import.meta.url), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => line.split(separator));
}

/** A text up to its first NUL, as C reads it. */
export function upToNul(text: unknown): string {
  return String(text).replace(/\0.*$/s, "");
}
