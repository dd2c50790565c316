import { ImportError } from "../import-error.ts";
import { At, Tag } from "./constants.ts";
import type { Value } from "./forms.ts";
import type { Entry } from "./unit.ts";

/** Larger than any type, and small enough that bits can be counted. */
const MOST_SIZE = 2 ** 48;

/** An attribute that is a text. Of a damaged file, it may be anything else. */
export function textOf({ values }: Entry, name: number): string | undefined {
  const value = values.get(name);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** An attribute that is a number: of a place, a size, a count, which are never below zero. */
export function numberOf({ values }: Entry, name: number): number | undefined {
  const value = values.get(name);
  return typeof value === "number" && value >= 0 ? value : undefined;
}

/** The size that an entry tells, in bytes. */
export function sizeOf(entry: Entry): number | undefined {
  const size = entry.values.get(At.byteSize);
  if (size === undefined || size instanceof Uint8Array) return undefined;
  if (typeof size === "number" && size >= 0 && size <= MOST_SIZE) return size;
  throw new ImportError(`the type at 0x${entry.at.toString(16)} takes ${size} bytes`);
}

/** A number that may have been written without its sign, in 64 bits. */
export function signedOf(value: Value | undefined): number | undefined {
  if (typeof value === "bigint") return Number(BigInt.asIntN(64, value));
  return typeof value === "number" ? value : undefined;
}

/** An enumerator's value; some compilers write wide ones as blocks, which are no value of C. */
export function integerOf(value: Value | undefined): bigint {
  return typeof value === "number" || typeof value === "bigint" ? BigInt(value) : 0n;
}

/** Where the type is that an entry is of; without one it is `void`. */
export function targetOf(entry: Entry): number | undefined {
  return numberOf(entry, At.type);
}

const keywords: { readonly [tag: number]: string } = {
  ...{ [Tag.struct]: "struct ", [Tag.class]: "struct ", [Tag.union]: "union ", [Tag.enumeration]: "enum " },
};

/** An entry by its name, as C writes it. */
export function nameOf(entry: Entry): string {
  const name = textOf(entry, At.name);
  if (name !== undefined && entry.tag === Tag.base) return baseName(name);
  return `${keywords[entry.tag] ?? ""}${name ?? "{...}"}`;
}

/**
 * The name of a base type as C's standard has it, whatever order a compiler writes its words in.
 *
 *     long unsigned int   // unsigned long
 *     short int           // short
 */
function baseName(told: string): string {
  const words = told.split(" ");
  const rest = words.filter((word) => word !== "unsigned" && word !== "int" && word !== "signed").join(" ");
  if (words.includes("unsigned")) return `unsigned ${rest || "int"}`;
  return words.includes("signed") && rest === "char" ? "signed char" : rest || "int";
}
