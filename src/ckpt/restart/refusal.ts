import {
  type AnyCodec,
  type FaultCode,
  type FieldLayout,
  type FoundField,
  faultOf,
  findField,
} from "../../wire/index.ts";
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
  const values = [display(field, found), display(field, expected)] as const;
  return new CkptError("EINVAL", summary, {
    fault: faultOf(code, place.codec.name, path, place.offset + offset, ...values),
  });
}

/** The answer to an image that ends too early: `at 0x38: ckpt_hdr_buffer takes 73 bytes, 10 are left`. */
export function cutOff(place: Place, path: string, left: number, needed: number): CkptError {
  const fault = faultOf("out-of-bounds", place.codec.name, path, place.offset, left, needed);
  return new CkptError("EPIPE", undefined, { fault });
}

function display(field: FieldLayout, value: number | bigint | string): number | bigint | string {
  return field.display === "hex" && typeof value !== "string" ? `0x${value.toString(16)}` : value;
}
