import { Parser } from "binary-parser";
import type { Parser as BareParser } from "binary-parser/dist/binary_parser.js";
import { type ByteOrder, type FieldLayout, fieldTypeOf, type Layout, sizesOf } from "../wire/index.ts";
import { useAllKinds } from "../wire/kinds/index.ts";
import { parserKindOf } from "./kinds/index.ts";
import type { Count, Part } from "./kinds/kind.ts";

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
  const part = partOf(byteOrder, countOf(layout), ({ reserved }) => !reserved);
  return part.addMembers(new Parser(), layout);
}

/** What a parser is made with that gives these fields. */
export function partOf(byteOrder: ByteOrder, count: Count, gives: (field: FieldLayout) => boolean): Part {
  const part: Part = { le: byteOrder === "little", count, kindOf: parserKindOf, addMembers };
  return part;

  function addMembers(parser: BareParser, { members, size, record }: Layout): BareParser {
    let position = 0;
    const moveTo = (offset: number) => {
      if (offset !== position) parser.seek(offset - position);
    };
    for (const field of members) {
      if (field.kind === "padding" || !gives(field)) continue;
      moveTo(field.offset);
      const type = fieldTypeOf(field);
      parserKindOf(type).ask(parser, field.name, type, part);
      position = field.offset + field.size;
    }
    moveTo(record?.baseSize ?? size);
    return parser;
  }
}

/** How a parser that gives the header knows the number of elements in a flexible array. */
function countOf(layout: Layout): Count {
  const { array, count, length, baseSize, before, unit } = sizesOf(layout);
  if (count !== undefined) {
    return function () {
      return Number(valueAt(this, count.path));
    };
  }
  if (array === undefined || length === undefined) return "rest";
  return function () {
    return (before + Number(valueAt(this, length.path)) * unit - baseSize) / array.type.stride;
  };
}

function valueAt(parsed: object, path: string): unknown {
  return path.split(".").reduce<unknown>((inside, name) => (inside as { [field: string]: unknown })[name], parsed);
}
