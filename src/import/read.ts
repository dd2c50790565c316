import { readFileSync } from "node:fs";
import { BytewrightError } from "../wire/errors.ts";
import { isBtf, readBtf } from "./btf/index.ts";
import type { Container } from "./containers/container.ts";
import { openContainer } from "./containers/index.ts";
import { readDwarf } from "./dwarf/index.ts";
import { ImportError } from "./import-error.ts";
import type { CTypes } from "./model.ts";

/** How types are read. */
export interface ReadOptions {
  /** the ABI, where a file does not tell it, or the one to compile for */
  readonly abi?: string;
  /** of split BTF: the file that it goes on from */
  readonly base?: string;
}

/**
 * The types of C that a file tells: an object file or program with debugging information, or C that a compiler makes one of.
 * @throws ImportError that names the file
 */
export function readTypes(file: string, options: ReadOptions = {}): CTypes {
  try {
    const { buffer, byteOffset, length } = readFileSync(file);
    const bytes = new Uint8Array(buffer, byteOffset, length);
    if (isBtf(bytes)) return readBtf(bytes, { abi: options.abi, base: baseOf(options) });
    const container = openContainer(bytes);
    if (container === undefined) throw new ImportError("is nothing that types are read from");
    return readContainer(container, options);
  } catch (error) {
    if (error instanceof ImportError || error instanceof BytewrightError)
      throw new ImportError(`${file}: ${error.message}`);
    throw error;
  }
}

function baseOf({ base }: ReadOptions): Uint8Array | undefined {
  return base === undefined ? undefined : readFileSync(base);
}

/** The types of an object file or program. */
function readContainer(container: Container, options: ReadOptions): CTypes {
  const abi = abiOf(container, options.abi);
  const btf = container.sections.has(".debug_info") ? undefined : container.sections.get(".BTF");
  if (btf !== undefined) return readBtf(btf.bytes(), { abi, base: baseOf(options) });
  return { abi, types: readDwarf(container) };
}

function abiOf({ abis, format, machine }: Container, wanted: string | undefined): string {
  const [first] = abis;
  if (wanted === undefined) {
    return first ?? fail(`is ${format} of ${machine}, which is not known; name its ABI`);
  }
  if (first === undefined || abis.includes(wanted)) return wanted;
  return fail(`is for ${abis.join(" or ")}, not for ${wanted}`);
}

function fail(problem: string): never {
  throw new ImportError(problem);
}
