import type { Way } from "../competitors/competitor.ts";
import { loadCompetitors } from "../competitors/index.ts";
import type { Effort } from "../measure.ts";
import { groupinfoOf } from "../records/groupinfo.ts";
import { header } from "../records/header.ts";
import { hpage } from "../records/hpage.ts";
import type { RecordKind } from "../records/record-kind.ts";
import { task } from "../records/task.ts";

/** A kind of record, whatever its values. */
export type AnyKind = RecordKind<unknown>;

const known = { task, header, groupinfo16: groupinfoOf(16), groupinfo200: groupinfoOf(200), hpage };

export const kinds = known as { readonly [name in keyof typeof known]: RecordKind<unknown> };

/** Where the first record stands; as the room of each is a multiple of 8, all others stand likewise. */
export interface Place {
  readonly name: string;
  readonly first: number;
}

/** All libraries are compared here, and at no other place. */
export const aligned: Place = { name: "8-aligned", first: 0 };

/** Where a TASK stands in a real image. */
export const odd: Place = { name: "odd", first: 283 };

/** The measure of what decodes: no checks. */
export const byHand = "by hand, DataView";

/** The measure of what encodes. */
export const careful = "by hand, careful";

/** A library's way with one kind of record, and the name of its rows. */
export interface NamedWay {
  readonly name: string;
  readonly way: Way<unknown>;
}

/** All that can do something with a record; but for the first place those alone that a goal is about. */
export async function waysOf(
  { way: key }: AnyKind,
  wants: "decode" | "encode",
  { leads, leadsOnly }: Effort,
  place: Place,
): Promise<NamedWay[]> {
  const isOwn = (name: string) => /^bytewright|^by hand|^floor: /.test(name) || leads.includes(name);
  const all = place === aligned && !leadsOnly;
  const competitors = await loadCompetitors(wants, (name) => all || isOwn(name));
  return competitors.flatMap(({ name, [key]: way }) => (way === undefined ? [] : { name, way: way as Way<unknown> }));
}
