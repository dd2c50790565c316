import { Option } from "commander";
import { abis } from "../../layout/abis.ts";

/** Without it, the config's `abi`. */
export function abiOption(): Option {
  const description = "ABI whose rules structs outside of families are laid out by (default: x86_64)";
  return new Option("--abi <name>", description).choices(Object.keys(abis));
}
