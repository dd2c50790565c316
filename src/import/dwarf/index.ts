import type { Container } from "../containers/container.ts";
import { ImportError } from "../import-error.ts";
import type { Constant, NamedType } from "../model.ts";
import { At, cLanguages, languageNames, Tag, UnitType } from "./constants.ts";
import { Debug } from "./debug.ts";
import { make } from "./makers.ts";
import { Types } from "./types.ts";
import { Unit } from "./unit.ts";

const named: ReadonlySet<number> = new Set([Tag.struct, Tag.class, Tag.union, Tag.enumeration, Tag.typedef]);

/** What the debugging information of a file tells. */
export interface Told {
  readonly types: readonly NamedType[];
  /** the members of enumerations that have no name */
  readonly loose: readonly Constant[];
}

/** The types of all units of a file that are in C, each once. */
export function readDwarf(container: Container, pointerSize: number | undefined): Told {
  const debug = new Debug(container);
  const units: Unit[] = [];
  for (let at = 0; at < debug.info.end; at = units.at(-1)?.end ?? 0) units.push(new Unit(debug, at));
  const types = new Types(
    (at) => {
      const unit = unitAt(units, at);
      return { unit, entry: unit.entry(at) };
    },
    make,
    pointerSize,
  );
  const inC = units.filter((unit) => isInC(unit));
  if (inC.length === 0) refuse(units);
  for (const unit of inC) {
    for (const { at } of unit.children(unit.root, named)) types.at(at);
  }
  return types;
}

/** The unit that a place is in: units stand in order. */
function unitAt(units: readonly Unit[], at: number): Unit {
  let [low, high] = [0, units.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((units[middle] as Unit).start <= at) low = middle;
    else high = middle;
  }
  return units[low] as Unit;
}

/** Units that say no language are parts of others. */
function isInC(unit: Unit): boolean {
  const language = unit.root.values.get(At.language);
  return !isSkeleton(unit) && (language === undefined || cLanguages.has(Number(language)));
}

/** Whether another file (`.dwo`) has what the unit leaves out. That file names itself as well. */
function isSkeleton({ kind, root: { values }, debug }: Unit): boolean {
  if (kind === UnitType.skeleton) return true;
  return !debug.isSplit && (values.has(At.dwoName) || values.has(At.gnuDwoName));
}

function refuse(units: readonly Unit[]): never {
  const skeleton = units.find(isSkeleton)?.root.values;
  if (skeleton !== undefined) {
    const file = skeleton.get(At.dwoName) ?? skeleton.get(At.gnuDwoName) ?? "a .dwo file";
    throw new ImportError(`its types are in ${file} (-gsplit-dwarf); name that file`);
  }
  const language = Number(units[0]?.root.values.get(At.language));
  const name = languageNames[language] ?? `language 0x${language.toString(16)}`;
  throw new ImportError(`is compiled from ${name}: only the types of C are read`);
}
