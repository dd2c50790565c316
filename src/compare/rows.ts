import { isArray, recordIn, sizeOf } from "../import/c-types.ts";
import type { CType, MemberType, RecordType } from "../import/model.ts";

/** A member of a struct or union, by its path, wherever it stands. Positions and widths are in bits from the start of the whole. */
export interface Row {
  /** `list[].a`: of the first element */
  readonly path: string;
  readonly type: CType;
  readonly at: number;
  readonly width: number;
  readonly isBits: boolean;
}

/** The members that have a name, those of members without one in their place. */
export function membersOf(record: RecordType, around = "", base = 0): Row[] {
  return record.members.flatMap((member): Row[] => {
    const at = base + member.at;
    const inside = recordIn(member.type);
    if (member.name === undefined) return inside === undefined ? [] : membersOf(inside.record, around, at);
    const isBits = member.width !== undefined;
    return [{ path: around + member.name, type: member.type, at, width: widthOf(member), isBits }];
  });
}

/** Those, and behind one that is of a struct without a name the members of that. */
export function rowsOf(record: RecordType, around = "", base = 0): Row[] {
  return membersOf(record, around, base).flatMap((row) => {
    const inside = recordIn(row.type);
    if (inside === undefined || inside.name !== undefined) return [row];
    return [row, ...rowsOf(inside.record, pathInto(row), row.at)];
  });
}

/** What the paths of the members of a member begin with. */
export function pathInto({ path, type }: Pick<Row, "path" | "type">): string {
  return `${path}${isArray(type) ? "[]" : ""}.`;
}

export function widthOf({ type, width }: Pick<MemberType, "type" | "width">): number {
  return width ?? sizeOf(type) * 8;
}

/** Byte and bit, which counts as the ABI fills bytes: from the least significant one or, where big-endian, the most. */
export function placeOf(at: number): { readonly byte: number; readonly bit: number } {
  return { byte: Math.floor(at / 8), bit: at % 8 };
}

/** A layout as programs read it. Of a bit field `size` is how many bytes its bits are in. */
export function describe({ name, kind, size, align, members }: RecordType): object {
  return {
    name: name ?? "",
    kind,
    size,
    align: align?.bytes ?? null,
    fields: rowsOf({ kind, name, size, members }).map(({ path, at, width, isBits }) => {
      const { byte, bit } = placeOf(at);
      return {
        name: path,
        offset: byte,
        size: Math.ceil((bit + width) / 8),
        bit_offset: isBits ? bit : null,
        bit_size: isBits ? width : null,
      };
    }),
  };
}
