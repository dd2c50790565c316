import type { Parser } from "binary-parser/dist/binary_parser.js";
import { bindingOf, coderOf, type FieldType, type Layout } from "../../wire/index.ts";

/** How a parser knows the number of something: by itself, by what it has read before, or it takes all the rest. */
export type Count = number | ((this: object) => number) | "rest";

/** What is the same for all parts of one parser. */
export interface Part {
  readonly le: boolean;
  /** elements of the flexible array */
  readonly count: Count;
  kindOf(type: FieldType): ParserKind<FieldType>;
  /** Asks for all members of a struct or union that starts where the parser stands. */
  addMembers(parser: Parser, layout: Layout): Parser;
}

/** What binary-parser is asked for. */
export interface ParserKind<T> {
  /** Asks for a field where the parser stands; the parser then stands behind it. */
  ask(parser: Parser, name: string, type: T, part: Part): void;
  /** What an array of binary-parser can be made of; without it, arrays are read as bytes are. */
  element?(type: T, part: Part): Primitive | Parser | undefined;
}

type Multibyte = "uint16" | "uint32" | "uint64" | "int16" | "int32" | "int64" | "float" | "double";
/** binary-parser's names for numbers; its methods are called the same. */
export type Primitive = "uint8" | "int8" | `${Multibyte}${"le" | "be"}`;

/** Of what binary-parser does not know it gives the bytes, which are read as everywhere else. */
export function askBytes<T extends FieldType>(
  parser: Parser,
  name: string,
  type: T,
  length: Count,
  { le }: Part,
  stride = 1,
): void {
  const read = coderOf(type).reader(type);
  const formatter = (bytes: Uint8Array) => read(bindingOf(bytes), 0, le, Math.floor(bytes.length / stride));
  parser.buffer(name, { ...extent(length), formatter });
}

/** binary-parser takes a length of 0 for none at all, unless a function gives it. */
export function extent(length: Count) {
  return length === "rest" ? ({ readUntil: "eof" } as const) : { length: length === 0 ? () => 0 : length };
}
