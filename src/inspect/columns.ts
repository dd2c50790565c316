/** A wider cell does not make all others of its column wider. */
const widest = 80;

/**
 * Rows as lines, indented, each column as wide as its widest cell, up to a limit. They are gone through twice. Cells must
 * be printable ASCII, so that their length is their width; only the last of a row may hold colour codes. (The package
 * `table` measures any text, and takes half a millisecond for a record.)
 */
export function alignColumns(rows: Iterable<readonly string[]>, indent = ""): string {
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
