import { orFault } from "../../image/route.ts";
import { toHex } from "../bytes.ts";
import { flattenRecord, type WholeRecord } from "../flatten-record.ts";
import type { FlatField } from "../kinds/kind.ts";
import { type Description, mostElements, mostRows, rowOf } from "./describe.ts";
import { coloursFor, type FormatOptions, title } from "./format.ts";

/** How a dump is laid out. */
export interface HexOptions extends FormatOptions {
  /** characters that a line may have; by default as many as it takes */
  readonly columns?: number | undefined;
}

/** Lines that the bytes of one field take at most. */
const mostLines = 8;
/** A longer name does not make all others wider. */
const widestName = 32;

/** Bytes of a record, and what they are. */
interface Part {
  readonly offset: number;
  readonly size: number;
  readonly name: string;
  readonly text: string;
  readonly meaning: string;
  /** what no field uses, and is zero */
  readonly isIdle: boolean;
}

/** Text, and what is put around it for a terminal. */
type Piece = readonly [text: string, paint: Paint];
type Paint = (text: string) => string;

/**
 * A whole record as its bytes, each field beside its own, holes and the header's type and length too; what is wrong stands
 * below the field where it was found.
 *
 *     0x15b ckpt_hdr_tail, CKPT_HDR_TAIL (9001), 16 bytes
 *       0x15b  29 23 00 00              h.type  9001  CKPT_HDR_TAIL
 *       0x15f  10 00 00 00              h.len   16
 *       0x163  00 ef de c0 0c 2a 2d 00  magic   12712608215789312  0x002d2a0cc0deef00
 */
export function formatHex(record: WholeRecord, description: Description, options: HexOptions = {}): string {
  const { bold, cyan, green, magenta, blue, yellow, red, dim } = coloursFor(options);
  const { columns = Number.POSITIVE_INFINITY } = options;
  const palette = [cyan, green, magenta, blue];
  const parts = partsOf(record);
  const nameWidth = Math.max(...parts.map(({ name }) => (name.length > widestName ? 0 : name.length)));
  const faultAt = faultOffset(record);
  const marked = parts.findIndex(({ offset, size }) => faultAt !== undefined && isWithin(faultAt, offset, size));
  const faults = description.faults.map((fault) => yellow(`  ! ${fault}\n`)).join("");
  const texts = parts.map((part, i) => {
    const isBad = i === marked;
    const paint = isBad ? red : part.isIdle ? dim : (palette[i % palette.length] as Paint);
    const beside: Piece[] = [
      [`  ${part.name.padEnd(nameWidth)}`, paint],
      [part.text && `  ${part.text}`, String],
      [part.meaning && `  ${part.meaning}`, dim],
    ];
    const lines = linesOf(part, record.bytes, description.offset, columns < 80 ? 4 : 8);
    const text = lines.map(({ place, hex }, line): readonly Piece[] => {
      const rest: Piece[] = line === 0 ? beside : [[line === mostLines ? ` of ${part.size} bytes` : "", dim]];
      return [[`${isBad ? "!" : " "} ${place}  `, isBad ? red : dim], [hex, paint], ...rest];
    });
    return text.map((pieces) => `${fitting(pieces, columns)}\n`).join("") + (isBad ? faults : "");
  });
  return `${bold(title(description))}\n${texts.join("")}${marked < 0 ? faults : ""}`;
}

function isWithin(at: number, offset: number, size: number): boolean {
  return at >= offset && at < offset + size;
}

/** The bytes of a part, so many on a line; behind the last one that is shown, that there are more. */
function linesOf({ offset, size }: Part, bytes: Uint8Array, start: number, perLine: number) {
  const width = (start + bytes.length).toString(16).length;
  const shown = Math.min(size, mostLines * perLine);
  const lines = [];
  for (let at = 0; at === 0 || at < shown; at += perLine) {
    const place = `0x${(start + offset + at).toString(16).padStart(width, "0")}`;
    const hex = toHex(bytes.subarray(offset + at, offset + Math.min(shown, at + perLine)));
    lines.push({ place, hex: hex.replace(/..(?=.)/g, "$& ").padEnd(perLine * 3 - 1) });
  }
  return shown < size ? [...lines, { place: " ".repeat(width + 2), hex: "..." }] : lines;
}

/** All parts of a record in the order in which they stand; of one that no layout fits, all its bytes. */
function partsOf(record: WholeRecord): Part[] {
  const { bytes } = record;
  const fields = flattenRecord(record, { mostElements, isAll: true });
  if (fields === undefined) return [{ ...nothing, offset: 0, size: bytes.length, name: "(bytes)" }];
  const parts: Part[] = [];
  let more: Part | undefined;
  for (const field of fields) {
    if (parts.length < mostRows) parts.push(partOf(field));
    else more ??= { ...nothing, offset: field.offset, size: bytes.length - field.offset, name: "(more fields)" };
  }
  return more === undefined ? parts : [...parts, more];
}

const nothing = { text: "", meaning: "", isIdle: false };

/** The bytes stand beside it, and are not said once more. */
function partOf(field: FlatField): Part {
  const { offset, size } = field;
  const { path: name, value, meaning } = rowOf(field);
  const isBytes = field.value instanceof Uint8Array;
  const isIdle = isBytes && field.what !== "value" && field.value.every((byte) => byte === 0);
  return { offset, size, name, text: isBytes ? "" : value, meaning: isIdle ? "" : meaning, isIdle };
}

/** Where in the record the first thing is that its codec refuses. */
function faultOffset({ family, bytes, codec = family.codecAt(bytes) }: WholeRecord): number | undefined {
  return codec && orFault(() => codec.check(codec.view(bytes)))?.offset;
}

/** As much of the pieces as a line takes, painted. */
function fitting(pieces: readonly Piece[], columns: number): string {
  let left = columns;
  let end = pieces.length;
  while (end > 0 && pieces[end - 1]?.[0].trim() === "") end--;
  return pieces
    .slice(0, end)
    .map(([text, paint], i) => {
      const cut = (i === end - 1 ? text.trimEnd() : text).slice(0, left);
      left -= cut.length;
      return cut === "" ? "" : paint(cut);
    })
    .join("");
}
