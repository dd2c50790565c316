import { isDeepStrictEqual } from "node:util";
import { pascalCase } from "../../../codegen/emit/names.ts";
import { ImageReader } from "../../../src/image/index.ts";
import { jsonAt, parseFieldPath, withField } from "../../../src/inspect/field-at.ts";
import { flattenRecord } from "../../../src/inspect/flatten-record.ts";
import {
  describedLine,
  describeFrame,
  diffImages,
  formatDescription,
  formatDifference,
  formatHex,
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
    if (description === undefined) continue;
    demandAscii(formatDescription(description));
    const whole = frame.kind === "record" || frame.kind === "preamble" ? frame : undefined;
    demandAscii(describedLine(description, reader.family, whole));
    if (whole !== undefined) {
      const record = { family: reader.family, ...whole, follower: undefined };
      demandAscii(formatHex(record, description, { columns: 60 }));
      if (whole.kind === "record" && description.faults.length === 0) demandSettable(reader.family, whole.bytes);
    }
  }
  const other = bytes.map((byte, i) => (i === bytes.length - 1 ? byte ^ 1 : byte));
  const differences = [...diffImages(bytes, other, family)].map((one) => formatDifference(one));
  demand(differences.length > 0 === bytes.length > 0, "a byte that differs is not told", bytes);
  for (const difference of differences) demandAscii(difference);
}

/** Fields that are tried of a record. */
const mostFields = 100;

/** Whatever is shown of a record, `set` takes, and changes nothing. */
function demandSettable(family: Family, bytes: Uint8Array): void {
  const record = { family, bytes, follower: undefined };
  for (const row of [...(flattenRecord(record) ?? [])].slice(0, mostFields)) {
    // A record in a list is what its fields are.
    if (row.what !== "value" || row.kind.isOpen || parseFieldPath(`x.${row.path}`) === undefined) continue;
    const { path } = row;
    const found = jsonAt(record, {}, path, "x");
    const text = typeof found === "string" && !found.startsWith('"') ? found : JSON.stringify(found);
    demand(isDeepStrictEqual(withField(record, path, text, "x"), bytes), "what is set is not what was got", path, text);
  }
}

export const inspectionEntries: readonly Entry[] = [inspection];
