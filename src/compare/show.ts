import { declare, recordIn } from "../import/c-types.ts";
import type { MemberType, RecordType } from "../import/model.ts";
import { toPrintable } from "../wire/printable.ts";
import { placeOf, widthOf } from "./rows.ts";

/** Bytes that a processor fetches at once. */
const cacheLine = 64;
/** where comments begin */
const column = 48;

/** What is told beside a layout: in front of it, and at its end. */
export interface Notes {
  readonly before: readonly string[];
  readonly behind: readonly string[];
}

/** What is found while members are shown. */
interface Totals {
  /** of the whole, shown last */
  line: number;
  holes: number;
  bits: number;
}

/**
 * A struct or union as pahole(1) shows it: offsets and sizes in bytes, `offset:bit` of bit fields, holes, cache lines.
 *
 *     struct ckpt_hdr {
 *         uint32_t type;                          //     0       4
 *         uint32_t len;                           //     4       4
 *         // size: 8, align: 4, cache lines: 1, members: 2
 *     };
 */
export function show(record: RecordType, notes: Notes): string {
  const totals: Totals = { line: 0, holes: 0, bits: 0 };
  const body = [...bodyOf(record, 0, 1, totals), ...notes.behind.map((note) => `    // ${note}`)];
  const head = `${record.kind} ${record.name ?? ""}`.trimEnd();
  const lines = [...notes.before.map((note) => `// ${note}`), `${head} {`, ...body, ...summary(record, totals), "};"];
  return `${lines.map(toPrintable).join("\n")}\n`;
}

function summary({ size, align, members, kind }: RecordType, { holes, bits }: Totals): string[] {
  const end = Math.max(0, ...members.map((member) => member.at + widthOf(member)));
  const padding = size * 8 - end;
  const facts = [
    `size: ${size}`,
    ...(align === undefined ? [] : [`align: ${align.bytes}`]),
    `cache lines: ${Math.ceil(size / cacheLine)}`,
    `members: ${members.length}`,
    ...(holes > 0 ? [`holes: ${holes}, in them: ${extent(bits)}`] : []),
    ...(padding > 0 && kind === "struct" ? [`padding: ${extent(padding)}`] : []),
  ];
  return [`    // ${facts.join(", ")}`];
}

function bodyOf(record: RecordType, base: number, depth: number, totals: Totals): string[] {
  const indent = "    ".repeat(depth);
  let end = 0;
  const lines = record.members.flatMap((member) => {
    const gap = record.kind === "union" ? 0 : member.at - end;
    end = Math.max(end, member.at + widthOf(member));
    if (gap > 0) {
      totals.holes++;
      totals.bits += gap;
    }
    return [
      ...(gap > 0 ? [`${indent}// hole: ${extent(gap)}`] : []),
      ...cacheLines(base + member.at, totals).map((line) => indent + line),
      ...memberLines(member, base + member.at, depth, totals),
    ];
  });
  const padding = record.size * 8 - end;
  return depth > 1 && padding > 0 && record.kind === "struct"
    ? [...lines, `${indent}// padding: ${extent(padding)}`]
    : lines;
}

function memberLines(member: MemberType, at: number, depth: number, totals: Totals): string[] {
  const indent = "    ".repeat(depth);
  const { name = "", type, width } = member;
  const place = `// ${placeText(at, width !== undefined)} ${String(Math.ceil(widthOf(member) / 8)).padStart(7)}`;
  const declared = `${declare(type, name).trimEnd()}${width === undefined ? "" : ` : ${width}`};`;
  const inside = recordIn(type);
  if (inside !== undefined && inside.name === undefined) {
    const [head = "", tail = ""] = declared.split("… ");
    const body = bodyOf(inside.record, at, depth + 1, totals);
    return [indent + head.trimEnd(), ...body, `${(indent + tail).padEnd(column - 1)} ${place}`];
  }
  return [`${(indent + declared).padEnd(column - 1)} ${place}`];
}

function placeText(at: number, isBits: boolean): string {
  const { byte, bit } = placeOf(at);
  return `${String(byte).padStart(5)}${isBits ? `:${bit}` : "  "}`;
}

/** Told once, where a member is the first at or behind the boundary. */
function cacheLines(at: number, totals: Totals): string[] {
  const { byte } = placeOf(at);
  const line = Math.floor(byte / cacheLine);
  if (line <= totals.line) return [];
  totals.line = line;
  const ago = byte % cacheLine;
  return [`// -- cache line ${line} (${line * cacheLine} bytes)${ago === 0 ? "" : ` began ${ago} bytes ago`} --`];
}

function extent(bits: number): string {
  const [count, unit] = bits % 8 === 0 ? [bits / 8, "byte"] : [bits, "bit"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
