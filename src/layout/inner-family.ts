import type { FamilyDefinition } from "../../schema/dsl/types.ts";
import type { InnerFamily, RecordsLayout } from "../wire/layout.ts";
import { once } from "../wire/once.ts";

type Make = (family: FamilyDefinition) => InnerFamily;
let make: Make | undefined;

/** A layout needs families whose layouts may need it: what lays out families puts itself here. */
export function useFamilies(used: Make): void {
  make = once(used);
}

/** Asks for a family when it is needed: it may be that of the record which holds it. */
export function innerFamily(family: FamilyDefinition): RecordsLayout["of"] {
  return () => (make as Make)(family);
}
