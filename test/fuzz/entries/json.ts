import { ImageToJson, imageToJson, JsonToImage, jsonToImage } from "../../../src/inspect/index.ts";
import type { Family } from "../../../src/wire/index.ts";
import { allCorpora, ckptCorpora } from "../corpus.ts";
import type { Entry } from "../entry.ts";
import { hostileValue, spoil } from "../hostile-values.ts";
import { mutateBytes } from "../mutate-bytes.ts";
import { demand, demandAscii, demandOneLine, outcomeOf } from "../oracle.ts";
import type { Random } from "../random.ts";
import { type ChunkedInput, chunksOf, makeChunked, makeCuts } from "./framing.ts";

const versions: readonly Family[] = [ckptCorpora[0]!.family, ckptCorpora[2]!.family];

function familiesOf(index: number): readonly Family[] {
  return index < ckptCorpora.length ? versions : [allCorpora[index]!.family];
}

/** What `ckpt decode` does: any bytes as lines, and back to the same. */
const decode: Entry<ChunkedInput> = {
  name: "json-decode",
  make: makeChunked,
  run(input) {
    const { bytes, family } = input;
    const families = familiesOf(family);
    const toJson = new ImageToJson(families);
    const lines: string[] = [];
    for (const chunk of chunksOf(input)) lines.push(...toJson.push(chunk));
    lines.push(...toJson.end());
    const text = lines.join("");
    demandAscii(text);
    demand(text.endsWith("}\n"), "lines that do not end", text);
    const back = jsonToImage(text, families);
    demand(Buffer.compare(back, bytes) === 0, "the lines are other bytes", text, back);
  },
};

interface JsonInput {
  readonly family: number;
  readonly bytes: Uint8Array;
  readonly cuts: readonly number[];
}

/** What `ckpt encode` does: any lines are an image, or wrong at some line. */
const encode: Entry<JsonInput> = {
  name: "json-encode",
  make: makeJson,
  run(input) {
    const families = familiesOf(input.family);
    const encoded = outcomeOf(() => {
      const toImage = new JsonToImage(families);
      const parts: Uint8Array[] = [];
      for (const chunk of chunksOf(input)) parts.push(...toImage.push(chunk).map((part) => new Uint8Array(part)));
      return Buffer.concat([...parts, ...toImage.end()]);
    }, "BytewrightError");
    if ("error" in encoded) {
      const { error } = encoded;
      demand(/^line [1-9]\d*: /.test(error.message), "a message without a line", error);
      demand(!/undefined|\[object/.test(error.message), "a message that says nothing", error);
      demandOneLine(error.message);
      return;
    }
    const lines = imageToJson(encoded.value, families);
    demand(Buffer.compare(jsonToImage(lines, families), encoded.value) === 0, "the image does not come back", lines);
  },
};

/** Lines of JSON that are an image, or nearly. */
export function makeJson(random: Random): JsonInput {
  const { bytes: image, family } = makeChunked(random);
  const families = familiesOf(family);
  const lines = imageToJson(image.subarray(0, 2000), families).trimEnd().split("\n");
  for (let left = random.below(4); left > 0; left--) spoilLines(lines, random);
  let bytes: Uint8Array = Buffer.from(`${lines.join("\n")}${random.oneIn(3) ? "" : "\n"}`);
  if (random.oneIn(3)) bytes = mutateBytes(bytes, random, Buffer.from(random.pick(fragments)));
  return { family, bytes, cuts: makeCuts(random, bytes) };
}

const fragments = [
  ...['"__proto__":', '"constructor":{"prototype":{"x":1}},', "[[[[[[[[[[[[[[[[[[[[[[[[", '{"a":{"a":{"a":{"a":{"a":'],
  ...['"\\ud800"', "\ufeff", "\u2028", '"\u202e\u001b"', "1e999", "-0", "9007199254740993", '"raw":"00",', "null"],
  ...[
    '"byteOrder":"big"',
    '"family":"ckpt_v23"',
    '"elements":"ckpt_task_pids",',
    "\n\n\n",
    '{"offset":0,"tail":"00"}\n',
  ],
];

/** Changes lines as JSON, so that they stay JSON. */
function spoilLines(lines: string[], random: Random): void {
  const at = random.below(lines.length);
  switch (random.below(8)) {
    case 0:
      lines.splice(at, 1);
      return;
    case 1:
      lines.splice(at, 0, lines[random.below(lines.length)] ?? "");
      return;
    case 2:
      lines[at] = "[".repeat(random.pick([1, 50, 1000, 5000]));
      return;
    case 3:
      lines[at] = `{"record":${'{"a":'.repeat(random.pick([1, 50, 1000, 5000]))}`;
      return;
    default:
      lines[at] = JSON.stringify(spoil(parse(lines[at] ?? ""), random, jsonValue)) ?? "";
  }
}

function jsonValue(random: Random): unknown {
  const value = hostileValue(random);
  const isJson = ["number", "string", "boolean"].includes(typeof value) || Array.isArray(value);
  return isJson || value instanceof Uint8Array ? value : typeof value === "bigint" ? String(value) : null;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}

export const jsonEntries: readonly Entry[] = [decode, encode];
