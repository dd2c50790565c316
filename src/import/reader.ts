import { ImportError } from "./import-error.ts";

/** A whole number: a bigint only where it is none that a number can hold. */
export type Whole = number | bigint;

/** Names are no longer in any language; longer ones are damage, and would be read again and again. */
const MOST_NAME = 16_384;

/**
 * Reads bytes that may be bad, one value behind another: each read is checked against the end, and what is refused says
 * which bytes they are (`what`) and where in them.
 */
export class Reader {
  readonly what: string;
  readonly bytes: Uint8Array;
  readonly isLittle: boolean;
  at: number;
  readonly end: number;
  readonly #view: DataView;

  constructor(
    what: string,
    bytes: Uint8Array,
    isLittle: boolean,
    at = 0,
    end: number = bytes.length,
    view: DataView = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  ) {
    this.what = what;
    this.bytes = bytes;
    this.isLittle = isLittle;
    this.at = at;
    this.end = end;
    this.#view = view;
    if (!(at >= 0 && at <= end && end <= bytes.length)) {
      throw new ImportError(`${what} has ${bytes.length} bytes, and what is at ${at} is asked for`);
    }
  }

  /** The text at a place, up to the next NUL. */
  textAt(at: number): string {
    return this.elsewhere(at).text();
  }

  /** Another one of the same bytes, elsewhere. */
  elsewhere(at: number, end: number = this.end): Reader {
    return new Reader(this.what, this.bytes, this.isLittle, at, end, this.#view);
  }

  fail(problem: string, at: number = this.at): never {
    throw new ImportError(`${this.what} at 0x${at.toString(16)}: ${problem}`);
  }

  /** Moves on, and tells where it was. */
  skip(size: number): number {
    const { at } = this;
    if (!(size >= 0 && size <= this.end - at)) this.fail(`${size} bytes are needed, ${this.end - at} are left`);
    this.at = at + size;
    return at;
  }

  u8(): number {
    return this.#view.getUint8(this.skip(1));
  }

  u16(): number {
    return this.#view.getUint16(this.skip(2), this.isLittle);
  }

  u32(): number {
    return this.#view.getUint32(this.skip(4), this.isLittle);
  }

  u64(): Whole {
    return whole(this.#view.getBigUint64(this.skip(8), this.isLittle));
  }

  /** An integer without sign of 1, 2, 3, 4 or 8 bytes. */
  unsigned(size: number): Whole {
    if (size === 1) return this.u8();
    if (size === 2) return this.u16();
    if (size === 4) return this.u32();
    if (size === 8) return this.u64();
    if (size !== 3) this.fail(`an integer of ${size} bytes is not known`);
    const [a = 0, b = 0, c = 0] = this.take(3);
    return this.isLittle ? a | (b << 8) | (c << 16) : (a << 16) | (b << 8) | c;
  }

  /** A place or a size: what does not fit a number points outside of any file. */
  offset(size: number): number {
    const { at } = this;
    return this.asNumber(this.unsigned(size), at);
  }

  asNumber(value: Whole, at: number = this.at): number {
    return typeof value === "number" ? value : this.fail(`${value} is past the end of any file`, at);
  }

  /** LEB128, which DWARF and WebAssembly write. */
  uleb(): Whole {
    const { at } = this;
    const first = this.u8();
    if (first < 0x80) return first;
    this.at = at;
    return whole(this.#leb().value);
  }

  sleb(): Whole {
    const { value, bits } = this.#leb();
    return whole(BigInt.asIntN(bits, value));
  }

  #leb(): { value: bigint; bits: number } {
    const start = this.at;
    let [value, bits, byte] = [0n, 0, 0x80];
    while (byte >= 0x80) {
      if (bits >= 70) this.fail("a number has more than 64 bits", start);
      byte = this.u8();
      value |= BigInt(byte & 0x7f) << BigInt(bits);
      bits += 7;
    }
    return { value, bits };
  }

  /** A LEB128 number that must fit. */
  count(): number {
    return this.asNumber(this.uleb());
  }

  take(size: number): Uint8Array {
    const at = this.skip(size);
    return this.bytes.subarray(at, at + size);
  }

  /** A text in a field of a size, which it need not fill. */
  fixedText(size: number): string {
    return String.fromCharCode(...this.take(size)).split("\0", 1)[0] ?? "";
  }

  /** The text up to the next NUL. */
  text(): string {
    const { at } = this;
    const length = this.bytes.subarray(at, Math.min(this.end, at + MOST_NAME)).indexOf(0);
    if (length < 0) this.fail("a text does not end");
    this.at = at + length + 1;
    const { buffer, byteOffset } = this.bytes;
    return Buffer.from(buffer, byteOffset + at, length).toString();
  }
}

function whole(value: bigint): Whole {
  return value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER ? Number(value) : value;
}
