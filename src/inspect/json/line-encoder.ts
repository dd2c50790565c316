import { inAllOrders } from "../../image/families.ts";
import { type Families, listFamilies, paddingAt, RecordWriter } from "../../image/index.ts";
import type { Family } from "../../wire/index.ts";
import { bytesAt, invalid, type Keys, objectAt, refuseKeysBut, unexpected } from "./invalid-json.ts";
import { encodeLine, encodePreambleLine, encodeUnknownLine, readStartLine } from "./line-records.ts";

const placed = ["offset", "record", "type", "len"];

/** What a line after the first can be, and the keys that it then has. */
const keysOf = {
  preamble: ["offset", "preamble", "len", "fields", "raw"],
  record: [...placed, "elements", "fields", "raw"],
  unknown: [...placed, "bytes"],
  start: [...placed, "header"],
  payload: ["offset", "payload"],
  padding: ["offset", "padding"],
  tail: ["offset", "tail", "reason"],
};
type LineKind = keyof typeof keysOf;

/** A record that lines of payload complete. */
interface LargeRecord {
  readonly line: number;
  readonly size: number;
  missing: number;
}

/** Makes bytes of one line after another, and knows which kind of line may come next. */
export class LineEncoder {
  readonly #given: readonly Family[];
  /** set once the first line has told the family */
  #writer: RecordWriter<unknown> | undefined;
  #large: LargeRecord | undefined;
  #inTail = false;

  constructor(families: Families) {
    this.#given = listFamilies(families);
  }

  /**
   * The bytes of a line.
   * @throws BytewrightError
   */
  encode(json: unknown, line: number): Uint8Array {
    const keys = objectAt(json, "");
    const writer = this.#writer;
    if (writer === undefined) {
      this.#writer = new RecordWriter(readFormatLine(keys, this.#given));
      return new Uint8Array(0);
    }
    const kind = kindOf(keys);
    refuseKeysBut(keysOf[kind], keys);
    const isStart = writer.offset === 0 && writer.family.preamble !== undefined;
    if (kind === "preamble" && !isStart) throw invalid("", "a preamble", "records");
    if (isStart && kind !== "preamble" && kind !== "tail")
      throw invalid("", kind, "a preamble, with which images start");
    if (this.#inTail && kind !== "tail") throw invalid("", `${kind} after tail`, "only more tail");
    if (kind !== "tail" && kind !== "payload") this.#checkComplete();
    switch (kind) {
      case "preamble":
        return writer.appendUnaligned(encodePreambleLine(writer.family, keys));
      case "record":
        return writer.appendEncoded(encodeLine(writer.family, keys));
      case "unknown":
        return writer.appendEncoded(encodeUnknownLine(writer.family, keys));
      case "start": {
        const { header, size } = readStartLine(writer.family, keys);
        this.#large = { line, size, missing: size - header.length };
        return writer.appendEncoded(header);
      }
      case "payload":
        return writer.appendUnaligned(this.#countPayload(bytesAt(keys.payload, "payload")));
      case "padding":
        return writer.appendUnaligned(readPadding(keys, writer));
      case "tail":
        this.#inTail = true;
        this.#large = undefined;
        return writer.appendUnaligned(bytesAt(keys.tail, "tail"));
    }
  }

  /** @throws BytewrightError if more lines had to come */
  end(): void {
    if (this.#writer === undefined) throw unexpected("", undefined, `a first line like ${formatLineOf(this.#given)}`);
    this.#checkComplete();
  }

  #checkComplete(): void {
    const { line = 0, size = 0, missing = 0 } = this.#large ?? {};
    if (missing === 0) return;
    const found = `${size - missing} of ${size} bytes of the record that line ${line} begins`;
    throw invalid("", found, "payload for the rest, or tail where it is cut");
  }

  #countPayload(bytes: Uint8Array): Uint8Array {
    const { missing } = this.#large ?? { missing: 0 };
    if (bytes.length > missing) {
      const begun = this.#large === undefined ? "no line begins a large record" : `line ${this.#large.line} begins it`;
      throw invalid("payload", `${bytes.length} bytes`, `at most ${missing}: ${begun}`);
    }
    if (this.#large !== undefined) this.#large.missing -= bytes.length;
    return bytes;
  }
}

function kindOf(line: Keys): LineKind {
  for (const kind of ["payload", "padding", "tail", "preamble"] as const) if (Object.hasOwn(line, kind)) return kind;
  if (!Object.hasOwn(line, "record")) throw invalid("", "none of record, payload, padding, tail", "one of them");
  if (Object.hasOwn(line, "header")) return "start";
  return line.record === "unknown" ? "unknown" : "record";
}

function readPadding(keys: Keys, { offset, family }: RecordWriter<unknown>): Uint8Array {
  const bytes = bytesAt(keys.padding, "padding");
  const room = paddingAt(offset, family.framing.align);
  if (bytes.length <= room) return bytes;
  throw invalid("padding", `${bytes.length} bytes`, `at most ${room} at offset ${offset}`);
}

/**
 * The family that the first line names, in the byte order that it tells.
 * @throws BytewrightError
 */
function readFormatLine(keys: Keys, families: readonly Family[]): Family {
  const { format, version, family: name, byteOrder } = keys;
  if (format !== "bytewright") throw unexpected("format", format, `"bytewright", as in ${formatLineOf(families)}`);
  if (version !== 1) throw unexpected("version", version, "1");
  const named = inAllOrders(families).filter((family) => family.name === name);
  if (named.length === 0) throw unexpected("family", name, anyOf(families.map((family) => family.name)));
  refuseKeysBut(["format", "version", "family", "byteOrder"], keys);
  const family = named.find((one) => one.byteOrder === byteOrder);
  if (family === undefined) throw unexpected("byteOrder", byteOrder, anyOf(named.map((one) => one.byteOrder)));
  return family;
}

/** An example of a first line. */
function formatLineOf([first]: readonly Family[]): string {
  return JSON.stringify({ format: "bytewright", version: 1, family: first?.name, byteOrder: first?.byteOrder });
}

function anyOf(values: readonly string[]): string {
  return [...new Set(values)].map((value) => `"${value}"`).join(" or ");
}
