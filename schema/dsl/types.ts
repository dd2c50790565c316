/**
 * What a schema is made of: plain frozen data.
 *
 * Nothing here has an offset or a size in it: those follow from the C rules and an ABI (`src/layout`).
 * The type parameters carry the TypeScript type of the decoded value; they exist at compile time only.
 */

/** Byte order of an image, a family or a single field. */
export type ByteOrder = "little" | "big";

/** How tools show a value. It never changes the bytes. */
export type Display =
  /** hexadecimal with the width of the type */
  | "hex"
  /** a moment: whole seconds since 1970-01-01T00:00:00Z */
  | "time"
  /** an address in a process; shown in hexadecimal */
  | "address"
  /** bytes that usually are text; shown escaped */
  | "text"
  /** a moment: milliseconds, microseconds or nanoseconds since 1970-01-01T00:00:00Z */
  | "time-ms"
  | "time-us"
  | "time-ns"
  /** as modes of files are written: `0644` */
  | "octal"
  /** an address of the internet: a number or bytes, 4 or 16 of them, the most significant first */
  | "ip"
  /** an address of a network card: 6 bytes */
  | "mac"
  /** 16 bytes, as they stand (RFC 9562) or, of a "guid", with the first three parts little-endian, as EFI has them */
  | "uuid"
  | "guid";

/** An integer: of 1, 2, 4, 8 or 16 bytes as C has them, or of 3, 5, 6 or 7, which C has as bytes. */
export interface IntegerType {
  readonly kind: "integer";
  readonly size: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 16;
  readonly signed: boolean;
}

/** An IEEE 754 number of 4 (`float`) or 8 (`double`) bytes. */
export interface FloatType {
  readonly kind: "float";
  readonly size: 4 | 8;
}

/** One `char`: a byte, 0..255 whatever the ABI says of its sign. An array of it is a string. */
export type CharType = { readonly kind: "char" };

/** `_Bool`: a byte, 1 for true and 0 for false; no other one is legal. */
export type BoolType = { readonly kind: "bool" };

/** `long` and `unsigned long`: 4 or 8 bytes, as the ABI decides. */
export interface LongType {
  readonly kind: "long";
  readonly signed: boolean;
}

/** A pointer, kept as the address it holds: 4 or 8 bytes, as the ABI decides. */
export type PointerType = { readonly kind: "pointer" };

/** `long double`, kept as the bytes that the ABI gives it. */
export type LongDoubleType = { readonly kind: "longDouble" };

/**
 * `char[n]` of which more is known: that the text ends with the first NUL or the last byte ("nul"), or that all of its
 * bytes are the text ("whole").
 */
export interface TextType {
  readonly kind: "text";
  readonly length: number;
  readonly form: "nul" | "whole";
}

/** `T[n]`. Of `char` it is a string, with `as: "bytes"` a byte string, otherwise a list. */
export interface ArrayType {
  readonly kind: "array";
  readonly element: Field;
  readonly length: number;
  readonly as: "list" | "bytes" | "string";
}

/**
 * `T[]` or `T[0]` at the end of a record: as many elements as `count` (a field before it) says,
 * or, without `count`, as fit into the record.
 */
export interface FlexibleType {
  readonly kind: "flexible";
  readonly element: Field;
  readonly count: string | undefined;
  readonly as: "list" | "bytes" | "string";
  /** of a part: how a field counts it, where that is not in elements one by one */
  readonly counted?: Counting;
  /** of a part that is text: it ends with a NUL */
  readonly ends?: true;
}

/** How a field counts a part: (value × unit + plus) elements or bytes. */
export interface Counting {
  /** path of the field in the record, `n_namesz` or `h.ihl` */
  readonly field: string;
  readonly in: "elements" | "bytes";
  readonly unit: number;
  readonly plus: number;
}

/** A part that holds records of a family, one behind another: "own" means the family of the record that it is in. */
export interface RecordsType {
  readonly kind: "records";
  readonly family: FamilyDefinition | "own";
  /** what counts its bytes; without it, it takes the rest of the record */
  readonly counted: Counting | undefined;
}

