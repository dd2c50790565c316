import { pascalCase } from "../../../codegen/emit/names.ts";
import { ImageReader } from "../../../src/image/index.ts";
import {
  describeFrame,
  diffImages,
  formatDescription,
  formatDifference,
  imageToJson,
  jsonToImage,
} from "../../../src/inspect/index.ts";
import type { Family, OrderedFamily } from "../../../src/wire/index.ts";
import { imagesOf, samplesOf } from "../corpus.ts";
import type { Entry } from "../entry.ts";
import { mutateBytes } from "../mutate-bytes.ts";
import { demand, demandAscii } from "../oracle.ts";
import { soundEntry } from "./sound-entry.ts";

/** Images of a family that nobody has seen: to JSON and back, in tables, and beside themselves. */
const inspection = soundEntry("schema-inspect", ({ families }, made, random) => {
  for (const { name } of families) {
    const family = made[pascalCase(name)] as OrderedFamily;
    for (const one of "be" in family ? [family, family.be] : [family]) {
      const records = one.codecs.flatMap((codec) => samplesOf(codec, 2));
      for (const image of imagesOf(one, records)) {
        for (const bytes of [image, mutateBytes(image, random, image), mutateBytes(image, random, image)]) {
          demandInspectable(bytes, family);
        }
      }
    }
  }
});

function demandInspectable(bytes: Uint8Array, family: Family): void {
  const json = imageToJson(bytes, family);
  demandAscii(json);
  demand(Buffer.compare(jsonToImage(json, family), bytes) === 0, "from JSON it does not come back", bytes, json);
  const reader = new ImageReader([family]);
  const frames = [...reader.push(bytes), ...reader.end()];
  for (const frame of frames) {
    const description = describeFrame(reader.family, frame);
    if (description !== undefined) demandAscii(formatDescription(description));
  }
  const other = bytes.map((byte, i) => (i === bytes.length - 1 ? byte ^ 1 : byte));
  const differences = [...diffImages(bytes, other, family)].map((one) => formatDifference(one));
  demand(differences.length > 0 === bytes.length > 0, "a byte that differs is not told", bytes);
  for (const difference of differences) demandAscii(difference);
}

export const inspectionEntries: readonly Entry[] = [inspection];
