import { expect, test } from "vitest";
import { riff } from "../../schema/riff/index.ts";
import { readReal, readTable } from "./real-file.ts";

type Chunk = { readonly $name: string; readonly [field: string]: unknown };

function chunksOf(file: string): readonly Chunk[] {
  const { records } = readReal(file, riff);
  expect(records).toHaveLength(1);
  expect(records[0]).toMatchObject({ $name: "riff_form", form_type: "WAVE" });
  return records[0]?.chunks as readonly Chunk[];
}

test.each([
  ["tone", 1],
  ["odd", 1],
  ["float", 3],
  ["adpcm", 2],
  ["tagged", 1],
] as const)("%s.wav is what soxi says", (name, tag) => {
  const chunks = chunksOf(`riff/${name}.wav`);
  const said = new Map(readTable(`riff/${name}.soxi`, / *: /).map(([key = "", value = ""]) => [key, value]));
  const format = chunks.find(({ $name }) => $name === "wave_fmt") as Chunk;
  expect(format).toMatchObject({
    w_format_tag: tag,
    n_channels: Number(said.get("Channels")),
    n_samples_per_sec: Number(said.get("Sample Rate")),
  });
  const data = chunks.find(({ $name }) => $name === "wave_data")?.data as Uint8Array;
  // Of ADPCM what is behind the format tells how many samples a block has.
  const [, perBlock = 1] = tag === 2 ? new Uint16Array((format.$rest as Uint8Array).slice().buffer) : [];
  const samples = (data.length / (format.n_block_align as number)) * perBlock;
  expect(said.get("Duration")).toContain(` = ${samples} samples`);
});

test("a list in the file holds the texts that sndfile-metadata-get tells", () => {
  const list = chunksOf("riff/tagged.wav").find(({ $name }) => $name === "riff_list");
  expect(list?.list_type).toBe("INFO");
  const said = new Map(readTable("riff/tagged.sndfile", / *: ?/).map(([key = "", value = ""]) => [key, value]));
  const texts = ((list?.chunks ?? []) as readonly Chunk[]).map(({ $name, text }) => {
    return [
      $name,
      Buffer.from(text as Uint8Array)
        .toString("latin1")
        .replace(/\0+$/, ""),
    ];
  });
  expect(Object.fromEntries(texts)).toEqual({
    info_inam: said.get("Name"),
    info_iart: said.get("Artist"),
    info_icmt: said.get("Comment"),
  });
});
