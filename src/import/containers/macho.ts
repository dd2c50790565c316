import { Reader } from "../reader.ts";
import { type Container, type Part, sectionMap } from "./container.ts";

/** The ABIs by `cputype`, which has a bit for 64 bits. */
const abis: { readonly [type: number]: readonly string[] } = { 16777223: ["apple_x86_64"], 16777228: ["apple_arm64"] };
const SEGMENT_64 = 0x19;
/** Types of sections (`S_ZEROFILL`, …). */
const ZEROS: ReadonlySet<number> = new Set([1, 12, 18]);

/** An object file or program of macOS, of 64 bits. Debugging sections have in their places all that has to be there. */
export function openMachO(file: Uint8Array): Container {
  const reader = new Reader("the header", file, true, 4);
  const type = reader.u32();
  reader.skip(8);
  const count = reader.u32();
  reader.skip(12);
  const parts: Part[] = [];
  for (let index = 0; index < count; index++) {
    const start = reader.at;
    const kind = reader.u32();
    const size = reader.u32();
    if (size < 8) reader.fail(`a load command takes ${size} bytes`, start);
    const command = new Reader("a load command", reader.take(size - 8), true);
    if (kind === SEGMENT_64) parts.push(...readSegment(file, command));
  }
  const machine = `machine ${type}`;
  return { format: "Mach-O", isLittle: true, abis: abis[type] ?? [], machine, sections: sectionMap(file, parts) };
}

function* readSegment(file: Uint8Array, command: Reader): Iterable<Part> {
  command.skip(56);
  const count = command.u32();
  command.skip(4);
  for (let index = 0; index < count; index++) {
    const cut = command.fixedText(16);
    command.skip(24);
    const told = command.offset(8);
    const at = command.u32();
    command.skip(12);
    // What is only zeros in memory has no place in the file.
    const size = ZEROS.has(command.u32() & 0xff) ? 0 : told;
    command.skip(12);
    // Names are cut to 16 characters.
    const name = cut.replace(/^__debug_/, ".debug_").replace(/_str_offs$/, "_str_offsets");
    yield [name, size, () => new Reader(name, file, true, at).take(size)];
  }
}
