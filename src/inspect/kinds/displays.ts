import type { Display } from "../../wire/index.ts";
import { fromHex, toHex } from "../bytes.ts";

/** What display hints make of values: of the ones they have no meaning for, nothing. */

/** Days from 1970 that a Date can hold, either way: ECMAScript, "Time Values and Time Range". */
const furthestDate = 100_000_000n * 86_400n;

/** Digits behind the second. */
const fractions: { readonly [display in Display]?: number } = { time: 0, "time-ms": 3, "time-us": 6, "time-ns": 9 };

/** No date is as far as 2^63 seconds: what is that large is a negative number that was stored as unsigned, as C's `time_t` is. */
export function timeText(display: Display | undefined, number: bigint): string | undefined {
  const digits = display && fractions[display];
  if (digits === undefined) return undefined;
  const told = BigInt.asIntN(64, number);
  const unit = 10n ** BigInt(digits);
  const part = ((told % unit) + unit) % unit;
  const seconds = (told - part) / unit;
  if (seconds > furthestDate || seconds < -furthestDate) return "beyond any date";
  const fraction = digits === 0 ? "" : `.${String(part).padStart(digits, "0")}`;
  return new Date(Number(seconds) * 1000).toISOString().replace(".000Z", `${fraction}Z`);
}

/** The number that is shown as this moment. */
export function timeFrom(display: Display | undefined, text: string): bigint | undefined {
  const digits = display && fractions[display];
  const [, date, fraction = ""] = /^([-+\d]+T[:\d]+)(?:\.(\d+))?Z$/.exec(text) ?? [];
  const milliseconds = Date.parse(`${date}Z`);
  if (digits === undefined || fraction.length > digits || Number.isNaN(milliseconds)) return undefined;
  return BigInt(milliseconds / 1000) * 10n ** BigInt(digits) + BigInt(fraction.padEnd(digits, "0"));
}

/** A number as bytes, the most significant first. */
export function bytesOf(number: bigint, size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, i) => Number((number >> BigInt(8 * (size - 1 - i))) & 0xffn));
}

export function addressText(display: Display | undefined, bytes: Uint8Array): string {
  if (display === "ip") return bytes.length === 4 ? bytes.join(".") : ip6Text(bytes);
  if (display === "mac") return Array.from(bytes, (byte) => toHex(Uint8Array.of(byte))).join(":");
  if (display === "uuid") return uuidText(bytes);
  return display === "guid" ? uuidText(withSwappedParts(bytes)) : "";
}

/** The bytes that are shown as this address, in hexadecimal. */
export function addressHex(display: Display | undefined, text: string): string | undefined {
  if (display === "ip") return text.includes(":") ? ip6Hex(text) : ip4Hex(text);
  if (display === "mac") return /^[\da-f]{2}(:[\da-f]{2})+$/i.test(text) ? text.replaceAll(":", "") : undefined;
  const bytes = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text) && fromHex(text.replaceAll("-", ""));
  if (display === "uuid") return bytes ? toHex(bytes) : undefined;
  return display === "guid" && bytes ? toHex(withSwappedParts(bytes)) : undefined;
}

function ip4Hex(text: string): string | undefined {
  const parts = /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) ? text.split(".").map(Number) : [256];
  return parts.every((part) => part < 256) ? toHex(Uint8Array.from(parts)) : undefined;
}

function ip6Hex(text: string): string | undefined {
  const [front = [], back, more] = text.split("::").map((part) => (part === "" ? [] : part.split(":")));
  const zeros = back && Array<string>(Math.max(0, 8 - front.length - back.length)).fill("0");
  const words = [...front, ...(zeros ?? []), ...(back ?? [])];
  if (more !== undefined || words.length !== 8 || !words.every((word) => /^[\da-f]{1,4}$/i.test(word)))
    return undefined;
  return words.map((word) => word.padStart(4, "0")).join("");
}

/** The longest row of zeros, of at least two, is left out: RFC 5952, 4.2. */
function ip6Text(bytes: Uint8Array): string {
  const words = Array.from({ length: 8 }, (_, i) => ((bytes[2 * i] ?? 0) * 256 + (bytes[2 * i + 1] ?? 0)).toString(16));
  const rows = [...words.join(":").matchAll(/(?<![^:])0(?::0)+(?![^:])/g)].map(([row]) => row);
  const [longest] = rows.sort((a, b) => b.length - a.length);
  const text = words.join(":");
  return longest === undefined ? text : text.replace(new RegExp(`:?(?<![^:])${longest}(?![^:]):?`), "::");
}

function uuidText(bytes: Uint8Array): string {
  return toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function withSwappedParts(bytes: Uint8Array): Uint8Array {
  const part = (start: number, end: number) => bytes.slice(start, end).reverse();
  return Uint8Array.of(...part(0, 4), ...part(4, 6), ...part(6, 8), ...bytes.subarray(8));
}
