import type { CType, Origin, UnknownType } from "../model.ts";
import { At } from "./constants.ts";
import type { Entry, Unit } from "./unit.ts";
import { numberOf } from "./values.ts";

/** An entry that is made into a type, and those who make others. */
export interface Making {
  readonly unit: Unit;
  readonly entry: Entry;
  readonly types: Made;
}

/** Types that are made already, or now. */
export interface Made {
  /** of the ABI, where it is known: compilers leave it out, and addresses of code may be wider */
  readonly pointerSize: number | undefined;
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
