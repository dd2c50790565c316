import { familyIn, paddingAt, RecordWriter } from "../image/index.ts";
import type { Family } from "../wire/index.ts";
import { objectAt } from "./fields-from-json.ts";
import { invalid, unexpected } from "./invalid-json.ts";
import { bytesOf, type Keys, kindOf, type LineKind, refuseKeysBut } from "./line-kinds.ts";
import { encodeLine, encodeUnknownLine, readStartLine } from "./line-records.ts";

/** A record that lines of payload complete. */
interface LargeRecord {
  readonly line: number;
  readonly size: number;
  missing: number;
}

/** Makes bytes of one line after another, and knows which kind of line may come next. */
export class LineEncoder {
  readonly #given: Family;
  /** set once the first line has told the byte order */
  #writer: RecordWriter<unknown> | undefined;
  #large: LargeRecord | undefined;
  #inTail = false;

  constructor(family: Family) {
    this.#given = family;
  }

  /**
   * The bytes of a line.
   * @throws InvalidJson
   */
  encode(json: unknown, line: number): Uint8Array {
    const keys = objectAt(json, "");
    if (this.#writer === undefined) {
      this.#writer = new RecordWriter(openFamily(keys, this.#given));
      return new Uint8Array(0);
    }
    const kind = kindOf(keys);
    this.#checkOrder(kind);
    return this.#encodeKind(kind, keys, this.#writer, line);
  }

  /** @throws InvalidJson if more lines had to come */
  end(): void {
    if (this.#writer === undefined) throw unexpected("", undefined, `a first line like ${firstLine(this.#given)}`);
    this.#checkComplete();
  }

  #encodeKind(kind: LineKind, keys: Keys, writer: RecordWriter<unknown>, line: number): Uint8Array {
    const { family } = writer;
    switch (kind) {
      case "record":
        return writer.appendEncoded(encodeLine(family, keys));
      case "unknown":
        return writer.appendEncoded(encodeUnknownLine(family, keys));
      case "start": {
        const { header, size } = readStartLine(family, keys);
        this.#large = { line, size, missing: size - header.length };
        return writer.appendEncoded(header);
      }
      case "payload":
        return writer.appendUnaligned(this.#countPayload(bytesOf(keys, "payload")));
      case "padding":
        return writer.appendUnaligned(readPadding(keys, writer));
      case "tail":
        this.#inTail = true;
        this.#large = undefined;
        return writer.appendUnaligned(bytesOf(keys, "tail"));
    }
  }

  #checkOrder(kind: LineKind): void {
    if (kind === "tail") return;
    if (this.#inTail) throw invalid("wrong-line", "", `found ${kind} after tail, expected only more tail`);
    if (kind !== "payload") this.#checkComplete();
  }

  #checkComplete(): void {
    const large = this.#large;
    if (large === undefined || large.missing === 0) return;
    const has = `${large.size - large.missing} of ${large.size} bytes`;
    const expected = "expected payload for the rest, or tail where it is cut";
    throw invalid("wrong-line", "", `the record that line ${large.line} begins has ${has}, ${expected}`);
  }

  #countPayload(bytes: Uint8Array): Uint8Array {
    const missing = this.#large?.missing ?? 0;
    if (bytes.length > missing) {
      const begun = this.#large === undefined ? "no line begins a large record" : `line ${this.#large.line} begins it`;
      throw invalid("disagrees", "payload", `found ${bytes.length} bytes, expected at most ${missing}: ${begun}`);
    }
    if (this.#large !== undefined) this.#large.missing -= bytes.length;
    return bytes;
  }
}

function readPadding(keys: Keys, { offset, family }: RecordWriter<unknown>): Uint8Array {
  const bytes = bytesOf(keys, "padding");
  const room = paddingAt(offset, family.framing.align);
  if (bytes.length > room) {
    throw invalid("disagrees", "padding", `found ${bytes.length} bytes, expected at most ${room} at offset ${offset}`);
  }
  return bytes;
}

/** The family in the byte order that the first line tells. */
function openFamily(keys: Keys, given: Family): Family {
  if (keys.format !== "bytewright") throw unexpected("format", keys.format, `"bytewright", as in ${firstLine(given)}`);
  if (keys.version !== 1) throw unexpected("version", keys.version, "1");
  if (keys.family !== given.name) throw unexpected("family", keys.family, `"${given.name}"`);
  refuseKeysBut(keys, ["format", "version", "family", "byteOrder"]);
  const { byteOrder } = keys;
  const family = byteOrder === "little" || byteOrder === "big" ? familyIn(byteOrder, given) : undefined;
  if (family !== undefined) return family;
  const orders = (["little", "big"] as const).filter((order) => familyIn(order, given) !== undefined);
  throw unexpected("byteOrder", byteOrder, orders.map((order) => `"${order}"`).join(" or "));
}

function firstLine({ name, byteOrder }: Family): string {
  return JSON.stringify({ format: "bytewright", version: 1, family: name, byteOrder });
}
