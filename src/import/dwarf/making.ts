import type { CType, Origin, UnknownType } from "../model.ts";
import { At } from "./constants.ts";
import type { Entry, Unit } from "./unit.ts";

/** An entry that is made into a type, and those who make others. */
export interface Making {
  readonly unit: Unit;
  readonly entry: Entry;
  readonly types: Made;
}

/** Types that are made already, or now. */
export interface Made {
  /** the type that an entry is of; without one it is `void` */
  of(entry: Entry): CType;
  at(start: number): CType;
  /** a type that has no entry of its own */
  share<T extends CType>(type: T): T;
  text(at: number | undefined, inner: string): string;
}

export function unknown(name: string, size: number, why: string): UnknownType {
  return { kind: "unknown", name, size, why };
}

/** What `aligned` asks for, where it is told. */
export function alignOf({ values }: Entry): { align?: number } {
  const align = values.get(At.alignment);
  return typeof align === "number" ? { align } : {};
}

/** Where something was declared, where that is told. */
export function originOf(unit: Unit, { values }: Entry): { origin?: Origin } {
  const [file, line] = [values.get(At.declFile), values.get(At.declLine)];
  const name = typeof file === "number" ? unit.fileName(file) : undefined;
  return name === undefined || typeof line !== "number" ? {} : { origin: { file: name, line } };
}
