import { anonymousUnion, enumeration, s32, struct, u8, u16, u32 } from "../dsl/index.ts";

/**
 * BPF Type Format: how a kernel, or an object file in `.BTF`, tells C's types. A header, then types one behind another,
 * each with as much behind it as its kind says, then strings. Sources: include/uapi/linux/btf.h; "BPF Type Format (BTF)"
 * in the kernel's documentation.
 */

/** What a type is: bits 24 to 28 of `info`. */
export const BtfKind = enumeration("btf_kind", {
  ...{ BTF_KIND_UNKN: 0, BTF_KIND_INT: 1, BTF_KIND_PTR: 2, BTF_KIND_ARRAY: 3, BTF_KIND_STRUCT: 4, BTF_KIND_UNION: 5 },
  ...{ BTF_KIND_ENUM: 6, BTF_KIND_FWD: 7, BTF_KIND_TYPEDEF: 8, BTF_KIND_VOLATILE: 9, BTF_KIND_CONST: 10 },
  ...{ BTF_KIND_RESTRICT: 11, BTF_KIND_FUNC: 12, BTF_KIND_FUNC_PROTO: 13, BTF_KIND_VAR: 14, BTF_KIND_DATASEC: 15 },
  ...{ BTF_KIND_FLOAT: 16, BTF_KIND_DECL_TAG: 17, BTF_KIND_TYPE_TAG: 18, BTF_KIND_ENUM64: 19 },
});

export const btfHeader = struct("btf_header", {
  doc: "Opens it; offsets count from the header's end.",
  fields: {
    magic: u16.hex().constant(0xeb9f).doc("In the byte order of all that follows."),
    version: u8,
    flags: u8,
    hdr_len: u32,
    ...{ type_off: u32, type_len: u32, str_off: u32, str_len: u32 },
  },
});

const nameOff = u32.doc("Where its name begins among the strings.");
const typeId = u32.doc("A type by its number: the first is 1, and 0 is void.");

export const btfType = struct("btf_type", {
  doc: "What all types start with.",
  fields: {
    name_off: nameOff,
    info: u32.hex().doc("How many things follow (bits 0 to 15), the kind (24 to 28), and the kind's flag (31)."),
    _1: anonymousUnion({ size: u32.doc("Bytes: of integers, structs, unions, enumerations."), type: typeId }),
  },
});

export const btfArray = struct("btf_array", { fields: { type: typeId, index_type: typeId, nelems: u32 } });

export const btfMember = struct("btf_member", {
  fields: {
    name_off: nameOff,
    type: typeId,
    offset: u32.doc("In bits; with the kind's flag the lower 24 bits, and above them a bit field's width."),
  },
});

export const btfEnum = struct("btf_enum", { fields: { name_off: nameOff, val: s32 } });
export const btfEnum64 = struct("btf_enum64", { fields: { name_off: nameOff, val_lo32: u32, val_hi32: u32 } });
export const btfParam = struct("btf_param", { fields: { name_off: nameOff, type: typeId } });
