import { FieldBuilder } from "../../../schema/dsl/field.ts";
import { bits, bytes, padding, u8, u64 } from "../../../schema/dsl/index.ts";
import type { Attributes, Field, Fields } from "../../../schema/dsl/types.ts";
import { type Abi, bitRangeOf, type Definition, fieldsOf, isNameless, layOut } from "../../layout/index.ts";
import type { FieldLayout, Layout } from "../../wire/index.ts";

/** What a struct or union has to come out as: what a file tells of it, and fields of the right types. */
export interface Wanted {
  readonly kind: "struct" | "union";
  readonly name: string;
  readonly as: string | undefined;
  readonly size: number;
  readonly align: { readonly bytes: number; readonly isExact: boolean } | undefined;
  readonly members: readonly WantedMember[];
}

export interface WantedMember {
  readonly key: string;
  readonly field: Field;
  /** in bits */
  readonly at: number;
  readonly width: number;
}

type Packing = Pick<Attributes, "packed" | "pack">;

/** The ways in which a whole is packed, the likeliest first. */
const packings: readonly Packing[] = [{}, { packed: true }, ...[4, 2, 8, 1, 16].map((pack) => ({ pack }))];

/** The largest alignment that is thought of: that of a page. */
const mostAlign = 4096;

/** A struct or union whose layout for an ABI is what is wanted, by as few attributes as do; none if there is none. */
export function arrange(wanted: Wanted, abi: Abi): Definition | undefined {
  const plain = Object.fromEntries(wanted.members.map(({ key, field }) => [key, field]));
  const usable = packings.filter(({ packed }) => !packed || abi.takesAttributes);
  for (const packing of usable) {
    const found = close(wanted, plain, packing, abi);
    if (found !== undefined) return found;
  }
  if (wanted.kind === "union") return undefined;
  for (const packing of abi.takesAttributes ? usable.slice(0, 2) : usable) {
    const placed = placeEach(wanted, packing, abi);
    const found =
      placed &&
      (close(wanted, placed, packing, abi) ?? close(wanted, filled(wanted, placed, packing, abi), packing, abi));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The definition with these fields if it comes out as wanted, where need be by an alignment of the whole. */
function close(wanted: Wanted, fields: Fields, packing: Packing, abi: Abi): Definition | undefined {
  const { size, align, members } = wanted;
  const { bytes = 1, isExact = false } = align ?? {};
  const isRight = (layout: Layout) =>
    layout.size === size && (isExact ? layout.align === bytes : layout.align >= bytes);
  const bare = define(wanted, fields, packing);
  const layout = layOut(bare, abi);
  const found = fieldsOf(layout).filter(({ reserved }) => !reserved);
  if (found.length !== members.length || !members.every((member, i) => isAt(found[i]!, member))) return undefined;
  if (isRight(layout)) return bare;
  if (!abi.takesAttributes) return undefined;
  return [...powers(layout.align * 2, mostAlign)]
    .filter((align) => size % align === 0)
    .map((align) => define(wanted, fields, { ...packing, align }))
    .find((one) => isRight(layOut(one, abi)));
}

function* powers(least: number, most: number): Iterable<number> {
  for (let power = least; power <= most; power *= 2) yield power;
}

/** As the functions of the vocabulary make it; where it was defined, nobody asks. */
export function define(
  { kind, name, as }: Pick<Wanted, "kind" | "name" | "as">,
  fields: Fields,
  { align, packed = false, pack }: Attributes = {},
): Definition {
  const common = { name, as, doc: undefined, fields, align, packed, pack, definedIn: undefined, unknownOptions: [] };
  return kind === "struct" ? { kind, ...common } : { kind, ...common, tag: undefined };
}

function isAt(field: FieldLayout, { at, width }: Pick<WantedMember, "at" | "width">): boolean {
  const range = bitRangeOf(field);
  return range.at === at && range.width === width;
}

/** The fields with what puts each where it is wanted. */
function placeEach(wanted: Wanted, packing: Packing, abi: Abi): Fields | undefined {
  const keys = freeKeys(wanted.members);
  const fields: [key: string, field: Field][] = [];
  let end = 0;
  for (const member of wanted.members) {
    const found = waysTo(member, end, wanted, packing, abi).find((way) => {
      // Keys that are numbers keep their order.
      const probe = { ...[...upTo(end), ...way] } as unknown as Fields;
      const last = fieldsOf(layOut(define(nameless, probe, packing), abi)).at(-1);
      return last !== undefined && isAt(last, member);
    });
    const field = found?.at(-1);
    if (found === undefined || field === undefined) return undefined;
    fields.push(...found.slice(0, -1).map((gap): [string, Field] => [keys(), gap]), [member.key, field]);
    end = member.at + member.width;
  }
  return Object.fromEntries(fields);
}

const nameless = { kind: "struct", name: "", as: undefined } as const;

/** Keys for members without a name, `_1` and so on: none that a member has for its name. */
export function freeKeys(members: readonly { readonly key: string }[]): () => string {
  const taken = new Set(members.map(({ key }) => key));
  let last = 0;
  return () => {
    do last++;
    while (taken.has(`_${last}`));
    return `_${last}`;
  };
}

/** Fields that fill a struct up to a bit. */
function upTo(end: number): Field[] {
  return [...(end >= 8 ? [bytes(Math.floor(end / 8))] : []), ...(end % 8 > 0 ? [bits(u8, end % 8).packed()] : [])];
}

/** What might put a member in its place behind the bit `end`, the simplest first. */
function waysTo(
  { field, at }: WantedMember,
  end: number,
  { size, align }: Wanted,
  packing: Packing,
  abi: Abi,
): (readonly Field[])[] {
  const own = new FieldBuilder(field.facts);
  const most = align?.isExact ? align.bytes : mostAlign;
  const gaps = at > end ? fillers(end, at, field, packing, abi) : [];
  // What has no name has no attributes of its own.
  if (isNameless(field.facts.type) || !abi.takesAttributes) return [[own], ...gaps.map((gap) => [...gap, own])];
  const aligns = [...powers(2, most)].filter((n) => size % n === 0 && Math.ceil(end / 8 / n) * n * 8 === at);
  const packed = packing.packed ? [] : [own.packed()];
  const behindGaps = gaps.flatMap((gap) => [own, ...packed].map((one) => [...gap, one]));
  const aligned = aligns.map((n) => [own.aligned(n)]);
  return [
    [own],
    // C has bits without a name for them.
    ...(field.facts.type.kind === "bits" ? [...behindGaps, ...aligned] : aligned),
    ...packed.map((one) => [one]),
    ...packed.flatMap((one) => aligns.map((n) => [one.aligned(n)])),
    ...behindGaps,
  ];
}

/** What takes the bits up to `at`: of the bit field's own type, what ends a unit, or bytes and bits that align nothing. */
function fillers(end: number, at: number, { facts }: Field, packing: Packing, abi: Abi): Field[][] {
  const { type } = facts;
  const bitsOf = (width: number) => {
    const word = padding(u8, width);
    return packing.packed || !abi.takesAttributes ? word : word.packed();
  };
  const front = Math.min(at - end, (8 - (end % 8)) % 8);
  const whole = Math.floor((at - end - front) / 8);
  const rest = at - end - front - whole * 8;
  const plain = [
    ...(front > 0 ? [bitsOf(front)] : []),
    ...(whole > 0 ? [bytes(whole).reserved()] : []),
    ...(rest > 0 ? [bitsOf(rest)] : []),
  ];
  if (type.kind !== "bits" || type.base.kind !== "integer") return [plain];
  const own = (width: number) => new FieldBuilder({ type: { ...type, width, unnamed: true } });
  return [...(at - end <= type.base.size * 8 ? [[own(at - end)]] : []), [own(0)], [padding(u64, 0)], plain];
}

/** The fields, and what takes the bits up to the end. */
function filled({ size, members }: Wanted, fields: Fields, packing: Packing, abi: Abi): Fields {
  const end = members.reduce((end, { at, width }) => Math.max(end, at + width), 0);
  const [gap = []] = size * 8 > end ? fillers(end, size * 8, u8, packing, abi) : [];
  const keys = freeKeys(Object.keys(fields).map((key) => ({ key })));
  return { ...fields, ...Object.fromEntries(gap.map((one) => [keys(), one])) };
}
