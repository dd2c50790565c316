import { abis, isAbiName } from "../layout/index.ts";
import { readBtf } from "./btf/index.ts";
import { type Container, typeUnits } from "./containers/container.ts";
import { openContainer } from "./containers/index.ts";
import { readDwarf } from "./dwarf/index.ts";
import { isAny } from "./glob.ts";
import { ImportError } from "./import-error.ts";
import type { CTypes, ReadOptions } from "./model.ts";

/** `base` is what split BTF goes on from. */
type ObjectOptions = Omit<ReadOptions, "base"> & { readonly base?: Uint8Array | undefined };

/** The types of an object file or program; undefined if it is none. */
export function readObject(bytes: Uint8Array, { abi, constants, base }: ObjectOptions): CTypes | undefined {
  const container = openContainer(bytes);
  if (container === undefined) return undefined;
  const told = abiOf(container, abi);
  if (!hasDwarf(container)) {
    const btf = container.sections.get(".BTF")?.bytes();
    return btf === undefined ? refuseOthers(container) : readBtf(btf, { abi: told, base });
  }
  const { types, loose } = readDwarf(container, isAbiName(told) ? abis[told].wordSize : undefined);
  if (constants === undefined) return { abi: told, types };
  const isWanted = isAny(constants);
  return { abi: told, types, constants: loose.filter(({ name }) => isWanted(name)) };
}

function abiOf({ abis, format, machine }: Container, wanted: string | undefined): string {
  const [first] = abis;
  if (wanted === undefined && first !== undefined) return first;
  if (wanted === undefined) throw new ImportError(`is ${format} of ${machine}, which is not known; name its --abi`);
  if (first === undefined || abis.includes(wanted)) return wanted;
  throw new ImportError(`is for ${abis.join(" or ")}, not for ${wanted}`);
}

/** What tells types in files without DWARF, and what to do about it. */
const others: readonly (readonly [section: RegExp, problem: string])[] = [
  [/^\.debug_types/, typeUnits],
  [/^\.debug_cu_index$/, "is a package of .dwo files (.dwp); name one of those"],
  [/^\.gnu\.(debug)?lto_/, "has only what the linker goes on from (-flto); compile with -ffat-lto-objects, or link it"],
  [/^\.debug\$[ST]$/, "has types as CodeView, which are not read; compile by `clang -gdwarf`, or by gcc"],
  [/^\.stab$/, "has types as stabs, which are not read; compile with -gdwarf"],
];

function hasDwarf({ sections }: Container): boolean {
  const has = (name: string) => sections.has(name) || sections.has(`${name}.dwo`);
  return has(".debug_info") && !has(".debug_types") && !has(".debug_cu_index");
}

function refuseOthers({ sections }: Container): never {
  const names = [...sections.keys()];
  const [, problem] = others.find(([section]) => names.some((name) => section.test(name))) ?? [];
  if (problem !== undefined) throw new ImportError(problem);
  const link = sections.get(".gnu_debuglink")?.bytes() ?? new Uint8Array();
  const file = new TextDecoder().decode(link.subarray(0, Math.max(link.indexOf(0), 0)));
  throw new ImportError(
    file === "" ? "has no types; compile it with -g" : `has no types: they are in ${file}; name that file`,
  );
}
