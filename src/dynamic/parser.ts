import { Parser } from "binary-parser";
import type { Parser as BareParser } from "binary-parser/dist/binary_parser.js";
import { present } from "../layout/index.ts";
import {
  type ByteOrder,
  bindingOf,
  coderOf,
  type FieldLayout,
  type FieldType,
  fieldTypeOf,
  isLittle,
  keyOf,
  keysTo,
  type Layout,
  leastSize,
  sizesOf,
} from "../wire/index.ts";
import { useAllKinds } from "../wire/kinds/index.ts";

/** How a parser knows the number of something: by itself, by what it has read before, or it takes all the rest. */
type Count = number | ((this: object) => number) | "rest";

/** What is the same for all parts of one parser. */
interface Part {
  readonly le: boolean;
  /** elements of the flexible array */
  readonly count: Count;
  /** whether the parser gives a field, or skips it */
  gives(field: FieldLayout): boolean;
}

/**
 * A binary-parser `Parser` of a struct or record, to be composed with others:
 *
 *     new Parser().nest("task", { type: parserOf(task.layout, "little") }).buffer("rest", { readUntil: "eof" })
 *
 * It gives the fields, the header's too, and skips reserved ones and padding. It checks nothing: not the type, not
 * constants, and not that a record ends where its header says. A flexible array that no field counts and no header
 * bounds takes all bytes that follow.
 */
export function parserOf(layout: Layout, byteOrder: ByteOrder): BareParser {
  useAllKinds();
  const part = { le: byteOrder === "little", count: countOf(layout), gives: ({ reserved }: FieldLayout) => !reserved };
  return addMembers(new Parser(), layout, part);
}

/** How a parser that gives the header knows the number of elements in a flexible array. */
function countOf(layout: Layout): Count {
  const { array, count, length, baseSize, before, unit } = sizesOf(layout);
  if (count !== undefined) {
    return function () {
      // It stands beside the array, in whichever struct that is.
      return Number(valueAt(this, keysTo(layout, count.path).slice(-1)));
    };
  }
  if (array === undefined || length === undefined || array.name.includes(".")) return "rest";
  return function () {
    return (before + Number(valueAt(this, keysTo(layout, length.path))) * unit - baseSize) / array.type.stride;
  };
}

function valueAt(parsed: object, path: readonly string[]): unknown {
  return path.reduce<unknown>((inside, name) => (inside as { [field: string]: unknown })[name], parsed);
}

/** Makes the value of a record that has been found to be right. */
export type Decode = (bytes: Uint8Array, at: number, elements: number) => unknown;

/**
 * What a parser makes a value in. It gives its result two properties and takes them away again, which would leave a value
 * that is slow to read.
 */
class Carrier {
  declare value: unknown;
  set $parent(_: unknown) {}
  set $root(_: unknown) {}
}

/**
 * Decodes by a parser that gives what a value holds. Where the record is, and how long, it is told: no array is made.
 * binary-parser makes code from strings; where a page's policy or `node --disallow-code-generation-from-strings` forbids
 * that, there is none.
 */
export function decoderOf(layout: Layout, byteOrder: ByteOrder): Decode | null {
  let place = 0;
  let count = 0;
  const part = {
    le: byteOrder === "little",
    count: () => count,
    gives: ({ reserved, derived }: FieldLayout) => !reserved && !derived,
  };
  const value = new Parser();
  if (layout.record !== undefined) value.saveOffset("$name", { formatter: () => layout.name });
  const parser = new Parser()
    .create(Carrier)
    .seek(() => place)
    .nest("value", { type: addMembers(value, layout, part) });
  try {
    parser.compile();
  } catch (error) {
    if (error instanceof EvalError) return null;
    throw error;
  }
  return (bytes, at, elements) => {
    place = at;
    count = elements;
    return (parser.parse(bytes) as Carrier).value;
  };
}

/** binary-parser goes one call deeper for each field that follows another, so that many fields stand in several rows. */
const longestRow = 500;

/** Asks for all members of a struct or union that starts where the parser stands. */
function addMembers(parser: BareParser, layout: Layout, part: Part): BareParser {
  let position = 0;
  let row = parser;
  const moveTo = (offset: number) => {
    if (offset !== position) row.seek(offset - position);
  };
  const given = layout.members.filter((member) => member.kind === "field" && part.gives(member)) as FieldLayout[];
  for (const [i, field] of given.entries()) {
    if (i % longestRow === longestRow - 1) {
      row = new Parser();
      parser.nest({ type: row });
    }
    moveTo(field.offset);
    askFor(row, keyOf(field), fieldTypeOf(field), field.size, part);
    position = field.offset + field.size;
  }
  moveTo(leastSize(layout));
  return parser;
}

