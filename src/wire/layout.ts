/**
 * Where everything stands: a schema laid out for one ABI. Plain frozen data, made by `src/layout`, carried by
 * generated modules, and read by generators, run-time codecs, tools and checks.
 *
 * Offsets and sizes are in bytes and count from the start of the struct they belong to. Of `ckpt_hdr_header`:
 *
 *     { name: "ckpt_hdr_header", kind: "struct", abi: "x86_64", size: 56, align: 8, members: [
 *       { kind: "field", name: "h", offset: 0, size: 8, type: { kind: "struct", layout: … } },
 *       { kind: "field", name: "magic", offset: 8, size: 8, constant: 0x00feed0cc0a2d200n, … },
 *       …
 *       { kind: "field", name: "rev", offset: 24, size: 2, type: { kind: "integer", size: 2, signed: false } },
 *       { kind: "padding", offset: 26, size: 6 },
 *       { kind: "field", name: "constants", offset: 32, size: 8, … },
 *     ] }
 */
export interface Layout {
  /** C name; empty for a struct or union that C gives no name */
  readonly name: string;
  readonly kind: "struct" | "union";
  readonly doc?: string;
  /** name of the ABI whose rules gave this layout */
  readonly abi: string;
  readonly size: number;
  readonly align: number;
  /** fields and holes in the order in which they stand; together they cover every byte of a struct */
  readonly members: readonly (FieldLayout | PaddingLayout)[];
  /** of a union: the field beside it that says which member is meant, and its value for each */
  readonly tag?: { readonly field: string; readonly members: { readonly [member: string]: number } };
  /** for the record of a family: what its header must say */
  readonly record?: RecordLayout;
}

/** What a family's header says in front of a record, and how long the record is. */
export interface RecordLayout {
  /** name of the family */
  readonly family: string;
  /** value of the header's type field */
  readonly type?: number;
  /** path of the header inside the record, `h` or `common.h` */
  readonly header: string;
  /** the field that tells this record from others of its type, and its values here */
  readonly when?: DiscriminatorLayout;
  /** records that come next, and what their payload means */
  readonly followers?: readonly FollowerLayout[];
  /** bytes of the record without the elements of its flexible array */
  readonly baseSize: number;
}

export interface DiscriminatorLayout {
  readonly path: string;
  readonly offset: number;
  readonly size: 1 | 2 | 4;
  /** the field's own byte order, if it does not follow the image's */
  readonly byteOrder?: "little" | "big";
  readonly values: readonly number[];
  /** set for the record that takes all values but these: those of the others */
  readonly except?: true;
}

/** The payload of the record `record` that comes next is text or, with `struct`, a list of that struct. */
export interface FollowerLayout {
  readonly name: string;
  readonly record: string;
  readonly struct?: string;
}

export interface FieldLayout {
  readonly kind: "field";
  /** C name; empty for an anonymous struct or union */
  readonly name: string;
  readonly offset: number;
  /** bytes; 0 for a flexible array */
  readonly size: number;
  readonly type: TypeLayout;
  readonly doc?: string;
  readonly display?: "hex" | "time" | "address" | "text";
  /** the only legal value */
  readonly constant?: number | bigint;
  /** written 0 and not part of a value */
  readonly reserved?: true;
  /** known from elsewhere and not part of a value: the header's type and length */
  readonly derived?: "type" | "length";
  /** this field counts the elements of the flexible array of that name */
  readonly counts?: string;
  /** this field says which member of the union of that name is meant */
  readonly tags?: string;
  /** set for a bit field */
  readonly bits?: BitRange;
}

/** A hole: bytes, or bits of bytes, that belong to no field. Written 0. */
export interface PaddingLayout {
  readonly kind: "padding";
  readonly offset: number;
  readonly size: number;
  /** set where the hole is only part of its bytes */
  readonly bits?: BitRange;
}

/**
 * Bits, counted from the start of the struct: from the least significant bit of each byte on in a little-endian
 * image, from the most significant one in a big-endian image.
 */
export interface BitRange {
  readonly at: number;
  readonly width: number;
}

export interface IntegerLayout {
  readonly kind: "integer";
  readonly size: 1 | 2 | 4 | 8;
  readonly signed: boolean;
  /** a bigint in a value: every 8-byte integer, and `long` and pointers of any size */
  readonly big: boolean;
  /** the field's own byte order, if it does not follow the image's */
  readonly byteOrder?: "little" | "big";
  /** names of the values it usually has; others are legal */
  readonly enumeration?: EnumerationFacts;
  /** names of its bits; others are legal */
  readonly flags?: EnumerationFacts;
}

export interface EnumerationFacts {
  readonly name: string;
  readonly doc?: string;
  readonly members: readonly { readonly name: string; readonly value: number | bigint; readonly doc?: string }[];
}

export type TypeLayout =
  | IntegerLayout
  | { readonly kind: "float"; readonly size: 4 | 8; readonly byteOrder?: "little" | "big" }
  /** one char: 0..255 */
  | { readonly kind: "char" }
  /** `char[size]`: UTF-8, other bytes as lone surrogates, trailing NULs left out */
  | { readonly kind: "string"; readonly size: number }
  /** bytes as they are */
  | { readonly kind: "bytes"; readonly size: number }
  | { readonly kind: "array"; readonly element: TypeLayout; readonly stride: number; readonly length: number }
  /** elements from the field's offset on: as many as the field `count` says, else as fit into the record */
  | {
      readonly kind: "flexible";
      readonly as: "list" | "bytes" | "string";
      readonly element: TypeLayout;
      readonly stride: number;
      readonly count?: string;
    }
  | { readonly kind: "struct"; readonly layout: Layout }
  | { readonly kind: "union"; readonly layout: Layout };
