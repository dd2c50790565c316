import { type Families, listFamilies, paddingAt, RecordWriter } from "../../image/index.ts";
import type { Family } from "../../wire/index.ts";
import { formatLineOf, type Orders, readFormatLine } from "./format-line.ts";
import { bytesAt, invalid, type Keys, objectAt, unexpected } from "./invalid-json.ts";
import { kindOf, type LineKind } from "./line-kinds.ts";
import { encodeLine, encodeUnknownLine, readStartLine } from "./line-records.ts";

/** A record that lines of payload complete. */
interface LargeRecord {
  readonly line: number;
  readonly size: number;
  missing: number;
}

/** Makes bytes of one line after another, and knows which kind of line may come next. */
export class LineEncoder {
  readonly #given: readonly Family[];
  /** set once the first line has told */
  #opened: { readonly orders: Orders; readonly writer: RecordWriter<unknown> } | undefined;
  #large: LargeRecord | undefined;
  #inTail = false;

  constructor(families: Families) {
    this.#given = listFamilies(families);
  }

  /**
   * The bytes of a line.
   * @throws InvalidJson
   */
  encode(json: unknown, line: number): Uint8Array {
    const keys = objectAt(json, "");
    if (this.#opened === undefined) {
      const orders = readFormatLine(keys, this.#given);
      this.#opened = { orders, writer: new RecordWriter(orders.family) };
      return new Uint8Array(0);
    }
    const { orders, writer } = this.#opened;
    const kind = kindOf(keys);
    this.#checkOrder(kind);
    switch (kind) {
      case "record":
        return writer.appendEncoded(encodeLine(orders, keys));
      case "unknown":
        return writer.appendEncoded(encodeUnknownLine(orders, keys));
      case "start": {
        const { header, size } = readStartLine(orders, keys);
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

  /** @throws InvalidJson if more lines had to come */
  end(): void {
    if (this.#opened === undefined) throw unexpected("", undefined, `a first line like ${formatLineOf(this.#given)}`);
    this.#checkComplete();
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
  const bytes = bytesAt(keys.padding, "padding");
  const room = paddingAt(offset, family.framing.align);
  if (bytes.length > room) {
    throw invalid("disagrees", "padding", `found ${bytes.length} bytes, expected at most ${room} at offset ${offset}`);
  }
  return bytes;
}
