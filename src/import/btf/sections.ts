import { BtfHeader, BtfKind, BtfType } from "../../../generated/btf/index.ts";
import { ImportError } from "../import-error.ts";

/** A codec of generated code, as far as it is used here. */
interface Codec<T> {
  readonly size: number | undefined;
  decode(bytes: Uint8Array, at?: number): T;
}
export type Ordered<T> = Codec<T> & { readonly be: Codec<T> };

/** What is read of the file in which a type stands. */
export interface Source {
  read<T>(codec: Ordered<T>, at: number): T;
  u32(at: number): number;
  name(offset: number, of: number): string;
}

/** A type as it stands in the file, before what it refers to is looked up. */
export interface RawType {
  readonly from: Source;
  readonly kind: number;
  readonly name: string;
  /** how many things follow it, and where */
  readonly count: number;
  readonly at: number;
  /** what the flag in `info` means, its kind says */
  readonly flag: boolean;
  /** one field, of which the kind says what it is */
  readonly size: number;
  readonly type: number;
}

/** All types of a file, those of the base in front; `types[0]` is void. */
export interface RawTypes {
  readonly little: boolean;
  readonly types: readonly RawType[];
  /** the first that is the file's own */
  readonly first: number;
  readonly name: Source["name"];
  /** bytes of the strings, of the base's too */
  readonly strings: number;
}

/** In bytes: once, and for each thing that follows. */
const behind: { readonly [kind: number]: readonly [once: number, each: number] } = {
  [BtfKind.BTF_KIND_INT]: [4, 0],
  [BtfKind.BTF_KIND_ARRAY]: [12, 0],
  [BtfKind.BTF_KIND_STRUCT]: [0, 12],
  [BtfKind.BTF_KIND_UNION]: [0, 12],
  [BtfKind.BTF_KIND_ENUM]: [0, 8],
  [BtfKind.BTF_KIND_FUNC_PROTO]: [0, 8],
  [BtfKind.BTF_KIND_VAR]: [4, 0],
  [BtfKind.BTF_KIND_DATASEC]: [0, 12],
  [BtfKind.BTF_KIND_DECL_TAG]: [4, 0],
  [BtfKind.BTF_KIND_ENUM64]: [0, 12],
};
const lastKind = BtfKind.BTF_KIND_ENUM64;

/** Bytes of what all types start with. */
const typeSize = BtfType.size ?? 0;

/** C++ has long names; that of a type a person reads is far below. Keeps many names from being one long text each. */
const longestName = 4096;

/** Whether a file is BTF, in either byte order. */
export function isBtf([first, second]: Uint8Array): boolean {
  return (first === 0x9f && second === 0xeb) || (first === 0xeb && second === 0x9f);
}

/** What follows a type, or the first of it. */
export function each<T>({ from, at, count }: RawType, codec: Ordered<T>, most: number = count): T[] {
  return Array.from({ length: Math.min(count, most) }, (_, i) => from.read(codec, at + i * (codec.size ?? 0)));
}

/**
 * Finds the types in a file, or in an object file's section `.BTF`.
 * @throws ImportError that says what is wrong with it
 */
export function findTypes(bytes: Uint8Array, base?: RawTypes): RawTypes {
  if (!isBtf(bytes)) throw new ImportError("does not begin with BTF's magic");
  const little = bytes[0] === 0x9f;
  if (base !== undefined && base.little !== little) throw new ImportError("is of another byte order than its base");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const u32 = (at: number) => view.getUint32(at, little);
  const read = <T>(codec: Ordered<T>, at: number): T => (little ? codec : codec.be).decode(bytes, at);
  const header = read(BtfHeader, 0);
  if (header.version !== 1) throw new ImportError(`is of BTF version ${header.version}; only 1 is known`);
  const section = (what: string, offset: number, length: number) => {
    const end = header.hdr_len + offset + length;
    if (end <= bytes.length) return { start: header.hdr_len + offset, end };
    throw new ImportError(`the ${what} of BTF end at ${end}, the file at ${bytes.length}`);
  };
  const strings = section("strings", header.str_off, header.str_len);
  const own = section("types", header.type_off, header.type_len);
  if (base === undefined && bytes[strings.start] !== 0 && header.str_len > 0) {
    throw new ImportError("is split BTF, which goes on where another file ends; give that with --base");
  }
  const before = base?.strings ?? 0;
  const names = new Map<number, string>();
  const name = (offset: number, of: number): string => {
    if (base !== undefined && offset < before) return base.name(offset, of);
    const known = names.get(offset);
    if (known !== undefined) return known;
    const start = strings.start + offset - before;
    const found = start < strings.end ? bytes.subarray(start, Math.min(strings.end, start + longestName)) : undefined;
    const length = offset === 0 ? 0 : found?.indexOf(0);
    if (length === undefined || length < 0) {
      const what = found === undefined ? `of ${before + header.str_len}` : "without an end";
      throw new ImportError(`type ${of} has its name at byte ${offset} of the strings, ${what}`);
    }
    const text = offset === 0 ? "" : new TextDecoder().decode(found?.subarray(0, length));
    names.set(offset, text);
    return text;
  };
  const from: Source = { read, u32, name };
  const nothing: RawType = { from, kind: 0, name: "void", count: 0, at: 0, flag: false, size: 0, type: 0 };
  const types: RawType[] = base === undefined ? [nothing] : [...base.types];
  const first = types.length;
  for (let at = own.start; at < own.end; ) {
    const id = types.length;
    if (at + typeSize > own.end) throw new ImportError(`type ${id} begins at ${at}, and the types end at ${own.end}`);
    const { name_off, info, size, type } = read(BtfType, at);
    const [kind, count] = [(info >>> 24) & 31, info & 0xffff];
    if (kind === 0 || kind > lastKind) throw new ImportError(`type ${id} is of kind ${kind}, which is not known`);
    const [once, each] = behind[kind] ?? [0, 0];
    const end = at + typeSize + once + each * count;
    if (end > own.end) {
      throw new ImportError(`type ${id} has ${count} members, which end at ${end}, and the types at ${own.end}`);
    }
    const flag = info >>> 31 === 1;
    types.push({ from, kind, name: name(name_off, id), count, at: at + typeSize, flag, size, type });
    at = end;
  }
  return { little, types, first, name, strings: before + header.str_len };
}
