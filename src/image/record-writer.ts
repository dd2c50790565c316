import { type AnyCodec, type Family, requireBytes, type UnknownRecord } from "../wire/index.ts";
import { GrowingBytes } from "./growing-bytes.ts";
import { paddingAt } from "./measure.ts";
import { orFault } from "./route.ts";

/**
 * Encodes records one after another, each with the zeros in front that align it. It does no output itself.
 *
 *     const writer = new RecordWriter(Ckpt);
 *     file.write(writer.append({ $name: "ckpt_hdr_container" }));   // 02 00 00 00 08 00 00 00
 */
export class RecordWriter<Init> {
  readonly family: Family<unknown, Init>;
  #offset: number;

  /** `offset` is where in the image the first record will stand. */
  constructor(family: Family<unknown, Init>, offset = 0) {
    this.family = family;
    this.#offset = offset;
  }

  /** Where the next bytes will stand. */
  get offset(): number {
    return this.#offset;
  }

  /**
   * The bytes of what images of the family start with: of several codecs, by the first that takes the value, whose
   * constants tell them apart.
   * @throws BytewrightError if a value does not fit
   */
  appendPreamble(value: object): Uint8Array {
    const codecs: readonly AnyCodec[] = this.family.preamble ?? [];
    const encoded = codecs.map((codec) => orFault(() => codec.encode(value)));
    const found = encoded.find((one) => one instanceof Uint8Array) ?? encoded[0];
    if (found === undefined) throw new TypeError(`images of ${this.family.name} start with a record`);
    if (!(found instanceof Uint8Array)) throw found;
    return this.appendUnaligned(found);
  }

  /**
   * The bytes of a record, padding first.
   * @throws BytewrightError if a value does not fit; the writer then stands where it stood
   */
  append(record: Init | UnknownRecord): Uint8Array {
    return this.appendEncoded(this.family.encode(record));
  }

  /** The bytes of a record that is encoded already, padding first. */
  appendEncoded(record: Uint8Array): Uint8Array {
    requireBytes(record, "record");
    const padding = paddingAt(this.#offset, this.family.framing.align);
    this.#offset += padding + record.length;
    if (padding === 0) return record;
    const bytes = new Uint8Array(padding + record.length);
    bytes.set(record, padding);
    return bytes;
  }

  /** Bytes that are no record by themselves: part of a large one, or whatever ends an image. */
  appendUnaligned(bytes: Uint8Array): Uint8Array {
    requireBytes(bytes, "part of a record");
    this.#offset += bytes.length;
    return bytes;
  }
}

/**
 * A whole image in memory. `preamble` is what it starts with, where those of the family do; by default its constants.
 * @throws BytewrightError if a value does not fit its field
 */
export function encodeRecords<Init>(
  family: Family<unknown, Init>,
  records: Iterable<Init | UnknownRecord>,
  preamble: object = {},
): Uint8Array {
  const writer = new RecordWriter(family);
  const image = new GrowingBytes();
  if (family.preamble !== undefined) image.append(writer.appendPreamble(preamble));
  for (const record of records) image.append(writer.append(record));
  return image.take().slice();
}
