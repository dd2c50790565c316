/** What can be wrong with bytes or with a value. The codes are stable. */
export type FaultCode =
  /** the record, or a part of it, reaches past the end of the bytes or of its own length */
  | "out-of-bounds"
  /** the header's type is another record's */
  | "wrong-type"
  /** the field that tells records of one type apart has another record's value */
  | "wrong-variant"
  /** the header's length is not this record's */
  | "wrong-length"
  /** a constant has another value */
  | "wrong-constant"
  /** an array has another number of elements than the field that counts it says */
  | "wrong-count"
  /** a number does not fit its field */
  | "out-of-range"
  /** a value is missing or of the wrong JavaScript type */
  | "wrong-value"
  /** a string, byte string or array is longer than its field */
  | "too-long"
  /** a string that no bytes decode to */
  | "not-encodable"
  /** a limit would be exceeded */
  | "too-large"
  /** no record has this name */
  | "unknown-record";

/** One thing that is wrong, where it is, and what was expected. */
export interface Fault {
  readonly code: FaultCode;
  /** C name of the record or struct */
  readonly record: string;
  /** the field inside it: `constants.uts_release_len`, `groups[3]`, `h.len`; empty for the whole record */
  readonly path: string;
  /** where in the bytes, if there are any */
  readonly offset: number | undefined;
  readonly found: string | number | bigint | undefined;
  readonly expected: string | number | bigint | undefined;
}

/**
 * Bytes or a value that a codec refuses.
 *
 *     at 0x11f: ckpt_hdr_task.h.len is 39, expected 40
 *     ckpt_hdr_task.exit_code: -1 does not fit u32 (0..4294967295)
 */
export class BytewrightError extends Error implements Fault {
  override readonly name = "BytewrightError";
  readonly code: FaultCode;
  readonly record: string;
  readonly path: string;
  readonly offset: number | undefined;
  readonly found: string | number | bigint | undefined;
  readonly expected: string | number | bigint | undefined;

  constructor(fault: Fault) {
    super(describeFault(fault));
    this.code = fault.code;
    this.record = fault.record;
    this.path = fault.path;
    this.offset = fault.offset;
    this.found = fault.found;
    this.expected = fault.expected;
  }
}

type Describe = (fault: Fault, what: string) => string;

const descriptions: { readonly [code in FaultCode]: Describe } = {
  "out-of-bounds": ({ offset, found, expected }, what) =>
    offset === undefined
      ? `${what} cannot stand at ${found}, expected ${expected}`
      : `${what} takes ${expected} bytes, ${found} are left`,
  "wrong-type": is,
  "wrong-variant": is,
  "wrong-length": is,
  "wrong-constant": is,
  "wrong-count": is,
  "out-of-range": ({ found, expected }, what) => `${what}: ${found} does not fit ${expected}`,
  "wrong-value": ({ found, expected }, what) => `${what}: found ${found}, expected ${expected}`,
  "too-long": ({ found, expected }, what) => `${what}: ${found} do not fit into ${expected}`,
  "not-encodable": ({ found, expected }, what) => `${what}: ${found} cannot be encoded, expected ${expected}`,
  "too-large": ({ found, expected }, what) => `${what} takes ${found} bytes, the limit is ${expected}`,
  "unknown-record": ({ found, expected }) => `no record is named ${found}, expected ${expected}`,
};

function is({ found, expected }: Fault, what: string): string {
  return `${what} is ${found}, expected ${expected}`;
}

/** One line for a fault: offset, record.field, found, expected. */
export function describeFault(fault: Fault): string {
  const what = fault.path === "" ? fault.record : `${fault.record}.${fault.path}`;
  const where = fault.offset === undefined ? "" : `at 0x${fault.offset.toString(16)}: `;
  return where + descriptions[fault.code](fault, what);
}
