import fc from "fast-check";
import { Ckpt } from "../../generated/ckpt/index.ts";
import { CkptV23 } from "../../generated/ckpt-v23/index.ts";
import { dynamicFamily } from "../../src/dynamic/index.ts";
import { encodeRecords } from "../../src/image/index.ts";
import type { AnyCodec, ByteOrder, Family } from "../../src/wire/index.ts";
import * as headers from "../codegen/fixtures/headers.ts";
import * as parts from "../codegen/fixtures/parts.ts";
import { aligned, counted, unmeasured, verbose, wide, zoo } from "../image/support/families.ts";
import { v23Image } from "../image/support/v23-image.ts";
import { arbitraryValue } from "../support/arbitrary-value.ts";
import { join, mutateBytes, putNumber } from "./mutate-bytes.ts";
import { outcomeOf } from "./oracle.ts";
import type { Random } from "./random.ts";

/** A family's valid bytes: single records, and images. */
export interface Corpus {
  readonly family: Family;
  readonly records: readonly Uint8Array[];
  readonly images: readonly Uint8Array[];
}

/** The two versions of the format, in both byte orders. */
export const ckptCorpora: readonly Corpus[] = [
  { family: Ckpt as Family, images: [ckptImage("little")] },
  { family: Ckpt.be as Family, images: [ckptImage("big")] },
  { family: CkptV23 as Family, images: [v23Image("little")] },
  { family: CkptV23.be as Family, images: [v23Image("big")] },
].map(({ family, images }) => ({ family, images, records: recordsOf(family) }));

/** Headers that tell types and lengths in every way, and images that start with something else. */
const told = Object.values(headers).map((definition) => dynamicFamily(definition));

/** Families whose framing differs in every way from the checkpoint image's. */
export const otherCorpora: readonly Corpus[] = [
  ...[aligned, counted, unmeasured, wide, zoo, zoo.be, verbose],
  ...[parts.tlv, parts.notes, parts.box].map(dynamicFamily).flatMap((family) => [family, family.be]),
  ...told.flatMap((family) => (family.be.byteOrder === family.byteOrder ? [family] : [family, family.be])),
].map((family) => {
  const records = recordsOf(family);
  return { family, records, images: imagesOf(family, records) };
});

/** All records of a family, behind each thing that its images may start with. */
export function imagesOf(family: Family, records: readonly Uint8Array[]): Uint8Array[] {
  const starts = family.preamble?.map((codec) => samplesOf(codec as AnyCodec, 1)) ?? [[]];
  return starts.map((start) => joinAligned(family, [...start, ...records]));
}

export const allCorpora: readonly Corpus[] = [...ckptCorpora, ...otherCorpora];

/** The ordinary image of 363 bytes. */
export function ckptImage(byteOrder: ByteOrder): Uint8Array {
  const text = (content: string, size: number) => Buffer.concat([Buffer.from(content)], size);
  const constants = { task_comm_len: 16, uts_release_len: 65, uts_version_len: 65, uts_machine_len: 65 };
  return encodeRecords(byteOrder === "big" ? Ckpt.be : Ckpt, [
    { $name: "ckpt_hdr_header", major: 2, minor: 6, patch: 37, rev: 3, constants, time: 1292343295n, uflags: 0n },
    { $name: "ckpt_hdr_buffer", payload: text("2.6.37-rc5", 65) },
    { $name: "ckpt_hdr_buffer", payload: text("#1 SMP", 65) },
    { $name: "ckpt_hdr_buffer", payload: text("x86_64", 65) },
    { $name: "ckpt_hdr_container" },
    {
      ...{ $name: "ckpt_hdr_task", state: 0, exit_state: 0, exit_code: 0, exit_signal: 17 },
      ...{ set_child_tid: 0n, clear_child_tid: 0x7f1234567890n },
    },
    { $name: "ckpt_hdr_string", payload: text("bash", 16) },
    { $name: "ckpt_hdr_tail" },
  ]);
}

/** Valid bytes for a codec; `many` samples, the same each time. */
export function samplesOf(codec: AnyCodec, many = 4): readonly Uint8Array[] {
  // A length that counts in units does not take every value.
  const encoded = valuesOf(codec, 4 * many).map((value) => outcomeOf(() => codec.encode(value), "BytewrightError"));
  return encoded.flatMap((outcome) => ("value" in outcome ? [outcome.value] : [])).slice(0, many);
}

/** Valid values for a codec. */
export function valuesOf({ layout }: AnyCodec, many: number, seed = 1): readonly Record<string, unknown>[] {
  return fc.sample(arbitraryValue(layout), { numRuns: many, seed });
}

function recordsOf(family: Family): readonly Uint8Array[] {
  return family.codecs.flatMap((codec) => samplesOf(codec, 3)).filter((bytes) => bytes.length < 8192);
}

function joinAligned(family: Family, records: readonly Uint8Array[]): Uint8Array {
  const { align } = family.framing;
  return join(...records.flatMap((one) => [one, new Uint8Array((align - (one.length % align)) % align)]));
}

/** An image that is wrong, or right now and then: records put together, and bytes of them changed. */
export function makeImage(random: Random, corpora: readonly Corpus[]): Uint8Array {
  const { images, records } = random.pick(corpora);
  let image = random.pick(images);
  const mixed = () => random.pick(random.oneIn(4) ? random.pick(corpora).records : records);
  if (random.oneIn(3)) image = join(...Array.from({ length: random.below(6) }, mixed));
  else if (random.oneIn(4)) image = join(image, mixed(), random.pick(images));
  if (random.oneIn(12)) return image;
  return mutateBytes(random.oneIn(2) ? putNumber(image, random) : image, random, mixed());
}
