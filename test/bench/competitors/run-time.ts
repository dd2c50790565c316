import { dynamicFamily } from "bytewright/dynamic";
import { ckpt } from "bytewright/schema/ckpt";
import { ckptV23 } from "bytewright/schema/ckpt-v23";
import type { Competitor, Way } from "./competitor.ts";

const families = [ckpt, ckptV23].map(dynamicFamily);

function wayOf<T>(name: string): Way<T> {
  const codec = families.map((family) => family.codecNamed(name)).find((found) => found !== undefined);
  if (codec === undefined) throw new Error(`no record is named ${name}`);
  return {
    decoder: () => (bytes, at) => codec.decode(bytes, at),
    encoder: () => (value, bytes, at) => codec.encodeInto(value, bytes, at),
    encode: (value) => codec.encode(value),
  };
}

/** Codecs that are made at run time, from the schema alone. */
export const runTime: Competitor = {
  task: wayOf("ckpt_hdr_task"),
  header: wayOf("ckpt_hdr_header"),
  groupinfo: wayOf("ckpt_hdr_groupinfo"),
};
