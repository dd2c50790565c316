import { isRecord } from "./c-types.ts";
import type { CType, CTypes, RecordType } from "./model.ts";

/** A record, and how C names its type. */
export interface Asked {
  readonly record: RecordType;
  readonly name: string;
}

/** The records whose alignment C can be asked for: those with a tag or a typedef, and what is in them under a name. */
export function* alignmentsToAsk({ types }: CTypes): Iterable<Asked> {
  for (const named of types) {
    const record = named.kind === "typedef" ? named.type : named;
    if (!isRecord(record)) continue;
    const name = named.kind === "typedef" ? named.name : `${named.kind} ${named.name}`;
    // A typedef's own alignment would be told as the record's, and a record with a tag is asked for by that.
    if (named.kind === "typedef" && (record.name !== undefined || named.align !== undefined)) continue;
    yield { record, name };
    yield* inside(record, name, "");
  }
}

function* inside(record: RecordType, name: string, path: string): Iterable<Asked> {
  for (const member of record.members) {
    const [type, index] = elementOf(member.type);
    if (!isRecord(type) || type.name !== undefined) continue;
    const own = member.name === undefined ? path : `${path}${path && "."}${member.name}${index}`;
    // Of what has no name at all, nothing can be asked but what it holds.
    if (member.name !== undefined) yield { record: type, name: `__typeof__(((${name} *)0)->${own})` };
    yield* inside(type, name, own);
  }
}

function elementOf(type: CType): [type: CType, index: string] {
  if (type.kind !== "array") return [type, ""];
  const [element, index] = elementOf(type.element);
  return [element, `[0]${index}`];
}

/** Writes down the alignments that C has told. Records that look the same, and are not, are left without. */
export function tellAlignments(told: Iterable<readonly [record: RecordType, bytes: number]>): void {
  const found = new Map<RecordType, number | undefined>();
  for (const [record, bytes] of told) {
    found.set(record, found.has(record) && found.get(record) !== bytes ? undefined : bytes);
  }
  for (const [record, bytes] of found) {
    const written: { align?: RecordType["align"] } = record as { align?: RecordType["align"] };
    if (bytes !== undefined) written.align = { bytes, isExact: true };
    else delete written.align;
  }
}
