import type { AnyCodec } from "../../wire/codec.ts";
import type { FaultCode } from "../../wire/errors.ts";
import { type FoundField, findField } from "../../wire/find-field.ts";
import type { FieldLayout } from "../../wire/layout.ts";
import { CkptError } from "../ckpt-error.ts";

/** A record, or the part of one that has been read, and where it starts in the image. */
export interface Place {
  readonly codec: AnyCodec;
  readonly offset: number;
}

/** The answer to a field that has a wrong value: `at 0x3c: ckpt_hdr_buffer.h.len is 72, expected 73`. */
export function wrongValue(
  place: Place,
  path: string,
  code: FaultCode,
  found: number | bigint,
  expected: number | bigint | string,
  summary?: string,
): CkptError {
  const { field, offset } = findField(place.codec.layout, path.split(".")) as FoundField;
  return new CkptError("EINVAL", summary, {
    fault: {
      code,
      record: place.codec.name,
      path,
      offset: place.offset + offset,
      found: display(field, found),
      expected: display(field, expected),
    },
  });
}

/** The answer to an image that ends too early: `at 0x38: ckpt_hdr_buffer takes 73 bytes, 10 are left`. */
export function cutOff(place: Place, path: string, left: number, needed: number): CkptError {
  return new CkptError("EPIPE", undefined, {
    fault: {
      code: "out-of-bounds",
      record: place.codec.name,
      path,
      offset: place.offset,
      found: left,
      expected: needed,
    },
  });
}

function display(field: FieldLayout, value: number | bigint | string): number | bigint | string {
  return field.display === "hex" && typeof value !== "string" ? `0x${value.toString(16)}` : value;
}
