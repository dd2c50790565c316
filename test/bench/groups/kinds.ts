import type { Way } from "../competitors/competitor.ts";
import { loadCompetitors } from "../competitors/index.ts";
import type { Effort } from "../measure.ts";
import { groupinfo } from "../records/groupinfo.ts";
import { header } from "../records/header.ts";
import { task } from "../records/task.ts";

export const kinds = { task, header, groupinfo };

export type RecordName = keyof typeof kinds;

/** A record in a few words. */
export const described: { readonly [record in RecordName]: string } = {
  task: "ckpt_hdr_task, 40 bytes, two u64",
  header: "ckpt_hdr_header, 56 bytes, three u64, a struct and holes",
  groupinfo: "ckpt_hdr_groupinfo of version 23, 20 to 80 bytes, a counted list of u32",
};

/** Where the first record stands; as the room of each is a multiple of 8, or of 16, all others stand likewise. */
export interface Place {
  readonly name: string;
  readonly first: number;
  readonly aligned: boolean;
}

export const aligned: Place = { name: "8-aligned", first: 0, aligned: true };

/** Where a TASK stands in a real image. */
export const odd: Place = { name: "odd", first: 283, aligned: false };

/** Between the two, where records of a multiple of 4 bytes stand. */
export const fourAligned: Place = { name: "4-aligned", first: 4, aligned: false };

/** The baseline of whatever is decoded or encoded. */
export const byHand = "by hand, DataView";

/** A library's way with one kind of record, and the name of its rows. */
export interface NamedWay {
  readonly name: string;
  readonly way: Way<unknown>;
}

/** All that can do something with a record. */
export async function waysOf(
  record: RecordName,
  wants: "decode" | "encode",
  { leads, leadsOnly }: Effort,
): Promise<NamedWay[]> {
  const competitors = await loadCompetitors(wants, (name) => !leadsOnly || leads.includes(name));
  return competitors.flatMap(({ name, [record]: way }) =>
    way === undefined ? [] : { name, way: way as Way<unknown> },
  );
}
