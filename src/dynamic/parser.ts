import { Parser } from "binary-parser";
import type { Parser as BareParser } from "binary-parser/dist/binary_parser.js";
import { reservedMembers } from "../layout/index.ts";
import { bind } from "../wire/binding.ts";
import type { ByteOrder, Framing } from "../wire/codec.ts";
import type { BitRange, FieldLayout, IntegerLayout, Layout, TypeLayout } from "../wire/layout.ts";
import { decodeText, decodeWholeText } from "../wire/text.ts";
import { bytesOfBits, readBits } from "./bits.ts";
import { baseSizeOf, type Count, countOf, type FlexibleLayout } from "./flexible.ts";
import { isWidened, primitive } from "./primitive.ts";
import { unsupported } from "./unsupported.ts";

type AggregateLayout = Extract<TypeLayout, { layout: Layout }>;

/** What is the same for all parts of one parser. */
interface Context {
  readonly record: Layout;
  readonly byteOrder: ByteOrder;
  readonly framing: Framing | undefined;
}

/**
 * A binary-parser `Parser` of a struct or record, to be composed with others:
 *
 *     new Parser().nest("task", { type: parserOf(task.layout, "little") }).buffer("rest", { readUntil: "eof" })
 *
 * It gives the fields, the header's too, and skips reserved ones and padding. It checks nothing: not the type, not
 * constants, and not that a record ends where its header says. With `framing` the header's length bounds a flexible
 * array that no field counts; without it such an array takes all bytes that follow.
 *
 * @throws SchemaError for what binary-parser cannot express: a flexible array in a nested struct, or of empty elements
 */
export function parserOf(layout: Layout, byteOrder: ByteOrder, framing?: Framing): BareParser {
  return structParser(layout, { record: layout, byteOrder, framing }, "");
}

/** A union with a name gives its bytes as well; then each of its members starts over. */
function unionParser(layout: Layout, context: Context, path: string): BareParser {
  const parser = new Parser();
  addBytes(parser, "$bytes", "bytes", layout.size);
  return addMembers(parser.skip(-layout.size), layout, context, path);
}

function structParser(layout: Layout, context: Context, path: string): BareParser {
  return addMembers(new Parser(), layout, context, path);
}

function addMembers(parser: BareParser, layout: Layout, context: Context, path: string): BareParser {
  let position = 0;
  const moveTo = (offset: number) => {
    if (offset !== position) parser.skip(offset - position);
    position = offset;
  };
  for (const field of layout.members) {
    if (field.kind === "padding") continue;
    if (reservedMembers.has(field.name)) {
      const problem = "values and views give the name a meaning of their own";
      throw unsupported(context.record.name, field.name, problem, "give the field another name");
    }
    if (field.reserved) continue;
    const here = path === "" || field.name === "" ? path + field.name : `${path}.${field.name}`;
    if (field.type.kind === "flexible") {
      moveTo(field.offset);
      addFlexible(parser, field, field.type, layout, context, here);
      return parser;
    }
    const { start, end } = field.bits
      ? bytesOfBits(field.bits)
      : { start: field.offset, end: field.offset + field.size };
    moveTo(start);
    if (field.bits) addBits(parser, field, field.bits, context);
    else addField(parser, field.name, field.type, context, here);
    position = end;
  }
  moveTo(layout.size);
  return parser;
}

function addField(parser: BareParser, name: string, type: TypeLayout, context: Context, path: string): void {
  switch (type.kind) {
    case "integer":
      parser[primitive(type, context.byteOrder)](name, isWidened(type) ? { formatter: BigInt } : {});
      return;
    case "float":
    case "char":
      parser[primitive(type, context.byteOrder)](name);
      return;
    case "string":
    case "bytes":
      addBytes(parser, name, type.kind, type.size);
      return;
    case "array":
      addList(parser, name, type.element, type.length, context, path);
      return;
    case "struct":
    case "union":
      if (name === "") parser.nest({ type: structParser(type.layout, context, path) });
      else parser.nest(name, { type: aggregateParser(type, context, path) });
      return;
    case "flexible":
      throw unsupported(context.record.name, path, "is a flexible array inside an array", "give it a length");
  }
}

function aggregateParser({ kind, layout }: AggregateLayout, context: Context, path: string): BareParser {
  return kind === "union" ? unionParser(layout, context, path) : structParser(layout, context, path);
}

/**
 * binary-parser's own bit fields can neither be told from which end of a byte they count nor cross bytes in
 * little-endian order, so the bytes that a field touches are read, and read again for its neighbour.
 */
function addBits(parser: BareParser, field: FieldLayout, bits: BitRange, { byteOrder }: Context): void {
  const { start, end } = bytesOfBits(bits);
  const inside = { at: bits.at - start * 8, width: bits.width };
  const type = field.type as IntegerLayout;
  const formatter = (touched: Uint8Array) => readBits(bind(touched), 0, inside, type, byteOrder);
  parser.buffer(field.name, { length: end - start, formatter });
}

function addFlexible(
  parser: BareParser,
  field: FieldLayout,
  type: FlexibleLayout,
  parent: Layout,
  context: Context,
  path: string,
): void {
  if (parent !== context.record) {
    const problem = "run-time codecs do not support a flexible array in a nested struct";
    throw unsupported(context.record.name, path, problem, "move it to the end of the record itself");
  }
  if (type.stride === 0) {
    throw unsupported(context.record.name, path, "elements of no bytes cannot be counted", "give the element a field");
  }
  const count = countOf(type, parent, context.framing);
  if (type.as === "list") addList(parser, field.name, type.element, count, context, path);
  else addBytes(parser, field.name, type.as, count);
  if (count !== "rest") parser.skip(baseSizeOf(parent) - field.offset);
}

function addBytes(parser: BareParser, name: string, as: "bytes" | "string", count: Count): void {
  const extent = count === "rest" ? ({ readUntil: "eof" } as const) : { length: length(count) };
  // NULs fill a string of fixed length only.
  const decode = typeof count === "number" ? decodeText : decodeWholeText;
  if (as === "bytes") parser.buffer(name, { ...extent, clone: true });
  else parser.buffer(name, { ...extent, formatter: (bytes: Uint8Array) => decode(bytes, 0, bytes.length) });
}

function addList(
  parser: BareParser,
  name: string,
  element: TypeLayout,
  count: Count,
  context: Context,
  path: string,
): void {
  const extent = count === "rest" ? ({ readUntil: "eof" } as const) : { length: length(count) };
  if (element.kind === "struct" || element.kind === "union") {
    parser.array(name, { ...extent, type: aggregateParser(element, context, `${path}[]`) });
  } else if (element.kind === "integer" || element.kind === "float" || element.kind === "char") {
    const formatter = isWidened(element) ? { formatter: (list: number[]) => list.map(BigInt) } : {};
    parser.array(name, { ...extent, ...formatter, type: primitive(element, context.byteOrder) });
  } else {
    const boxed = new Parser();
    addField(boxed, "element", element, context, `${path}[]`);
    const formatter = (list: { element: unknown }[]) => list.map((box) => box.element);
    parser.array(name, { ...extent, type: boxed, formatter });
  }
}

/** binary-parser takes a length of 0 for none at all, unless a function gives it. */
function length(count: Exclude<Count, "rest">): Exclude<Count, "rest"> {
  return count === 0 ? () => 0 : count;
}
