import {
  array,
  bytes,
  char,
  enumeration,
  type FamilyDefinition,
  family,
  record,
  records,
  struct,
  u16,
  u32,
} from "../dsl/index.ts";

/**
 * Source of all here: Multimedia Programming Interface and Data Specifications 1.0, IBM and Microsoft, 1991. "Chunks".
 */
const chunk = struct("riff_chunk", {
  doc: "In front of each chunk.",
  fields: {
    ck_id: array(char, 4).doc("What it is."),
    ck_size: u32.doc("Bytes behind this header, padding not counted."),
  },
});

/** Source: WAVE_FORMAT_ in mmreg.h. */
const format = enumeration("wave_format", {
  ...{ WAVE_FORMAT_PCM: 1, WAVE_FORMAT_ADPCM: 2, WAVE_FORMAT_IEEE_FLOAT: 3, WAVE_FORMAT_ALAW: 6 },
  ...{ WAVE_FORMAT_MULAW: 7, WAVE_FORMAT_EXTENSIBLE: 0xfffe },
});

/** Text of an INFO list: "INFO List Chunk". It usually ends with a NUL. */
const texts = ["IART", "ICMT", "ICOP", "ICRD", "IENG", "IGNR", "IKEY", "INAM", "IPRD", "ISBJ", "ISFT", "ISRC", "ITCH"];

export const riff: FamilyDefinition = family("riff", {
  doc: "Resource Interchange File Format, with the chunks of sound (wav): a chunk that holds chunks.",
  header: chunk,
  member: "h",
  type: "ck_id",
  length: { field: "ck_size", counts: "payload" },
  align: 2,
  byteOrder: "little",
  records: [
    record("riff_form", {
      doc: "The whole file.",
      type: "RIFF",
      fields: { form_type: array(char, 4).doc('What is in it: "WAVE".') },
      parts: { chunks: records("own") },
    }),
    record("riff_list", {
      doc: "Chunks that belong together.",
      type: "LIST",
      fields: { list_type: array(char, 4).doc('What they are: "INFO".') },
      parts: { chunks: records("own") },
    }),
    // "Waveform Audio File Format (WAVE)"; what depends on the format is behind it.
    record("wave_fmt", {
      doc: "How sound is encoded.",
      type: "fmt ",
      grows: true,
      fields: {
        w_format_tag: u16.enum(format),
        n_channels: u16,
        n_samples_per_sec: u32,
        n_avg_bytes_per_sec: u32,
        n_block_align: u16.doc("Bytes of a sample of all channels."),
        w_bits_per_sample: u16,
      },
    }),
    record("wave_fact", {
      doc: "Samples, where they are not counted in bytes.",
      type: "fact",
      fields: { samples: u32 },
    }),
    record("wave_data", { doc: "The sound.", type: "data", fields: { data: bytes() } }),
    ...texts.map((type) => record(`info_${type.toLowerCase()}`, { type, fields: { text: bytes().text() } })),
  ],
});
