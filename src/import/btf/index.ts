import { BtfArray, BtfEnum, BtfEnum64, BtfKind, BtfMember } from "../../../generated/btf/index.ts";
import { abis, isAbiName } from "../../layout/index.ts";
import { typeText } from "../c-text.ts";
import { ImportError } from "../import-error.ts";
import type { CType, CTypes, EnumerationType, MemberType, NamedType } from "../model.ts";
import { each, findTypes, type RawType, type RawTypes } from "./sections.ts";
import { writtenOf } from "./written.ts";

export { isBtf } from "./sections.ts";

export interface BtfOptions {
  /** the ABI, of which BTF says nothing but the byte order; by default x86_64, or s390x where that is big */
  readonly abi?: string | undefined;
  /** of split BTF: the bytes of the file that it goes on from */
  readonly base?: Uint8Array | undefined;
}

/** Deeper types are in no program: C11 5.2.4.1 promises 63 levels of structs. */
const deepest = 128;

/**
 * Reads BTF: a file that has nothing else in it, `/sys/kernel/btf/vmlinux`, or the bytes of the section `.BTF`.
 * @throws ImportError that says what is wrong with it
 */
export function readBtf(bytes: Uint8Array, { abi, base }: BtfOptions = {}): CTypes {
  const raw = findTypes(bytes, base && findTypes(base));
  const name = abi ?? (raw.little ? "x86_64" : "s390x");
  if (!isAbiName(name)) throw new ImportError(`the ABI ${name} is not known`);
  const { byteOrder, wordSize } = abis[name];
  if ((byteOrder === "little") !== raw.little) {
    throw new ImportError(`is ${raw.little ? "little" : "big"}-endian, and ${name} is not`);
  }
  const reader = new Reader(raw, wordSize);
  const types: NamedType[] = [];
  for (let id = raw.first; id < raw.types.length; id++) {
    if (raw.types[id]?.name === "") continue;
    const type = named.has(raw.types[id]!.kind) ? reader.typeOf(id, id) : undefined;
    if (type !== undefined && "name" in type) types.push(type as NamedType);
  }
  return { abi: name, types };
}

const { BTF_KIND_STRUCT, BTF_KIND_UNION, BTF_KIND_ENUM, BTF_KIND_ENUM64, BTF_KIND_TYPEDEF } = BtfKind;
const named: ReadonlySet<number> = new Set([
  ...[BTF_KIND_STRUCT, BTF_KIND_UNION, BTF_KIND_ENUM, BTF_KIND_ENUM64, BTF_KIND_TYPEDEF],
]);

/** What changes no byte. */
const qualifiers: ReadonlySet<number> = new Set([
  ...[BtfKind.BTF_KIND_CONST, BtfKind.BTF_KIND_VOLATILE, BtfKind.BTF_KIND_RESTRICT, BtfKind.BTF_KIND_TYPE_TAG],
]);

class Reader {
  private readonly raw: RawTypes;
  private readonly wordSize: number;
  /** null: it is being made */
  private readonly made = new Map<number, CType | null>();

  constructor(raw: RawTypes, wordSize: number) {
    this.raw = raw;
    this.wordSize = wordSize;
  }

  /** A type by its number, for the one numbered `of`. */
  typeOf(id: number, of: number, depth = 0): CType {
    const made = this.made.get(id);
    if (made !== undefined && made !== null) return made;
    const raw = this.rawOf(id, of);
    if (made === null) throw new ImportError(`type ${id} ${raw.name} holds itself`.replace("  ", " "));
    if (depth > deepest) throw new ImportError(`type ${of} nests more than ${deepest} levels deep`);
    this.made.set(id, null);
    const type = this.make(id, raw, depth + 1);
    this.made.set(id, type);
    return type;
  }

