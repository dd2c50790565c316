import { createColors } from "picocolors";
import { describeUnframed } from "../../image/index.ts";
import { type RecordType, showType } from "../../wire/index.ts";
import type { FieldDifference } from "../diff/compare-records.ts";
import type { Difference } from "../diff/diff.ts";
import type { Description } from "./describe.ts";
import type { Summary } from "./summary.ts";

/** How text is laid out. */
export interface FormatOptions {
  /** with the colour codes of terminals; default no, and then the text is printable ASCII and newlines */
  readonly colours?: boolean;
}

/** Made once: they are many functions. */
const plain = createColors(false);
const coloured = createColors(true);

/** What paints text; without colours it leaves it as it is. */
export function coloursFor({ colours }: FormatOptions): ReturnType<typeof createColors> {
  return colours ? coloured : plain;
}

/**
 * A record as text of several lines:
 *
 *     0x15b ckpt_hdr_tail, CKPT_HDR_TAIL (9001), 16 bytes
 *       magic  12712608215789312  0x002d2a0cc0deef00
 */
export function formatDescription(description: Description, options: FormatOptions = {}): string {
  const { bold, dim, yellow } = coloursFor(options);
  const rows = description.rows.map(({ path, value, meaning }) => [path, value, meaning && dim(meaning)]);
  const faults = description.faults.map((fault) => yellow(`  ! ${fault}\n`));
  return `${bold(title(description))}\n${alignColumns(rows, "  ")}${faults.join("")}`;
}

/**
 * A difference as text: `-` and `+` for what is only in A or only in B, `~` for what has changed.
 *
 *     ~ 0x11b / 0x11b ckpt_hdr_task
 *       exit_code  0  ->  256
 */
export function formatDifference(difference: Difference, options: FormatOptions = {}): string {
  const { bold, green, red } = coloursFor(options);
  switch (difference.kind) {
    case "only-in-a":
      return red(`- ${title(difference.record)}\n`);
    case "only-in-b":
      return green(`+ ${title(difference.record)}\n`);
    case "changed": {
      const { a, b, name, fields } = difference;
      return `${bold(`~ ${hex(a.offset)} / ${hex(b.offset)} ${name}`)}\n${fieldColumns(fields)}`;
    }
    case "image":
      return `${bold("~ image")}\n${fieldColumns(difference.fields)}`;
  }
}

/**
 * A summary as text: a line per type, a total, and the tail if there is one.
 *
 *     CKPT_HDR_BUFFER (3)  ckpt_hdr_buffer  3 records  219 bytes
 */
export function formatSummary(summary: Summary, options: FormatOptions = {}): string {
  const { bold, yellow } = coloursFor(options);
  const rows = summary.counts.map(({ name, type, typeName, count, bytes }) => [
    typeText(type, typeName),
    name,
    counted(count, "record"),
    `${bytes} bytes`,
  ]);
  const format = `${summary.family}, ${summary.byteOrder}-endian${summary.recognised ? "" : " (assumed: the image does not say)"}`;
  const total = `total: ${counted(summary.records, "record")}, ${summary.bytes} bytes, ${format}`;
  const { tail, preamble } = summary;
  const start = preamble && ["", preamble.name, "preamble", `${preamble.bytes} bytes`];
  const rest =
    tail === undefined ? "" : yellow(`! ${tail.bytes} bytes are no record: ${describeUnframed(tail.reason)}\n`);
  return `${alignColumns(start ? [start, ...rows] : rows)}${bold(total)}\n${rest}`;
}

/** The first line for a record: where it is, what, and of how many bytes. */
export function title({ offset, name, type, typeName, size, follower }: Description): string {
  const parts = [`${hex(offset)} ${name}`, typeText(type, typeName), `${size} bytes`].filter((part) => part !== "");
  return parts.join(", ") + (follower === undefined ? "" : `: ${follower.name} of ${follower.owner}`);
}

function typeText(type: RecordType | undefined, typeName: string | undefined): string {
  if (type === undefined) return "";
  if (typeof type === "string") return showType(type);
  return typeName === undefined ? `type ${type}` : `${typeName} (${type})`;
}

/** A row at a time: of a long list, each element may differ. */
function fieldColumns(fields: readonly FieldDifference[]): string {
  const rows = {
    *[Symbol.iterator]() {
      for (const { path, a, b } of fields) yield [path, a, "->", b];
    },
  };
  return alignColumns(rows, "  ");
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function hex(offset: number): string {
  return `0x${offset.toString(16)}`;
}

/** A wider cell does not make all others of its column wider. */
const widest = 80;

/**
 * Rows as lines, indented, each column as wide as its widest cell, up to a limit. They are gone through twice. Cells must
 * be printable ASCII, so that their length is their width; only the last of a row may hold colour codes. (The package
 * `table` measures any text, and takes half a millisecond for a record.)
 */
function alignColumns(rows: Iterable<readonly string[]>, indent = ""): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, { length }] of row.entries()) if (length <= widest) widths[i] = Math.max(widths[i] ?? 0, length);
  }
  return Array.from(rows, (row) => `${indent}${alignCells(row, widths)}\n`).join("");
}

function alignCells(row: readonly string[], widths: readonly number[]): string {
  const last = row.findLastIndex((cell) => cell !== "");
  return row
    .slice(0, last + 1)
    .map((cell, i) => (i === last ? cell : cell.padEnd(widths[i] ?? 0)))
    .join("  ");
}
