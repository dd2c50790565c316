/** Where a symbol of a program for 64-bit Windows is: its address, and its bytes in the file. */
export function coffSymbol(file: Uint8Array, wanted: string, size: number): { address: bigint; bytes: Uint8Array } {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const textAt = (at: number) => new TextDecoder().decode(file.subarray(at, file.indexOf(0, at)));
  const header = view.getUint32(60, true) + 4;
  const [symbols, count] = [view.getUint32(header + 8, true), view.getUint32(header + 12, true)];
  for (let at = symbols; at < symbols + 18 * count; at += 18 * (1 + (file[at + 17] ?? 0))) {
    const isShort = view.getUint32(at, true) !== 0;
    const name = isShort
      ? new TextDecoder().decode(file.subarray(at, at + 8)).replace(/\0.*$/s, "")
      : textAt(symbols + 18 * count + view.getUint32(at + 4, true));
    if (name !== wanted) continue;
    const offset = view.getUint32(at + 8, true);
    const optional = header + 20;
    const section = optional + view.getUint16(header + 16, true) + 40 * (view.getInt16(at + 12, true) - 1);
    const start = view.getUint32(section + 20, true) + offset;
    const address = view.getBigUint64(optional + 24, true) + BigInt(view.getUint32(section + 12, true) + offset);
    return { address, bytes: file.subarray(start, start + size) };
  }
  throw new Error(`no symbol ${wanted}`);
}