  private rawOf(id: number, of: number): RawType {
    const raw = this.raw.types[id];
    if (raw !== undefined) return raw;
    const { length } = this.raw.types;
    throw new ImportError(`type ${of} refers to type ${id}, and there are ${length - 1}; of split BTF give the --base`);
  }

  private make(id: number, raw: RawType, depth: number): CType {
    const { kind, name, size, from, at } = raw;
    if (qualifiers.has(kind)) return this.typeOf(raw.type, id, depth);
    switch (kind) {
      case BtfKind.BTF_KIND_INT:
        return { kind: "integer", name, size, signed: (from.u32(at) >>> 24) % 2 === 1 };
      case BtfKind.BTF_KIND_FLOAT:
        return { kind: "float", name, size };
      case BtfKind.BTF_KIND_PTR:
        return { kind: "pointer", size: this.wordSize, target: this.text(raw.type, "*") };
      case BtfKind.BTF_KIND_ARRAY: {
        const { type, nelems } = from.read(BtfArray, at);
        return { kind: "array", element: this.typeOf(type, id, depth), count: nelems };
      }
      case BtfKind.BTF_KIND_STRUCT:
      case BtfKind.BTF_KIND_UNION: {
        const members = each(raw, BtfMember).map((member) => this.memberOf(member, id, raw, depth));
        return { kind: kind === BtfKind.BTF_KIND_STRUCT ? "struct" : "union", name: name || undefined, size, members };
      }
      case BtfKind.BTF_KIND_ENUM:
      case BtfKind.BTF_KIND_ENUM64:
        return { kind: "enumeration", name: name || undefined, size, signed: raw.flag, members: valuesOf(id, raw) };
      case BtfKind.BTF_KIND_TYPEDEF:
        return { kind: "typedef", name, type: this.typeOf(raw.type, id, depth) };
      default:
        return { kind: "unknown", name: this.text(id, ""), size: 0, why: whyNone(kind) };
    }
  }

  private memberOf(member: BtfMember, id: number, { flag, from }: RawType, depth: number): MemberType {
    const name = from.name(member.name_off, id) || undefined;
    const type = this.typeOf(member.type, id, depth);
    if (flag) {
      const width = member.offset >>> 24;
      return { name, type, at: member.offset & 0xffffff, ...(width > 0 && { width }) };
    }
    // Older writers tell of bit fields by integers that have fewer bits.
    let bare = this.rawOf(member.type, id);
    while (qualifiers.has(bare.kind)) bare = this.rawOf(bare.type, id);
    if (bare.kind !== BtfKind.BTF_KIND_INT) return { name, type, at: member.offset };
    // Of an integer: its encoding, where its bits begin, how many there are.
    const word = bare.from.u32(bare.at);
    const [skipped, width] = [(word >>> 16) & 0xff, word & 0xff];
    return { name, type, at: member.offset + skipped, ...(width < bare.size * 8 && { width }) };
  }

  private text(id: number, inner: string): string {
    return typeText((at) => writtenOf(this.raw.types[at]), id || undefined, inner);
  }
}

function valuesOf(id: number, raw: RawType): EnumerationType["members"] {
  const { from, flag } = raw;
  if (raw.kind === BtfKind.BTF_KIND_ENUM) {
    return each(raw, BtfEnum).map(({ name_off, val }) => {
      return { name: from.name(name_off, id), value: BigInt(flag ? val : val >>> 0) };
    });
  }
  return each(raw, BtfEnum64).map(({ name_off, val_lo32, val_hi32 }) => {
    const value = (BigInt(val_hi32) << 32n) | BigInt(val_lo32);
    return { name: from.name(name_off, id), value: flag ? BigInt.asIntN(64, value) : value };
  });
}

function whyNone(kind: number): string {
  if (kind === BtfKind.BTF_KIND_FWD) return "is only declared here";
  if (kind === BtfKind.BTF_KIND_FUNC_PROTO) return "is a function";
  return kind === 0 ? "is void" : "is no type";
}
