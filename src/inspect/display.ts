import type { EnumerationFacts, FieldLayout, IntegerLayout, TypeLayout } from "../wire/index.ts";
import { quote, quoteBytes } from "./escape.ts";
import { shortHex } from "./hex.ts";

/** A value as it stands in the record, in printable ASCII: decimal, hexadecimal, or escaped text in quotes. */
export function showValue(value: unknown): string {
  if (value instanceof Uint8Array) return shortHex(value);
  if (typeof value === "string") return quote(value);
  return Object.is(value, -0) ? "-0" : String(value);
}

/** What a value means, by its enumeration, its flags or its display hint; empty if there is no more to say. */
export function showMeaning(field: FieldLayout, type: TypeLayout, value: unknown): string {
  if (value instanceof Uint8Array) return field.display === "text" ? quoteBytes(value) : "";
  if (type.kind !== "integer") return "";
  const number = BigInt(value as number | bigint);
  if (type.enumeration) return nameOf(type.enumeration, number) ?? `no ${type.enumeration.name}`;
  if (type.flags) return flagsText(type.flags, unsigned(number, field, type));
  switch (field.display) {
    case "hex":
      return hexText(unsigned(number, field, type), Math.ceil(widthOf(field, type) / 4));
    case "address":
      return hexText(unsigned(number, field, type), 1);
    case "time":
      return timeText(BigInt.asIntN(widthOf(field, type), number));
    default:
      return "";
  }
}

function widthOf(field: FieldLayout, type: IntegerLayout): number {
  return field.bits?.width ?? type.size * 8;
}

function unsigned(number: bigint, field: FieldLayout, type: IntegerLayout): bigint {
  return BigInt.asUintN(widthOf(field, type), number);
}

function nameOf({ members }: EnumerationFacts, number: bigint): string | undefined {
  return members.find((member) => BigInt(member.value) === number)?.name;
}

/** Names of the bits that are set, larger groups of bits first; bits without a name in hexadecimal. */
function flagsText(flags: EnumerationFacts, number: bigint): string {
  if (number === 0n) return nameOf(flags, 0n) ?? "none";
  let rest = number;
  const names: string[] = [];
  const members = flags.members.map(({ name, value }) => ({ name, bits: BigInt(value) }));
  for (const { name, bits } of members.toSorted((a, b) => countBits(b.bits) - countBits(a.bits))) {
    if (bits === 0n || (rest & bits) !== bits) continue;
    names.push(name);
    rest &= ~bits;
  }
  if (rest !== 0n) names.push(hexText(rest, 1));
  return names.join(" | ");
}

function countBits(number: bigint): number {
  return number.toString(2).replaceAll("0", "").length;
}

function hexText(number: bigint, digits: number): string {
  return `0x${number.toString(16).padStart(digits, "0")}`;
}

/** Seconds from 1970 that a Date can hold, either way (ECMAScript: 100,000,000 days). */
const furthestDate = 8_640_000_000_000n;

function timeText(seconds: bigint): string {
  if (seconds > furthestDate || seconds < -furthestDate) return "beyond any date";
  return new Date(Number(seconds) * 1000).toISOString().replace(".000Z", "Z");
}
