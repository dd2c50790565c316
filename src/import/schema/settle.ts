import { checkCode } from "../../../codegen/index.ts";
import { abis, checkSchema, isAbiName } from "../../layout/index.ts";
import type { Tagged } from "../c-types.ts";
import { ImportError } from "../import-error.ts";
import type { CTypes, RecordType } from "../model.ts";
import { Inference, type Made } from "./infer.ts";
import { Names } from "./names.ts";
import { Repairs } from "./repairs.ts";

/** What a schema is made of, each after those it needs, and what became of what has no place in one. */
export interface Settled {
  readonly made: readonly Made[];
  readonly notes: Inference["notes"];
  /** what is in no form in a schema, and why */
  readonly leftOut: readonly string[];
}

/** Far more than are ever needed: each time something else is done about each fault. */
const mostRounds = 40;

/** Makes definitions of types, until codegen's own check is content with them. */
export function settle(types: CTypes, wanted: ReadonlySet<Tagged>): Settled {
  const { abi } = types;
  if (!isAbiName(abi)) throw new ImportError(`is for ${abi}, an ABI that is not known; give the --abi that is like it`);
  const names = new Names(types);
  const repairs = new Repairs();
  const records = [...wanted].filter((type): type is RecordType => type.kind !== "enumeration");
  const inference = new Inference(abis[abi], names, repairs, records);
  const checked = new Set<Made>();
  for (let round = 0; round < mostRounds; round++) {
    inference.start();
    for (const type of wanted) {
      if (!names.claim(type, undefined)) inference.leftOut.set(type, `${type.name}: is no C identifier`);
      if (inference.leftOut.has(type)) continue;
      if (type.kind === "enumeration") inference.enumeration(type);
      else inference.record(type);
    }
    const made = [...inference.made.values()];
    const changed = made.filter((one) => !checked.has(one));
    for (const one of changed) checked.add(one);
    const found = checkSchema(schemaOf(changed), abis[abi]);
    const faults = found.length > 0 ? found : checkCode(schemaOf(made), abi);
    if (faults.length === 0) return { made, notes: inference.notes, leftOut: [...inference.leftOut.values()] };
    const byName = new Map([...inference.made].map(([type, { definition }]) => [definition.name, type]));
    for (const fault of faults) {
      const type = byName.get(fault.record);
      if (type === undefined) throw new Error(`${fault.record}: ${fault.problem}`);
      if (!repairs.mend(fault)) inference.leftOut.set(type, `${fault.record}: ${fault.problem}`);
      inference.forget(type);
    }
  }
  throw new Error("codegen's check finds something else each time");
}

/** What there is a check for. */
function schemaOf(made: readonly Made[]) {
  const definitions = made.map(({ definition }) => definition);
  const structs = definitions.filter((one) => one.kind !== "enumeration");
  const enumerations = definitions.filter((one) => one.kind === "enumeration");
  return { families: [], structs, enumerations };
}
