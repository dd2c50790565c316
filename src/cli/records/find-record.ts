import type { Command } from "commander";
import { ImageReader } from "../../image/index.ts";
import { type FieldPath, parseFieldPath } from "../../inspect/field-at.ts";
import type { WholeRecord } from "../../inspect/flatten-record.ts";
import { FollowerTracker } from "../../inspect/followers.ts";
import { Failure } from "../program/failure.ts";
import { framesOf, type ImageInput } from "./image-input.ts";

/** The path that an argument is; what is none is a mistake in how the command is used. */
export function pathIn(text: string, command: Command): FieldPath {
  return parseFieldPath(text) ?? command.error(`error: '${text}' is no path like RECORD[0].list[2].field`);
}

/** A record of an image, or what that starts with, with bytes of its own. */
export interface FoundRecord extends WholeRecord {
  /** in the file */
  readonly offset: number;
}

/**
 * Reads up to the record that is meant.
 * @throws Failure if there is none, or it is too large
 */
export function findRecord({ file, families, chunks, offset }: ImageInput, path: FieldPath): FoundRecord {
  const { record: name, index } = path;
  const reader = new ImageReader(families, { offset });
  const followers = new FollowerTracker();
  let count = 0;
  for (const frame of framesOf(chunks, reader)) {
    const { family } = reader;
    const follower = followers.next(family, frame);
    if (frame.kind !== "preamble" && frame.kind !== "record" && frame.kind !== "start") continue;
    const codec = frame.kind === "preamble" ? frame.codec : undefined;
    if (name !== ((codec ?? family.codecAt(frame.bytes))?.name ?? "unknown") || count++ < index) continue;
    if (frame.kind !== "start") return { family, bytes: frame.bytes.slice(), offset: frame.offset, codec, follower };
    throw new Failure(`${file}: ${name}[${index}] takes ${frame.size} bytes, too many to be held at once`);
  }
  const { family } = reader;
  const isKnown = name === "unknown" || family.codecNamed(name) !== undefined;
  const found = isKnown ? `there are ${count}, counted from 0` : `${family.name} has no record of that name`;
  throw new Failure(`${file}: no ${name}[${index}]: ${found}`);
}