/** How a field is reckoned from other bytes of the record. */
export interface Checksum {
  readonly algorithm: "crc32" | "crc32c" | "internet";
  /** paths of the first and last field or part that it is of; by default from the record's start to its end, or to the part */
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** A struct inside another one, by name or, where `anonymous`, with its fields lifted into the parent. */
export interface NestedType {
  readonly kind: "struct";
  readonly struct: StructDefinition;
  readonly anonymous: boolean;
}

/** A union. */
export interface UnionType {
  readonly kind: "union";
  readonly union: UnionDefinition;
  readonly anonymous: boolean;
}

/** What a bit field can be of. */
export type BaseType = IntegerType | LongType | CharType | BoolType;

/** A bit field: `base name : width`. Without a name it is padding; width 0 ends the storage unit. */
export interface BitsType {
  readonly kind: "bits";
  readonly base: BaseType;
  readonly width: number;
  readonly unnamed: boolean;
  /** of an enumeration: C's `enum e x : 3` */
  readonly ofNames?: true;
}

/** A type of which only size and alignment are known, in bytes; its bytes are kept. */
export interface OpaqueType {
  readonly kind: "opaque";
  readonly size: number;
  readonly align: number;
}

export type TypeNode =
  | IntegerType
  | FloatType
  | CharType
  | BoolType
  | LongType
  | PointerType
  | LongDoubleType
  | TextType
  | ArrayType
  | FlexibleType
  | NestedType
  | UnionType
  | BitsType
  | OpaqueType
  | RecordsType;

/** An option that a builder was given and does not know, `algin` or `length.adjust`, and those that it knows there. */
export interface UnknownOption {
  readonly name: string;
  readonly known: readonly string[];
}

interface Defined<N extends string> {
  /** C name, verbatim; empty for a struct or union that C gives no name */
  readonly name: N;
  /** the name of its TypeScript type, where the one that is made of the C name will not do */
  readonly as?: string | undefined;
  readonly doc?: string | undefined;
  readonly definedIn: string | undefined;
  readonly unknownOptions?: readonly UnknownOption[];
}

/** Values that have a name; any other value of the storage type is legal too and survives. */
export interface EnumerationDefinition extends Defined<string> {
  readonly kind: "enumeration";
  readonly members: readonly EnumerationMember[];
}

export interface EnumerationMember {
  readonly name: string;
  readonly value: number | bigint;
  readonly doc: string | undefined;
  /** its name in TypeScript, where C's will not do */
  readonly as?: string | undefined;
}

/** Facts about a member of a struct besides its type. */
export interface FieldFacts {
  readonly type: TypeNode;
  /** the name of the property in TypeScript, where C's will not do */
  readonly as?: string;
  readonly doc?: string;
  readonly display?: Display;
  /** names of the values the field usually has */
  readonly enumeration?: EnumerationDefinition;
  /** names of the bits the field is made of */
  readonly flags?: EnumerationDefinition;
  /** the only value that is legal, written without being asked for */
  readonly constant?: number | bigint;
  /** kept for later use: written 0, not part of the value */
  readonly reserved?: true;
  /** `__attribute__((aligned(N)))` on the member */
  readonly align?: number;
  /** `__attribute__((packed))` on the member */
  readonly packed?: true;
  /** the field's own byte order, whatever the image's is (`__be32`) */
  readonly byteOrder?: ByteOrder;
  /** of a part: zeros follow it up to a multiple of so many bytes from the record's start */
  readonly padded?: number;
  /** bytes that a record has at least, where it has the field */
  readonly since?: number;
  /** reckoned from other bytes, not part of the value */
  readonly checksum?: Checksum;
  /** the bytes of the whole record, not part of the value */
  readonly isTotal?: true;
}

export declare const valueType: unique symbol;
export declare const presenceType: unique symbol;
export declare const nameType: unique symbol;

/** What a value must, may or must not hold of a field. */
export type Presence = "value" | "constant" | "reserved" | "lifted" | "optional";

/** A member of a struct. `T` is the type of its value, `R` tells if the value must hold it, `A` its name there if not C's. */
export interface Field<T = unknown, R extends Presence = Presence, A extends string = string> {
  readonly facts: FieldFacts;
  readonly [valueType]?: T;
  readonly [presenceType]?: R;
  readonly [nameType]?: A;
}

export type Fields = { readonly [name: string]: Field };

/** What can stand behind a fixed struct. */
interface Extended<P extends Fields> {
  /** parts of any length, one behind another, and what is behind them */
  readonly parts?: P;
  /** set where it may be longer than what is known of it */
  readonly grows?: boolean;
}

interface Aggregate<N extends string, F extends Fields> extends Defined<N> {
  readonly fields: F;
  /** `__attribute__((aligned(N)))` on the whole, in bytes */
  readonly align: number | undefined;
  /** `__attribute__((packed))` on the whole */
  readonly packed: boolean;
  /** `#pragma pack(N)`: no member is aligned to more than so many bytes */
  readonly pack?: number | undefined;
}

/** What can be said of a struct, union or record as a whole. */
export type Attributes = Partial<Pick<Aggregate<string, Fields>, "as" | "doc" | "align" | "packed" | "pack">>;

/** A bare layout: fields one after another, aligned as C aligns them. */
export interface StructDefinition<N extends string = string, F extends Fields = Fields, P extends Fields = Fields>
  extends Aggregate<N, F>,
    Extended<P> {
  readonly kind: "struct";
}

/** What says which member of a union is meant. */
export interface Tag {
  /** path of the field (`kind`, `h.flags`) in the struct that holds the union, or else in the nearest around it that has it */
  readonly field: string;
  /** what it is where a member is meant: one value, or any of several */
  readonly members: { readonly [member: string]: number | bigint | readonly (number | bigint)[] };
  /** the bits of it that count */
  readonly mask?: number | bigint | undefined;
  /** the member that all other values mean */
  readonly default?: string | undefined;
}

export interface UnionDefinition<F extends Fields = Fields> extends Aggregate<string, F> {
  readonly kind: "union";
  readonly tag: Tag | undefined;
}

/** What a header's type field says: a number, beyond 2^53 a bigint; of `char[4]` its four characters. */
export type RecordType = number | bigint | string;

/** A struct that belongs to a family: a header comes first and tells its type and length. */
export interface RecordDefinition<N extends string = string, F extends Fields = Fields, P extends Fields = Fields>
  extends Aggregate<N, F>,
    Extended<P> {
  readonly kind: "record";
  /** the value of the header's type field; undefined in a family whose header has none */
  readonly type: RecordType | undefined;
  /** the enumeration member that `type` gets, where the record brings its own */
  readonly typeName: string | undefined;
  /** path of the header where the fields hold it themselves (`common.h`); else the family puts it first */
  readonly header: string | undefined;
  /** which values of a field tell this record from others of the same type; without it, it takes all that they leave */
  readonly when: Discriminator | undefined;
  /** records that come next in an image, and what their payload means */
  readonly followers: readonly Follower[];
  /** whether a flexible array, or parts, are counted from the struct's size or from the end of its last field */
  readonly length: "sizeof" | "offset";
}

/** A field, by its path in the record (`common.f_type`), and the values it has in this record: by default its constant. */
export interface Discriminator {
  readonly field: string;
  readonly values?: readonly number[];
}

/** A record that comes behind another one, known by that place: its payload is text, or one struct after another. */
export interface Follower {
  /** what the payload is: `comm`, `release` */
  readonly name: string;
  /** C name of the record that carries it */
  readonly record: string;
  readonly as: "text" | StructDefinition;
}

export interface FamilyDefinition extends Defined<string> {
  readonly kind: "family";
  /** the struct that every record starts with, if there is one */
  readonly header?: StructDefinition | undefined;
  /** the member's name under which it stands in a record */
  readonly member?: string | undefined;
  /** the header's field that tells the type, if there is one; a path (`id.kind`), as for the length */
  readonly type?: string | undefined;
  /** the bits of that field which tell it; the others are part of values */
  readonly typeMask?: number | undefined;
  /** names of the types */
  readonly types: EnumerationDefinition | undefined;
  /** the header's field that tells the length, and of what: (value × unit + plus) bytes of the record or its payload */
  readonly length:
    | { readonly field: string; readonly counts: "record" | "payload"; readonly unit: number; readonly plus: number }
    | undefined;
  /** what an image starts with, once, before the records: one of these structs, which a constant tells apart */
  readonly preamble?: readonly StructDefinition[] | undefined;
  /** records start at multiples of this, in bytes; the bytes between are zero */
  readonly align: number;
  /**
   * fixed, or told by the constant `field` of the record `record`, which opens an image, or else of the preamble; "either"
   * where nothing in it tells
   */
  readonly byteOrder: ByteOrder | "either" | { readonly record?: string; readonly field: string };
  /** the ABI whose layout it is, or those that must all give the same one; "portable" stands for seven of Linux */
  readonly abi: string | readonly string[];
  /** largest record that is read into memory, in bytes */
  readonly maxRecordSize: number;
  readonly records: readonly RecordDefinition[];
}
