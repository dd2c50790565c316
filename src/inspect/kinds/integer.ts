import {
  type Display,
  type EnumerationFacts,
  type FieldLayout,
  type IntegerLayout,
  integerName,
} from "../../wire/index.ts";
import { unexpected } from "../json/invalid-json.ts";
import { addressHex, addressText, bytesOf, timeFrom, timeText } from "./displays.ts";
import type { SimpleKind } from "./kind.ts";

export const integer: SimpleKind<"integer"> = {
  describe: integerName,
  toJson: (_, value) => (typeof value === "bigint" ? String(value) : (value as number)),
  fromJson: (type, json, path) => (type.big ? bigFromJson(type, json, path) : json),
  fromText: numberFromText,
  show: String,
  meaning,
};

/** More digits than 64 bits have, or 128, are refused here, before time is spent on them. */
const decimal = /^-?\d{1,20}$/;
const longDecimal = /^-?\d{1,39}$/;

function bigFromJson(type: IntegerLayout, json: unknown, path: string): bigint {
  if (typeof json === "string" && (type.size > 8 ? longDecimal : decimal).test(json)) return BigInt(json);
  if (typeof json === "number" && Number.isSafeInteger(json)) return BigInt(json);
  const expected = `${integerName(type)} in a decimal string (JSON numbers are exact up to 2^53 only)`;
  throw unexpected(path, json, expected);
}

/** No number that begins with 0, which is octal to some: that is `0o644`. */
const whole = /^-?(?:0|[1-9]\d{0,38}|0[xX][\da-fA-F]{1,32}|0[oO][0-7]{1,43})$/;

/** A number in decimal, hexadecimal or octal, a name; of flags, several: `VM_READ | VM_WRITE | 0x100`; or what is shown. */
function numberFromText(type: IntegerLayout, text: string, { display }: FieldLayout): string | number | undefined {
  const number = shownNumber(type, text, display) ?? namedNumber(type, text);
  return number === undefined || type.big ? number?.toString() : Number(number);
}

function shownNumber({ signed, size }: IntegerLayout, text: string, display: Display | undefined): bigint | undefined {
  if (display === "octal" && /^0[0-7]+$/.test(text)) return BigInt(`0o${text}`);
  const moment = timeFrom(display, text);
  if (moment !== undefined) return signed || moment >= 0n ? moment : BigInt.asUintN(64, moment);
  const address = addressHex(display, text);
  return address?.length === size * 2 ? BigInt(`0x${address}`) : undefined;
}

function namedNumber({ enumeration, flags }: IntegerLayout, text: string): bigint | undefined {
  const words = flags === undefined ? [text] : text.split("|");
  const members = [...(enumeration?.members ?? []), ...(flags?.members ?? [])];
  let number = 0n;
  for (const word of words.map((one) => one.trim())) {
    const named = members.find(({ name }) => name === word)?.value;
    if (named === undefined && !whole.test(word)) return undefined;
    const digits = BigInt(named ?? word.replace("-", ""));
    number |= named === undefined && word.startsWith("-") ? -digits : digits;
  }
  return number;
}

function meaning(field: FieldLayout, type: IntegerLayout, value: unknown): string {
  const number = BigInt(value as number | bigint);
  const width = field.bits?.width ?? type.size * 8;
  const unsigned = BigInt.asUintN(width, number);
  if (type.enumeration) return nameOf(type.enumeration, number) ?? `no ${type.enumeration.name}`;
  if (type.flags) return flagsText(type.flags, unsigned);
  if (field.display === "hex") return hexText(unsigned, Math.ceil(width / 4));
  if (field.display === "address") return hexText(unsigned, 1);
  if (field.display === "octal") return `0${unsigned.toString(8)}`;
  return timeText(field.display, number) ?? addressText(field.display, bytesOf(unsigned, type.size));
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
