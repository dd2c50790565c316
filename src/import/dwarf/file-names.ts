import type { Reader } from "../reader.ts";
import { type Context, readForm } from "./forms.ts";

/** What parts of an entry are (`DW_LNCT_…`). */
const PATH = 1;
const DIRECTORY = 2;

/** The files of a line table's header: by the number that `DW_AT_decl_file` gives. */
export function readFileNames(reader: Reader, of: Context): readonly string[] {
  const { end, offsetSize } = readLength(reader);
  const version = reader.u16();
  if (version < 2 || version > 5) reader.fail(`line tables of version ${version} are not known`);
  if (version >= 5) reader.skip(2);
  reader.skip(offsetSize);
  // Lengths of instructions, their defaults, and the range of lines: five bytes, and one more since version 4.
  reader.skip(version >= 4 ? 5 : 4);
  reader.skip(reader.u8() - 1);
  // An assembler may have written the table, with other offsets than the compiler's.
  const { start, addressSize, debug } = of;
  const unit: Context = {
    ...{ start, version, addressSize, offsetSize, debug },
    indexedText: (index) => of.indexedText(index),
  };
  if (version >= 5) {
    const folders = readEntries(reader, unit, end).map(({ path }) => path);
    // The first folder is the one that was compiled in: what is told relative to it stays so.
    return readEntries(reader, unit, end).map(({ path, folder }) => join(folder === 0 ? "" : folders[folder], path));
  }
  const folders = [""];
  for (let name = reader.text(); name !== ""; name = reader.text()) folders.push(name);
  const files = [""];
  for (let name = reader.text(); name !== ""; name = reader.text()) {
    files.push(join(folders[reader.count()], name));
    reader.uleb();
    reader.uleb();
  }
  return files;
}

function readEntries(reader: Reader, unit: Context, end: number): { path: string; folder: number }[] {
  const formats = Array.from({ length: reader.u8() }, () => [reader.count(), reader.count()] as const);
  const count = reader.count();
  if (count > end - reader.at) reader.fail(`${count} names do not fit`);
  return Array.from({ length: count }, () => {
    const values = new Map(formats.map(([part, form]) => [part, readForm(reader, unit, form, 0)]));
    const folder = values.get(DIRECTORY);
    return { path: String(values.get(PATH) ?? ""), folder: typeof folder === "number" ? folder : 0 };
  });
}

function join(folder: string | undefined, name: string): string {
  return folder === undefined || folder === "" || name.startsWith("/") ? name : `${folder}/${name}`;
}

/** The length in front of a unit or table, and how wide offsets are in it. */
export function readLength(reader: Reader): { end: number; offsetSize: 4 | 8 } {
  const short = reader.u32();
  const isWide = short === 0xffffffff;
  if (short >= 0xfffffff0 && !isWide) reader.fail(`a length of 0x${short.toString(16)} is not known`);
  const length = isWide ? reader.offset(8) : short;
  if (length > reader.end - reader.at) reader.fail(`${length} bytes are needed, ${reader.end - reader.at} are left`);
  return { end: reader.at + length, offsetSize: isWide ? 8 : 4 };
}
