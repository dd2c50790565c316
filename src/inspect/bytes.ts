// Nothing of Node: pages show images, too.

/** The two digits of each byte, as bytes of ASCII. */
const digits = new Uint8Array(512).map((_, i) => ((i >> (i % 2 === 0 ? 5 : 1)) & 15).toString(16).charCodeAt(0));
const digitPairs = new Uint16Array(digits.buffer);
const ascii = new TextDecoder("latin1");

/** Bytes in hexadecimal, two digits each. */
export function toHex(bytes: Uint8Array): string {
  const pairs = new Uint16Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) pairs[i] = digitPairs[bytes[i] as number] as number;
  return ascii.decode(pairs);
}

/** The bytes that `hex` spells, undefined if it spells none. */
export function fromHex(hex: string): Uint8Array | undefined {
  if (hex.length % 2 !== 0 || /[^\da-f]/i.test(hex)) return undefined;
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = (digitAt(hex, 2 * i) << 4) | digitAt(hex, 2 * i + 1);
  return bytes;
}

/** The number that a digit of hexadecimal is. */
function digitAt(hex: string, at: number): number {
  const unit = hex.charCodeAt(at);
  return (unit & 15) + (unit > 0x40 ? 9 : 0);
}

/** Bytes that `shortHex` shows. */
export const MOST_SHOWN = 24;

/** Bytes for people: the first of them, and how many there are where that is not all. `bytes` may start more, `total`. */
export function shortHex(bytes: Uint8Array, total: number = bytes.length): string {
  return total <= MOST_SHOWN ? toHex(bytes) : `${toHex(bytes.subarray(0, MOST_SHOWN))}... (${total} bytes)`;
}

export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && isSamePart(a, 0, b, 0, a.length);
}

/** Whether `size` bytes are the same. */
export function isSamePart(a: Uint8Array, atA: number, b: Uint8Array, atB: number, size: number): boolean {
  let i = 0;
  while (i < size && a[atA + i] === b[atB + i]) i++;
  return i === size;
}
