import { type LaidOutSchema, layOutSchema } from "../../../codegen/lay-out-schema.ts";
import { definitionsIn } from "../../../codegen/load.ts";
import { type AbiName, abis, checkSchema, eachOnce, namedStructs, refuse } from "../../layout/index.ts";
import type { Layout } from "../../wire/index.ts";
import { load } from "./schema-option.ts";

/**
 * All that a schema exports, laid out: as its families say, or all for one ABI.
 *
 * @throws Failure if it cannot be loaded
 * @throws SchemaError with every fault of it
 */
export async function layOutFrom(schema: string, abi?: AbiName): Promise<LaidOutSchema> {
  const found = definitionsIn(await load(schema));
  const families = abi === undefined ? found.families : found.families.map((family) => ({ ...family, abi }));
  refuse(checkSchema(found, abis[abi ?? "x86_64"]));
  // One by one: their records hold those of the schema, which would be others of the same name.
  if (abi !== undefined) refuse(families.flatMap((family) => checkSchema({ families: [family], structs: [] })));
  return layOutSchema({ ...found, families }, abi);
}

/** Every struct, union and record of a schema that has a name, each once, before those that hold it. */
export function layoutsOf(schema: LaidOutSchema): Layout[] {
  return eachOnce([...structsOf(schema), ...schema.families.flatMap(({ records }) => records)]);
}

/** The same without records. */
export function structsOf({ families, structs }: LaidOutSchema): Layout[] {
  return eachOnce([...families.flatMap((family) => family.structs), ...namedStructs(structs), ...structs]);
}
