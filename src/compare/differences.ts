import { meantBy, recordIn } from "../import/c-types.ts";
import type { CType, CTypes, IntegerType, RecordType } from "../import/model.ts";
import { elementsOf, fieldsOf } from "../layout/index.ts";
import { type Layout, once } from "../wire/index.ts";
import { recordOf } from "./from-layout.ts";
import { membersOf, pathInto, placeOf, type Row } from "./rows.ts";

/** Where a schema says another thing than a file. */
export interface Difference {
  /** C name in the schema */
  readonly type: string;
  /** path of the member; empty for the whole */
  readonly field: string;
  /** what is compared: `size`, `offset`, `member` … */
  readonly what: string;
  /** what the schema says, and what the file; undefined where one has it not */
  readonly schema: string | number | undefined;
  readonly file: string | number | undefined;
}

export interface Comparison {
  /** names of what both have */
  readonly compared: readonly string[];
  /** names of what the file does not have */
  readonly missing: readonly string[];
  readonly differences: readonly Difference[];
}

/** Members in structs without a name inside one: a file of a few bytes can hold one in another, twice, and so on. */
const mostMembers = 2 ** 16;

const membersIn: (record: RecordType) => number = once(({ members }) =>
  members.reduce((sum, { type }) => {
    const inside = recordIn(type);
    return sum + 1 + (inside !== undefined && inside.name === undefined ? membersIn(inside.record) : 0);
  }, 0),
);

/**
 * The structs and unions that a file has, by tag or else by typedef.
 * @throws Error if one is larger than anybody would look at
 */
export function recordsByName({ types }: Pick<CTypes, "types">): Map<string, RecordType> {
  const found = new Map<string, RecordType>();
  for (const type of types) {
    const record = type.kind === "typedef" && type.type.kind === "array" ? undefined : recordIn(type)?.record;
    if (record === undefined || (type.kind === "typedef" && found.has(type.name))) continue;
    if (membersIn(record) > mostMembers)
      throw new Error(`${type.name}: has more than ${mostMembers} members in one another`);
    found.set(type.name, record);
  }
  return found;
}

/**
 * What a schema says of structs, unions and records, member by member beside what a file says of those of the same name,
 * or of that which `other` names. Names, offsets, bits, sizes and signs are compared; alignment where the file tells it.
 */
export function compareWith(
  layouts: readonly Layout[],
  records: ReadonlyMap<string, RecordType>,
  other: ReadonlyMap<string, string> = new Map(),
): Comparison {
  const nameIn = (name: string) => other.get(name) ?? name;
  const isFound = ({ name }: Layout) => records.has(nameIn(name));
  const found = layouts.filter(isFound);
  const apart = new Map(found.map(({ name }) => [name, nameIn(name)]));
  const differences = found.flatMap((layout) => {
    const theirs = records.get(nameIn(layout.name)) as RecordType;
    return compareOne(layout, theirs, (name, theirName) => name !== undefined && apart.get(name) === theirName);
  });
  return {
    compared: found.map(({ name }) => name),
    missing: layouts.filter((layout) => !isFound(layout)).map(({ name }) => name),
    differences,
  };
}

/** Whether a struct inside another one is compared by itself. */
type IsApart = (name: string | undefined, theirName: string | undefined) => boolean;

