import { fieldsAndParts } from "../../src/layout/index.ts";
import type { Layout } from "../../src/wire/index.ts";

const bytesInRow = 8;
const widthOfByte = 6;

/** What stands in some bytes: members that share them, or a hole. */
interface Block {
  readonly label: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The bytes of a struct, eight in a row, the holes drawn as such, and what has no fixed place behind them:
 *
 *           0     1     2     3     4     5     6     7
 *        +-----+-----+-----+-----+-----+-----+-----+-----+
 *      0 | state                 |///////////|rev        |
 *        +-----+-----+-----+-----+-----+-----+-----+-----+
 */
export function diagramOf(layout: Layout): string {
  const blocks = blocksOf(layout);
  const end = blocks.at(-1)?.to ?? 0;
  const offsetWidth = Math.max(4, String(end).length + 1);
  const margin = " ".repeat(offsetWidth);
  const columns = Array.from({ length: bytesInRow }, (_, i) =>
    String(i)
      .padStart(widthOfByte / 2 + 1)
      .padEnd(widthOfByte),
  );
  const lines = [`${margin} ${columns.join("")}`.trimEnd()];
  let above = 0;
  for (let at = 0; at < end; at += bytesInRow) {
    const to = Math.min(end, at + bytesInRow);
    const inRow = blocks.filter((block) => block.from < to && block.to > at);
    const [first] = inRow;
    const isInside = first !== undefined && first.from < at && first.to >= at + 2 * bytesInRow;
    const skipped = isInside ? Math.floor((first.to - at) / bytesInRow) - 1 : 0;
    if (skipped > 0) {
      lines.push(`${margin} :${"".padEnd(bytesInRow * widthOfByte - 1)}:`);
      at += (skipped - 1) * bytesInRow;
      continue;
    }
    lines.push(margin + border(Math.max(above, to - at)));
    above = to - at;
    lines.push(`${String(at).padStart(offsetWidth - 1)}  |${inRow.map((block) => cell(block, at, to)).join("|")}|`);
  }
  lines.push(margin + border(above));
  return [...lines, ...behind(layout).map((text) => `${margin}  ${text} …`)].join("\n");
}

function border(bytes: number): string {
  return `  +${`${"-".repeat(widthOfByte - 1)}+`.repeat(bytes)}`.slice(1);
}

function cell({ label, from, to }: Block, rowStart: number, rowEnd: number): string {
  const width = (Math.min(to, rowEnd) - Math.max(from, rowStart)) * widthOfByte - 1;
  if (label === "") return "/".repeat(width);
  const text = from < rowStart ? "" : ` ${label}`;
  return (text.length > width ? `${text.slice(0, width - 1)}…` : text).padEnd(width);
}

function blocksOf({ members }: Layout): Block[] {
  const blocks: Block[] = [];
  for (const member of members) {
    if (member.kind === "padding" && member.bits !== undefined) continue;
    const { offset: from, size } = member;
    if (size === 0) continue;
    const label =
      member.kind === "padding" ? "" : member.name || ("layout" in member.type ? member.type.layout.kind : "");
    const before = blocks.at(-1);
    // Bit fields that share bytes, and the members of a union.
    if (before !== undefined && from < before.to) {
      blocks[blocks.length - 1] = {
        label: `${before.label}, ${label}`,
        from: before.from,
        to: Math.max(before.to, from + size),
      };
    } else blocks.push({ label, from, to: from + size });
  }
  return blocks;
}

/** What is as long as it is. */
function behind(layout: Layout): string[] {
  const names = fieldsAndParts(layout).filter((field) => field.size === 0 || layout.extended?.parts?.includes(field));
  return [...names.map(({ name }) => name), ...(layout.extended?.grows ? ["$rest"] : [])];
}
