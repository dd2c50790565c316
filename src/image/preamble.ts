import { type AnyCodec, type Family, fieldTypeOf, kindOf, once, placesIn, viewOf } from "../wire/index.ts";
import type { Unframed } from "./frame.ts";
import { paddingAt } from "./measure.ts";

/** A constant of a struct that starts an image: whether it is there, and where it ends. */
export interface Sign {
  readonly end: number;
  isThere(bytes: Uint8Array): boolean;
}

/** The constants of a struct or record that starts an image. */
export const signsOf: (codec: AnyCodec) => readonly Sign[] = once(({ layout, byteOrder }: AnyCodec) =>
  placesIn(layout).flatMap(({ field }): Sign[] => {
    const { constant, offset, size } = field;
    const type = fieldTypeOf(field);
    const read = kindOf(type).numberReader?.(type);
    if (constant === undefined || read === undefined) return [];
    const end = offset + size;
    const isThere = (bytes: Uint8Array) =>
      end <= bytes.length && Object.is(read(viewOf(bytes), offset, byteOrder === "little"), constant);
    return [{ end, isThere }];
  }),
);

/**
 * The codec of what `bytes`, an image's first ones, which stand at `offset`, start with, or why it cannot be told; undefined in a family whose
 * images start with a record. Where none of several fits, it is the first. Where the start is cut, ask again with as many
 * bytes as are expected: it may take still more.
 */
export function preambleOf(family: Family, bytes: Uint8Array, offset = 0): AnyCodec | Unframed | undefined {
  const forms = family.preamble ?? [];
  const found = bytes.length;
  const wrongAt = forms.map((codec) => signsOf(codec).find((sign) => !sign.isThere(bytes))?.end ?? 0);
  const fits = wrongAt.indexOf(0);
  const open = wrongAt.filter((end) => end > found);
  const expected = fits < 0 && open.length > 0 ? Math.min(...open) : (forms[Math.max(0, fits)]?.layout.size ?? 0);
  return expected > found ? { code: "preamble-cut", offset, found, expected } : forms[Math.max(0, fits)];
}

/** Where the first record of an image starts, or why there is none. */
export function startOfRecords(family: Family, bytes: Uint8Array): number | Unframed {
  const told = preambleOf(family, bytes);
  if (told === undefined) return 0;
  if ("code" in told) return told;
  const { size } = told.layout;
  return Math.min(size + paddingAt(size, family.framing.align), bytes.length);
}