/** Asks for a field of `size` bytes where the parser stands; the parser then stands behind it. */
function askFor(parser: BareParser, name: string, type: FieldType, size: number, part: Part): void {
  if ("element" in type) {
    const count = "length" in type ? type.length : part.count;
    const isList = !("as" in type) || type.as === "list";
    const element = isList ? knownAs(type.element, name, part) : undefined;
    if (element !== undefined && element.formatter === undefined)
      parser.array(name, { ...extent(count), type: element.type });
    else askForBytes(parser, name, type, count, part, type.stride);
    return;
  }
  const own = knownAs(type, name, part);
  if (own === undefined) askForBytes(parser, name, type, size, part);
  else if (typeof own.type === "string") parser[own.type](name, present({ formatter: own.formatter }));
  else parser.nest(name, { type: own.type });
}

type Multibyte = "uint16" | "uint32" | "uint64" | "int16" | "int32" | "int64" | "float" | "double";
/** binary-parser's names for numbers; its methods are called the same. */
type Primitive = "uint8" | "int8" | `${Multibyte}${"le" | "be"}`;

/** What something is to binary-parser, in arrays too. */
interface Known {
  readonly type: Primitive | BareParser;
  /** what makes the value of a number, where it is another one; in arrays there is no place for it */
  readonly formatter?: ((found: number) => unknown) | undefined;
}

type Know<T> = (type: T, name: string, part: Part) => Known | undefined;

/**
 * The kinds that binary-parser knows. Of text it knows none but UTF-8, its bytes would be a Node `Buffer`, and its bit
 * fields can neither be told from which end of a byte they count nor cross bytes in little-endian order.
 */
const known: { readonly [K in FieldType["kind"]]?: Know<Extract<FieldType, { kind: K }>> } = {
  integer({ size, signed, big, byteOrder }, _, { le }) {
    const sign = signed ? "int" : "uint";
    if (![1, 2, 4, 8].includes(size)) return undefined;
    if (size === 1) return { type: `${sign}8` };
    const type: Primitive = `${sign}${(size * 8) as 16 | 32 | 64}${isLittle(byteOrder, le) ? "le" : "be"}`;
    // Of `long` and pointers of 4 bytes, too, values are bigints.
    return { type, formatter: big && size < 8 ? BigInt : undefined };
  },
  float: ({ size, byteOrder }, _, { le }) => ({
    type: `${size === 4 ? "float" : "double"}${isLittle(byteOrder, le) ? "le" : "be"}`,
  }),
  char: () => ({ type: "uint8" }),
  bool: () => ({ type: "uint8", formatter: (byte) => byte !== 0 }),
  struct: ({ layout }, _, part) => ({ type: addMembers(new Parser(), layout, part) }),
  union({ layout }, name, part) {
    const { size } = layout;
    const parser = new Parser();
    if (name === "") return { type: addMembers(parser, layout, part) };
    // One with a name gives its bytes as well; then each of its members starts over.
    askFor(parser, "$bytes", { kind: "bytes", size }, size, part);
    return { type: addMembers(parser.seek(-size), layout, part) };
  },
};

function knownAs(type: FieldType, name: string, part: Part): Known | undefined {
  return (known[type.kind] as Know<FieldType> | undefined)?.(type, name, part);
}

/** Of what binary-parser does not know it gives the bytes, which are read as everywhere else. */
function askForBytes(parser: BareParser, name: string, type: FieldType, count: Count, { le }: Part, stride = 1): void {
  const read = coderOf(type).reader(type);
  const formatter = (bytes: Uint8Array) => read(bindingOf(bytes), 0, le, Math.floor(bytes.length / stride));
  parser.buffer(name, { ...extent(count, stride), formatter });
}

/** The length of so many things. binary-parser takes 0 for none at all, unless a function gives it. */
function extent(count: Count, stride = 1) {
  if (count === "rest") return { readUntil: "eof" } as const;
  if (typeof count === "number" && count * stride > 0) return { length: count * stride };
  return {
    length(this: object) {
      return typeof count === "number" ? 0 : count.call(this) * stride;
    },
  };
}
