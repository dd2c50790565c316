import type { Way } from "../competitors/competitor.ts";
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

/** All that can do something with a record. Loaded only when it is to be timed. */
export async function competitorsFor(record: RecordName): Promise<{ name: string; way: Way<unknown> }[]> {
  const { competitors } = await import("../competitors/index.ts");
  return competitors.flatMap(({ name, [record]: way }) =>
    way === undefined ? [] : { name, way: way as Way<unknown> },
  );
}
