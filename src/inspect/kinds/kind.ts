import type { ByteOrder, FieldLayout, TypeLayout } from "../../wire/index.ts";
import type { Json } from "../json/lines.ts";

type KindName = TypeLayout["kind"];
export type LayoutOf<K extends KindName> = Extract<TypeLayout, { kind: K }>;

/** What is done with one kind of field. */
export type Kind<K extends KindName = KindName> = SimpleKind<K> | NestedKind<K>;

/** A kind that holds one number, text, or bytes. */
export interface SimpleKind<K extends KindName = KindName> extends JsonKind<LayoutOf<K>> {
  /** A value as it stands in the record, in printable ASCII. */
  show(value: unknown): string;
  /** What a value means, by its enumeration, its flags or its display hint; empty if there is no more to say. */
  meaning?(field: FieldLayout, type: LayoutOf<K>, value: unknown): string;
}

/** A kind that holds others. */
export interface NestedKind<K extends KindName = KindName> extends JsonKind<LayoutOf<K>> {
  /** All that it holds, at the end of all nesting. */
  flatten(type: LayoutOf<K>, value: unknown, place: Place, all: Flattening): Generator<FlatField>;
}

interface JsonKind<T extends TypeLayout> {
  /** whether it takes as many bytes as its value makes it */
  readonly isOpen?: true;
  /** what JSON has for it, for messages: `u32`, `a list` */
  describe(type: T, kindOf: KindOf): string;
  toJson(type: T, value: unknown, kindOf: KindOf): Json;
  /**
   * The value that JSON stands for. Whether a number or text fits its field is for the codec to say.
   * @throws BytewrightError if it is of another kind
   */
  fromJson(type: T, json: unknown, path: string, kindOf: KindOf): unknown;
  /** What a person has written for a value, perhaps as it is shown, as JSON has it; undefined where that is JSON itself, or is nothing. */
  fromText?(type: T, text: string, field: FieldLayout, kindOf: KindOf): Json | undefined;
}

/** A kind is handed those of what it holds: the table imports it. */
export type KindOf = (type: TypeLayout) => Kind;

/** Where a value stands. */
export interface Place {
  readonly field: FieldLayout;
  /** `constants.uts_release_len`, `groups[3]` */
  readonly path: string;
  /** in bytes, from the start of the record */
  readonly offset: number;
  readonly size: number;
}

/** One thing that a record holds, at the end of all nesting. */
export type FlatField = FlatValue | FlatHolder | UnusedBytes | OmittedElements;

/** The bytes that something takes, or shares: those of a bit field, of a union's members. */
interface Taken {
  /** from the start of the record */
  readonly offset: number;
  readonly size: number;
}

/** Something with a type. */
interface Typed extends Place {
  /** of the field, or of the array element */
  readonly type: TypeLayout;
  readonly value: unknown;
  readonly byteOrder: ByteOrder;
}

/** What holds others, which come behind it. */
export interface FlatHolder extends Typed {
  readonly what: "holder";
  readonly kind: NestedKind;
}

/** A number, a text or bytes. */
export interface FlatValue extends Typed {
  readonly what: "value";
  readonly kind: SimpleKind;
  /** what there is to say of it beside its meaning */
  readonly note?: string;
}

/** A reserved field or a hole, or bytes of a record behind all that its layout has. */
export interface UnusedBytes extends Taken {
  readonly what: "unused" | "trailing";
  /**
   * the field's path, or `(hole 26..31)` with the offsets of the bytes it touches, `(hole 4, bits 2..3)`,
   * `(trailing bytes 40..47)`
   */
  readonly path: string;
  /** its bytes; of a part of bytes, the other bits are 0 here */
  readonly value: Uint8Array;
}

/** Elements of an array that were not asked for. */
export interface OmittedElements extends Taken {
  readonly what: "omitted";
  /** `groups[16..999]` */
  readonly path: string;
  readonly value: number;
}

/** What is the same for all of a record while it is flattened. */
export interface Flattening {
  /** the record's bytes and nothing else */
  readonly bytes: Uint8Array;
  readonly byteOrder: ByteOrder;
  /** elements to give of each array */
  readonly mostElements: number;
  /** whether the header's type and length are given, too */
  readonly isAll?: boolean;
  /** whether what holds others is given, too */
  readonly withHolders?: boolean;
  readonly kindOf: KindOf;
}
