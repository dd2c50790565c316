import {
  array,
  bytes,
  type FamilyDefinition,
  type Field,
  type Fields,
  family,
  type RecordDefinition,
  record,
  records,
  struct,
  strz,
  u16,
} from "../dsl/index.ts";

/** Source: `struct rtattr` in linux/rtnetlink.h. */
const rtattr = struct("rtattr", {
  doc: "In front of each attribute.",
  fields: {
    rta_len: u16.doc("Bytes of the attribute, this header included."),
    rta_type: u16.hex().doc("What it is; NLA_F_NESTED is 0x8000, NLA_F_NET_BYTEORDER 0x4000."),
  },
});

/** Attributes stand at multiples of 4 (RTA_ALIGNTO), in the byte order of the machine. */
export function attributes(name: string, doc: string, of: readonly RecordDefinition[]): FamilyDefinition {
  return family(name, {
    doc,
    header: rtattr,
    member: "h",
    // NLA_TYPE_MASK in linux/netlink.h
    type: { field: "rta_type", mask: 0x3fff },
    length: { field: "rta_len" },
    align: 4,
    byteOrder: "either",
    records: of,
  });
}

/** An attribute that is a struct: it is wherever the attribute is. One of a later kernel may be longer. */
export function fixed(type: string, number: number, fields: Fields): RecordDefinition {
  return record(type.toLowerCase(), { type: { [type]: number }, packed: true, grows: true, fields });
}

/** One that is a number. */
export function one(type: string, number: number, value: Field): RecordDefinition {
  return record(type.toLowerCase(), { type: { [type]: number }, packed: true, fields: { value } });
}

/** One that is text. */
export function text(type: string, number: number): RecordDefinition {
  return record(type.toLowerCase(), { type: { [type]: number }, fields: {}, parts: { value: strz() } });
}

/** One that is bytes: an address, or what depends on others. */
export function raw(type: string, number: number): RecordDefinition {
  return record(type.toLowerCase(), { type: { [type]: number }, fields: { value: bytes() } });
}

/** One that is a list of numbers, each where it comes. */
export function list(type: string, number: number, element: Field): RecordDefinition {
  return record(type.toLowerCase(), { type: { [type]: number }, fields: {}, parts: { value: array(element) } });
}

/** One that holds others. */
export function nest(type: string, number: number, of: FamilyDefinition): RecordDefinition {
  return record(type.toLowerCase(), { type: { [type]: number }, fields: {}, parts: { attrs: records(of) } });
}
