import { Option } from "commander";
import { abis } from "../../layout/abis.ts";

/** Which ABI is meant; by default, without it, the config's `abi`. */
export function abiOption(
  description = "ABI whose rules structs outside of families are laid out by (default: x86_64)",
): Option {
  return new Option("--abi <name>", description).choices(Object.keys(abis));
}

/** To whom a command tells what it has found. */
export type Format = "text" | "json" | "github";

export function formatOption(description: string): Option {
  return new Option("--format <name>", description).choices(["text", "json", "github"]).default("text");
}
