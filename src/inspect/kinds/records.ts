import type { InnerFamily, RecordsLayout, RecordType } from "../../wire/index.ts";
import { toHex } from "../bytes.ts";
import { bytesAt, type Keys, objectAt, refuseKeysBut, unexpected } from "../json/invalid-json.ts";
import type { Json } from "../json/lines.ts";
import { flattenValue } from "./flatten.ts";
import type { FlatField, Flattening, KindOf, NestedKind, Place, SimpleKind } from "./kind.ts";
import { flattenMembers, heldIn, membersFromJson, membersToJson } from "./struct.ts";

/** What a record in a list is: its own row, before those of its fields. */
const name: SimpleKind<"records"> = {
  isOpen: true,
  describe: () => "a record",
  toJson: (_, value) => String(value),
  fromJson: (_, json) => json,
  show: String,
};

/** Each record has its `$name` beside its fields; an unknown one its type and bytes. */
export const records: NestedKind<"records"> = {
  isOpen: true,
  describe: () => "a list of records",
  toJson: ({ of }, value, kindOf) => (value as readonly Keys[]).map((one) => recordToJson(of(), one, kindOf)),
  fromJson({ of }, json, path, kindOf) {
    if (!Array.isArray(json)) throw unexpected(path, json, "a list");
    return json.map((one, i) => recordFromJson(of(), objectAt(one, `${path}[${i}]`), `${path}[${i}]`, kindOf));
  },
  /** All of them: a record is what its attributes and chunks are. */
  *flatten(type, value, { field, path, offset }, all) {
    let last = offset;
    for (const [i, one] of (value as readonly Keys[]).entries()) {
      // A view's bytes end where its record does.
      const [at, bytes] = [one.$at as number, (one.$bytes ?? one.bytes) as Uint8Array];
      const gap = {
        path: `${path}(before [${i}])`,
        offset: last,
        size: at - last,
        value: all.bytes.subarray(last, at),
      };
      if (gap.size > 0) yield { what: "unused", ...gap };
      last = one.$bytes === undefined ? at + bytes.length : bytes.length;
      const row = { path: `${path}[${i}]`, field, offset: at, size: 0 };
      const byteOrder = one.$le ? "little" : "big";
      const title = { ...row, type, kind: name as SimpleKind, value: one.$name, byteOrder } as const;
      yield { what: "value", ...title, note: noteOf(type, one) };
      yield* flattenRecord(type, one, row, { ...all, byteOrder, bytes: all.bytes.subarray(0, last) });
    }
  },
};

function noteOf({ of }: RecordsLayout, { $name, type }: Keys): string {
  const number = $name === "unknown" ? type : of().codecNamed($name as string)?.layout.record?.type;
  return number === undefined ? "" : (of().typeName(number as RecordType) ?? `type ${number}`);
}

/** A view, or an unknown record. */
type Found = { readonly $at?: number; readonly bytes: Uint8Array };

function* flattenRecord(
  { of }: RecordsLayout,
  view: Keys,
  place: Omit<Place, "size">,
  all: Flattening,
): Generator<FlatField> {
  const layout = of().codecNamed(view.$name as string)?.layout;
  if (layout !== undefined) return yield* flattenMembers(layout, view, place, all);
  const { bytes } = view as Found;
  const size = bytes.length;
  yield* flattenValue({ kind: "bytes", size }, bytes, { ...place, path: `${place.path}.bytes`, size }, all);
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
