import {
  array,
  bytes,
  char,
  enumeration,
  type FamilyDefinition,
  type Fields,
  family,
  nested,
  type RecordDefinition,
  record,
  struct,
  strz,
  u8,
  u16,
  u32,
  u64,
} from "../dsl/index.ts";

/** Source of all here: Portable Network Graphics (PNG) Specification, W3C, third edition. Section 5.2. */
const pngSignature = struct("png_signature", {
  doc: "Opens every file: 89 50 4e 47 0d 0a 1a 0a.",
  fields: { signature: u64.hex().constant(0x89504e470d0a1a0an) },
});

/** Section 5.3 "Chunk layout". */
const pngChunk = struct("png_chunk", {
  doc: "In front of each chunk.",
  fields: { length: u32.doc("Bytes of its data alone."), type: array(char, 4).doc("What it is.") },
});

/** A chunk, and behind its data the CRC-32 of type and data. */
function chunk(type: string, doc: string, fields: Fields, parts: Fields = {}): RecordDefinition {
  const crc = u32.checksum("crc32", { from: "h.type" });
  return record(`png_${type.toLowerCase()}`, { doc, type, packed: true, fields, parts: { ...parts, crc } });
}

/** Section 6.1 "Color types and values". */
const colorType = enumeration("png_color_type", {
  ...{ GREYSCALE: 0, TRUECOLOR: 2, INDEXED: 3, GREYSCALE_ALPHA: 4, TRUECOLOR_ALPHA: 6 },
});

const rgb = struct("png_rgb", { fields: { red: u8, green: u8, blue: u8 } });

/** Two coordinates in units of 1/100000, as CIE 1931 has x and y. */
const point = (name: string) => ({ [`${name}_x`]: u32, [`${name}_y`]: u32 });

export const png: FamilyDefinition = family("png", {
  doc: "Portable Network Graphics: a signature, then chunks.",
  preamble: [pngSignature],
  header: pngChunk,
  member: "h",
  type: "type",
  // The CRC is not counted.
  length: { field: "length", counts: "payload", plus: 4 },
  byteOrder: "big",
  records: [
    // Section 11.2 "Critical chunks"
    chunk("IHDR", "What the image is.", {
      ...{ width: u32, height: u32, bit_depth: u8, color_type: u8.enum(colorType) },
      ...{ compression_method: u8, filter_method: u8, interlace_method: u8 },
    }),
    chunk("PLTE", "The palette.", {}, { entries: array(nested(rgb)) }),
    chunk("IDAT", "Some of the image, compressed.", {}, { data: bytes() }),
    chunk("IEND", "Ends the file.", {}),
    // Section 11.3 "Ancillary chunks"
    chunk("tRNS", "Transparency.", {}, { data: bytes() }),
    chunk("cHRM", "Chromaticities.", { ...point("white"), ...point("red"), ...point("green"), ...point("blue") }),
    chunk("gAMA", "Gamma, times 100000.", { gamma: u32 }),
    chunk("sRGB", "Rendering intent.", { intent: u8 }),
    chunk("sBIT", "Significant bits.", {}, { data: bytes() }),
    chunk("bKGD", "Background.", {}, { data: bytes() }),
    chunk("pHYs", "Pixels per unit, which is the metre if it is 1.", { x: u32, y: u32, unit: u8 }),
    chunk("tIME", "When it was last changed, UTC.", {
      year: u16,
      month: u8,
      day: u8,
      hour: u8,
      minute: u8,
      second: u8,
    }),
    chunk("tEXt", "A text in Latin-1.", {}, { keyword: strz(), text: bytes().text() }),
    chunk("zTXt", "The same, compressed.", {}, { keyword: strz(), method: u8, text: bytes() }),
    chunk(
      "iTXt",
      "A text in UTF-8.",
      {},
      {
        ...{
          keyword: strz(),
          is_compressed: u8,
          method: u8,
          language: strz(),
          translated: strz(),
          text: bytes().text(),
        },
      },
    ),
  ],
});
