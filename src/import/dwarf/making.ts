import type { Origin, UnknownType } from "../model.ts";
import { At } from "./constants.ts";
import type { Entry, Unit } from "./unit.ts";
import { numberOf } from "./values.ts";

export function unknown(name: string, size: number, why: string): UnknownType {
  return { kind: "unknown", name, size, why };
}

/** What `aligned` asks for, where it is told. */
export function alignOf(entry: Entry): { align?: number } {
  const align = numberOf(entry, At.alignment);
  return align === undefined ? {} : { align };
}

/** Where something was declared, where that is told. */
export function originOf(unit: Unit, entry: Entry): { origin?: Origin } {
  const [file, line] = [numberOf(entry, At.declFile), numberOf(entry, At.declLine)];
  const name = file === undefined ? undefined : unit.fileName(file);
  return name === undefined || line === undefined ? {} : { origin: { file: name, line } };
}