function compareOne(layout: Layout, theirs: RecordType, isApart: IsApart): Difference[] {
  const { name: type } = layout;
  const mine = recordOf(layout);
  const found: Difference[] = [];
  const tell = (field: string, what: string, schema: Difference["schema"], file: Difference["file"]) => {
    if (schema !== file) found.push({ type, field, what, schema, file });
  };
  const compareMembers = (rows: readonly Row[], others: readonly Row[]) => {
    const byPath = new Map(others.map((row) => [row.path, row]));
    for (const row of rows) {
      const other = byPath.get(row.path);
      // What only keeps its place may be a hole there.
      if (other === undefined && isReserved(layout, row.path)) continue;
      if (other === undefined) tell(row.path, "member", offsetText(row), undefined);
      else compareRow(row, other);
    }
    const own = new Set(rows.map(({ path }) => path));
    for (const row of others) if (!own.has(row.path)) tell(row.path, "member", undefined, offsetText(row));
  };
  const compareRow = (row: Row, other: Row) => {
    const { path } = row;
    tell(path, row.isBits || other.isBits ? "bit offset" : "offset", offsetText(row), offsetText(other));
    if (!isFlexible(row.type)) {
      tell(path, row.isBits || other.isBits ? "bit size" : "size", sizeText(row), sizeText(other));
    }
    tell(path, "sign", signOf(row.type, other.type), signOf(other.type, row.type));
    const [inside, opposite] = [recordIn(row.type), recordIn(other.type)];
    if (inside === undefined || opposite === undefined || isApart(inside.name, opposite.name)) return;
    const into = (record: RecordType, { at }: Row) => membersOf(record, pathInto(row), at);
    compareMembers(into(inside.record, row), into(opposite.record, other));
  };
  const { rows, start } = bodyOf(layout, mine, theirs);
  const size = mine.size - start;
  const last = rows.at(-1);
  // A schema that ends with an array of any length says nothing of what C puts behind it, and one that grows, of what is new.
  const isOpen = last !== undefined && isFlexible(last.type) && last.at === size * 8;
  const grows = layout.extended?.grows === true;
  tell("", "kind", mine.kind, theirs.kind);
  if (!isOpen && !(grows && theirs.size > size)) tell("", "size", size, theirs.size);
  if (!isOpen && start === 0 && theirs.align?.isExact) tell("", "align", mine.align?.bytes, theirs.align.bytes);
  const isBehind = ({ path, at, width }: Row) => (grows && at >= size * 8) || (width === 0 && isPart(layout, path));
  compareMembers(
    rows,
    membersOf(theirs).filter((row) => !isBehind(row)),
  );
  return found;
}

/** The members, and the bytes in front of the first. A header that the file has not as a member is its first members, or in front of it. */
function bodyOf(
  { record }: Layout,
  mine: RecordType,
  theirs: RecordType,
): { readonly rows: Row[]; readonly start: number } {
  const [header, ...rest] = membersOf(mine);
  const others = new Set(membersOf(theirs).map(({ path }) => path));
  const inside = header && recordIn(header.type)?.record;
  const isOwn = inside === undefined || header?.path !== record?.header || others.has(header?.path ?? "");
  if (header === undefined || isOwn) return { rows: membersOf(mine), start: 0 };
  const lifted = membersOf(inside);
  if (lifted.some(({ path }) => others.has(path))) return { rows: [...lifted, ...rest], start: 0 };
  return { rows: rest.map((row) => ({ ...row, at: row.at - header.width })), start: header.width / 8 };
}

function isPart({ extended }: Layout, name: string): boolean {
  return extended?.parts?.some((part) => part.name === name) === true;
}

/** Whether a member, by its path, is one that only keeps its place. */
function isReserved(layout: Layout, path: string): boolean {
  const [first = "", ...rest] = path.split(".");
  return fieldsOf(layout).some(({ name, type, reserved }) => {
    if (name !== "" && name !== first.replaceAll("[]", "")) return false;
    const inner = elementsOf(type);
    if (name !== "" && rest.length === 0) return reserved === true;
    return "layout" in inner && isReserved(inner.layout, name === "" ? path : rest.join("."));
  });
}

function isFlexible(type: CType): boolean {
  return type.kind === "array" && type.count === undefined;
}

/** What is compared of it only where the other is a plain integer, too: of `char` the ABI decides, of enumerations the compiler. */
function signOf(type: CType, other: CType): string | undefined {
  const [one, two] = [plainInteger(type), plainInteger(other)];
  return one === undefined || one.size !== two?.size ? undefined : one.signed ? "signed" : "unsigned";
}

function plainInteger(given: CType): IntegerType | undefined {
  const type = meantBy(given);
  if (type.kind === "array") return plainInteger(type.element);
  return type.kind === "integer" && !/^(char|_Bool)$/.test(type.name) ? type : undefined;
}

function offsetText({ at, isBits }: Row): string | number {
  const { byte, bit } = placeOf(at);
  return isBits ? `${byte}:${bit}` : byte;
}

function sizeText({ width, isBits }: Row): string | number {
  return isBits ? width : width / 8;
}
