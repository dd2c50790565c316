import { Reader } from "../reader.ts";
import { type Container, type Part, sectionMap } from "./container.ts";

const CUSTOM = 0;
const decoder = new TextDecoder();

/** A module of WebAssembly, linked or not: what compilers tell of types is in sections that have names. */
export function openWasm(file: Uint8Array): Container {
  const reader = new Reader("the module", file, true, 8);
  const parts: Part[] = [];
  while (reader.at < file.length) {
    const id = reader.u8();
    const section = new Reader("the section", reader.take(reader.count()), true);
    if (id !== CUSTOM) continue;
    const name = decoder.decode(section.take(section.count()));
    parts.push([name, section.end - section.at, () => section.bytes.subarray(section.at)]);
  }
  return { format: "wasm", isLittle: true, abis: ["wasm32"], machine: "wasm", sections: sectionMap(file, parts) };
}
