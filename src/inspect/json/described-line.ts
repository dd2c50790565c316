import type { Family } from "../../wire/index.ts";
import { asciiJson } from "../escape.ts";
import type { Description } from "../show/describe.ts";
import { recordLine } from "./line-records.ts";

/**
 * A description as JSON, in the words of JSON Lines; of a whole record, whose bytes are given, with its fields.
 *
 *     {"offset":0,"record":"ckpt_hdr_container","type":2,"len":8,"fields":{},"fault":null}
 */
export function describedLine(description: Description, family: Family, bytes: Uint8Array | undefined): string {
  const { offset, name, type, size, follower, faults } = description;
  const own = { offset, record: name, type, len: size };
  const line = bytes === undefined ? own : recordLine({ family, bytes, follower }, offset);
  return asciiJson({ ...line, fault: faults[0] ?? null });
}
