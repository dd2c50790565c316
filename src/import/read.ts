import { readFileSync } from "node:fs";
import { BytewrightError } from "../wire/errors.ts";
import { isBtf, readBtf } from "./btf/index.ts";
import { openContainer } from "./containers/index.ts";
import { readHeader } from "./header.ts";
import { ImportError } from "./import-error.ts";
import type { CTypes, ReadOptions } from "./model.ts";
import { readObject } from "./object-file.ts";

/**
 * The types of C that a file tells: an object file or program with debugging information, BTF of a kernel, or a header
 * or source in C, of which a compiler makes an object file. What a file is, its contents tell; C is known by its name.
 * @throws ImportError that names the file
 */
export function readTypes(file: string, options: ReadOptions = {}): CTypes {
  try {
    const bytes = readFileSync(file);
    if (/\.[ch]$/i.test(file)) return readHeader(file, options);
    const base = options.base === undefined ? undefined : btfIn(options.base);
    if (isBtf(bytes)) return readBtf(bytes, { abi: options.abi, base });
    const types = readObject(bytes, { ...options, base });
    if (types !== undefined) return types;
    if (bytes.length === 0 || bytes.subarray(0, MOST_PROBED).includes(0))
      throw new ImportError("is nothing that types are read from");
    return readHeader(file, options);
  } catch (error) {
    if (!(error instanceof ImportError || error instanceof BytewrightError)) throw error;
    throw new ImportError(`${file}: ${error.message}`);
  }
}

/** Bytes in which no text has a NUL. */
const MOST_PROBED = 4096;

/** The BTF that a file is, or has as a section. */
function btfIn(file: string): Uint8Array {
  const bytes = readFileSync(file);
  return (isBtf(bytes) ? undefined : openContainer(bytes)?.sections.get(".BTF")?.bytes()) ?? bytes;
}
