import type { Commands } from "../program/program.ts";
import type { Bound } from "./bound.ts";

/** The commands for records that both programs have; what they are bound to is loaded with them. */
export function recordCommands(bound: () => Promise<Bound>): Commands {
  return {
    inspect: async () => (await import("./inspect.ts")).addInspect(await bound()),
    decode: async () => (await import("./decode.ts")).addDecode(await bound()),
    encode: async () => (await import("./encode.ts")).addEncode(await bound()),
    get: async () => (await import("./get.ts")).addGet(await bound()),
    set: async () => (await import("./set.ts")).addSet(await bound()),
    diff: async () => (await import("./diff.ts")).addDiff(await bound()),
  };
}
