import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CType, type CTypes, type ReadOptions, type RecordType, readTypes } from "../../src/import/index.ts";
import { type Command, compileC, inFolder } from "./compiled.ts";
import { readSymbols } from "./elf.ts";

/** A member that C can name, and where it is said to be. */
interface Place {
  readonly path: string;
  readonly at: number;
  readonly width: number | undefined;
  readonly type: CType;
}

/** What a compiler says of the types that were read. */
export interface Comparison {
  readonly records: number;
  readonly places: number;
  readonly wrong: readonly string[];
}

/** Types of bytes, by way of a file, as a user has them. */
export function typesIn(bytes: Uint8Array | string, options: ReadOptions = {}, name = "object.o"): CTypes {
  return inFolder((folder) => {
    const file = join(folder, name);
    writeFileSync(file, bytes);
    return readTypes(file, options);
  });
}

/** Where everything in a record is, in one line: bytes, or of bit fields `width:bit`; records inside in brackets. */
export function describePlaces(record: RecordType, base = 0): string {
  return record.members
    .map(({ name = "", type, at, width }) => {
      const place = width === undefined ? (base + at) / 8 : `${width}:${base + at}`;
      const inner = type.kind === "struct" || type.kind === "union" ? `(${describePlaces(type, base + at)})` : "";
      return `${name}@${place}${inner}`;
    })
    .join(" ");
}

/** Asks a compiler for every size and offset, and of an ELF file for every bit; `source` declares the types. */
export function compareWith(command: Command, source: string, types: CTypes, isLittle = true): Comparison {
  const records = [...recordsIn(types)];
  const lines: string[] = [];
  const bits: { symbol: string; expected: string; place: string }[] = [];
  let places = 0;
  for (const [name, record] of records) {
    lines.push(equal(`sizeof(${name})`, record.size));
    if (record.align?.isExact) lines.push(equal(`_Alignof(${name})`, record.align.bytes));
    for (const { path, at, width, type } of placesIn(record)) {
      places++;
      if (width === undefined) {
        lines.push(equal(`__builtin_offsetof(${name}, ${path})`, at / 8));
        const size = sizeOf(type);
        if (size !== undefined) lines.push(equal(`sizeof(((${name} *)0)->${path})`, size));
      } else {
        const symbol = `bits_${bits.length}`;
        lines.push(`${name} ${symbol} = { .${path} = -1 };`);
        bits.push({ symbol, expected: `${width} bits at ${at}`, place: `${name}.${path}` });
      }
    }
  }
  // Some headers have macros of the names of members.
  const macros = new Set(records.flatMap(([, record]) => [...placesIn(record)].flatMap(({ path }) => namesIn(path))));
  const forgotten = [...macros].map((name) => `#undef ${name}`);
  const asked = compileC(command, [source, ...forgotten, ...lines, ""].join("\n"));
  if (asked.object === undefined) return { records: records.length, places, wrong: asked.messages.split("\n") };
  // Of other formats, bits are compared with what is written in tests.
  if (asked.object[0] !== 0x7f) return { records: records.length, places, wrong: [] };
  const symbols = readSymbols(asked.object);
  const wrong = bits.flatMap(({ symbol, expected, place }) => {
    const found = bitsIn(symbols.get(symbol) ?? new Uint8Array(), isLittle);
    return found === expected ? [] : [`${place}: ${found}, read ${expected}`];
  });
  return { records: records.length, places, wrong };
}

function namesIn(path: string): string[] {
  return path.match(/[A-Za-z_]\w*/g) ?? [];
}

function equal(expression: string, value: number): string {
  return `_Static_assert(${expression} == ${value}, "${expression} is not ${value}");`;
}

/** Records by how C names them: by their tag, or by the typedef that they have instead. */
function* recordsIn({ types }: CTypes): Iterable<[name: string, record: RecordType]> {
  for (const type of types) {
    // A compiler's own, which no C names.
    if (type.name.startsWith("__va_list")) continue;
    if (type.kind === "struct" || type.kind === "union") yield [`${type.kind} ${type.name}`, type];
    if (type.kind !== "typedef") continue;
    const record = type.type;
    if ((record.kind === "struct" || record.kind === "union") && record.name === undefined) yield [type.name, record];
  }
}

function* placesIn(record: RecordType, prefix = "", base = 0): Iterable<Place> {
  for (const { name, type, at, width } of record.members) {
    const path = name === undefined ? prefix : `${prefix}${name}`;
    if (name !== undefined) yield { path, at: base + at, width, type };
    const inner = elementOf(type);
    if (inner === undefined || (inner.record.name !== undefined && prefix !== "")) continue;
    yield* placesIn(inner.record, name === undefined ? prefix : `${path}${inner.index}.`, base + at);
  }
}

function elementOf(type: CType): { record: RecordType; index: string } | undefined {
  if (type.kind === "typedef") return elementOf(type.type);
  if (type.kind === "struct" || type.kind === "union") return { record: type, index: "" };
  if (type.kind !== "array" || !type.count) return undefined;
  const inner = elementOf(type.element);
  return inner && { ...inner, index: `[0]${inner.index}` };
}

/** Undefined where C has no size either, or the file does not tell it. */
export function sizeOf(type: CType): number | undefined {
  if (type.kind === "typedef") return sizeOf(type.type);
  if (type.kind !== "array") return type.kind === "unknown" ? undefined : type.size;
  const element = sizeOf(type.element);
  return type.count === undefined || element === undefined ? undefined : type.count * element;
}

function bitsIn(bytes: Uint8Array, isLittle: boolean): string {
  const set = Array.from({ length: bytes.length * 8 }, (_, bit) => bit).filter((bit) => {
    const inByte = isLittle ? bit % 8 : 7 - (bit % 8);
    return (((bytes[bit >> 3] as number) >> inByte) & 1) === 1;
  });
  return set.length === 0 ? "no bits" : `${(set.at(-1) as number) - (set[0] as number) + 1} bits at ${set[0]}`;
}
