import type { Family } from "../../wire/index.ts";
import { asciiJson } from "../escape.ts";
import type { WholeRecord } from "../flatten-record.ts";
import type { Description } from "../show/describe.ts";
import { preambleLine, recordLine, typeToJson } from "./line-records.ts";

/**
 * A description as JSON, in the words of JSON Lines; of a whole record, whose bytes are given, or of what an
 * image starts with, whose codec is given too, with its fields.
 *
 *     {"offset":0,"record":"ckpt_hdr_container","type":2,"len":8,"fields":{},"fault":null}
 */
export function describedLine(
  description: Description,
  family: Family,
  whole: Pick<WholeRecord, "bytes" | "codec"> | undefined,
): string {
  const { offset, name, type, size, follower, faults } = description;
  const line = () => {
    if (whole === undefined) return { offset, record: name, type: typeToJson(type), len: size };
    const { bytes, codec } = whole;
    return codec === undefined ? recordLine({ family, bytes, follower }, offset) : preambleLine(codec, bytes, offset);
  };
  return asciiJson({ ...line(), fault: faults[0] ?? null });
}
