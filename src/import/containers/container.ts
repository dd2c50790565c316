import { inflateSync } from "node:zlib";
import { attempt } from "../../files/attempt.ts";
import { ImportError } from "../import-error.ts";

/** An object file or program, as far as types need it. */
export interface Container {
  /** what it is, for messages: `ELF` */
  readonly format: string;
  readonly isLittle: boolean;
  /** the ABIs that it can be of, the likely one first; none where the machine is not known */
  readonly abis: readonly string[];
  /** how it names its machine, for messages */
  readonly machine: string;
  /** by name, as ELF names them (`.debug_info`) */
  readonly sections: ReadonlyMap<string, Section>;
}

export interface Section {
  /** its bytes, decompressed and relocated: made when asked for */
  bytes(): Uint8Array;
}

/** No section is larger once it is decompressed: what asks for more is damage, or an attack. */
const MOST_BYTES = 2 ** 30;

/** What zlib has made of `size` bytes. */
export function inflate(name: string, packed: Uint8Array, size: number): Uint8Array {
  if (size > MOST_BYTES) throw new ImportError(`${name} takes ${size} bytes decompressed, the limit is ${MOST_BYTES}`);
  const bytes = attempt(() => inflateSync(packed, { maxOutputLength: Math.max(size, 1) }));
  if (bytes?.length !== size) throw new ImportError(`${name} is damaged: it does not decompress to ${size} bytes`);
  return bytes;
}

/** What is said of a file whose types are not in the units that use them. */
export const typeUnits = "types are in units of their own; compile without -fdebug-types-section";

/** A part of a file under a name, which takes so many bytes there. */
export type Part = readonly [name: string, size: number, make: () => Uint8Array];

/** Sections by name, each made once. None has what another has: that would let small files take much. */
export function sectionMap(file: Uint8Array, parts: readonly Part[]): Map<string, Section> {
  const taken = parts.reduce((sum, [, size]) => sum + size, 0);
  if (taken > file.length) throw new ImportError(`has sections of ${taken} bytes, and the file has ${file.length}`);
  // Each such unit has a section in an object file.
  if (parts.filter(([name]) => name === ".debug_info").length > 1) throw new ImportError(typeUnits);
  return new Map(
    parts.map(([name, , make]) => {
      let made: Uint8Array | undefined;
      return [name, { bytes: () => (made ??= make()) }];
    }),
  );
}
