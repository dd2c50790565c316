import type { FieldLayout, InnerFamily, RecordsLayout, RecordType } from "../../wire/index.ts";
import { toHex } from "../bytes.ts";
import { bytesAt, type Keys, objectAt, refuseKeysBut, unexpected } from "../json/invalid-json.ts";
import type { Json } from "../json/lines.ts";
import { flattenValue } from "./flatten.ts";
import type { FlatField, Flattening, KindOf, NestedKind, SimpleKind } from "./kind.ts";
import { flattenMembers, heldIn, membersFromJson, membersToJson } from "./struct.ts";

/** What a record in a list is: its own row, before those of its fields. */
const name: SimpleKind<"records"> = {
  describe: () => "a record",
  toJson: (_, value) => String(value),
  fromJson: (_, json) => json,
  show: String,
};

/** Each record has its `$name` beside its fields; an unknown one its type and bytes. */
export const records: NestedKind<"records"> = {
  describe: () => "a list of records",
  toJson: ({ of }, value, kindOf) => (value as readonly Keys[]).map((one) => recordToJson(of(), one, kindOf)),
  fromJson({ of }, json, path, kindOf) {
    if (!Array.isArray(json)) throw unexpected(path, json, "a list");
    return json.map((one, i) => recordFromJson(of(), objectAt(one, `${path}[${i}]`), `${path}[${i}]`, kindOf));
  },
  /** Which record stands there, only its bytes tell. */
  inside: () => undefined,
  /** All of them: a record is what its attributes and chunks are. */
  *flatten(type, value, { field, path, offset }, all) {
    for (const [i, one] of (value as readonly Keys[]).entries()) {
      const row = { path: `${path}[${i}]`, field, type, kind: name as SimpleKind, value: one.$name };
      const { $at = offset } = one;
      yield { what: "value", ...row, offset: $at as number, size: 0, note: noteOf(type, one) };
      yield* flattenRecord(type, one, field, row.path, all);
    }
  },
};

function noteOf({ of }: RecordsLayout, { $name, type }: Keys): string {
  const number = $name === "unknown" ? type : of().codecNamed($name as string)?.layout.record?.type;
  return number === undefined ? "" : (of().typeName(number as RecordType) ?? `type ${number}`);
}

function* flattenRecord(
  { of }: RecordsLayout,
  view: Keys,
  field: FieldLayout,
  path: string,
  all: Flattening,
): Generator<FlatField> {
  const layout = of().codecNamed(view.$name as string)?.layout;
  if (layout === undefined) {
    const bytes = view.bytes as Uint8Array;
    const size = bytes.length;
    yield* flattenValue({ kind: "bytes", size }, bytes, { field, path: `${path}.bytes`, offset: 0, size }, all);
    return;
  }
  const byteOrder = view.$le ? "little" : "big";
  yield* flattenMembers(layout, view, { path, offset: view.$at as number }, { ...all, byteOrder });
}

function recordToJson(family: InnerFamily, record: Keys, kindOf: KindOf): Json {
  const { $name, type, bytes } = record;
  if ($name === "unknown") return { $name, type: type as number, bytes: toHex(bytes as Uint8Array) };
  const layout = family.codecNamed($name as string)?.layout;
  return { $name: $name as string, ...(layout && membersToJson(layout, record, kindOf)) };
}

function recordFromJson(family: InnerFamily, json: Keys, path: string, kindOf: KindOf): unknown {
  const { $name, ...fields } = json;
  if ($name === "unknown") {
    refuseKeysBut(["type", "bytes"], fields, path);
    return { $name, type: fields.type, bytes: bytesAt(fields.bytes, `${path}.bytes`) };
  }
  const layout = typeof $name === "string" ? family.codecNamed($name)?.layout : undefined;
  if (layout === undefined)
    throw unexpected(`${path}.$name`, $name, `"unknown" or the name of a ${family.name} record`);
  return { $name, ...membersFromJson(layout, heldIn(layout), fields, {}, path, kindOf) };
}
