import type { Display, FieldFacts } from "../../schema/dsl/types.ts";
import { unnamed } from "../wire/kinds/unnamed.ts";
import type { FieldLayout, TypeLayout } from "../wire/layout.ts";
import { elementsForEach, viewsForEach } from "./elements-in.ts";
import { elementOf, isAnonymous } from "./kinds/index.ts";
import type { Place } from "./kinds/rules.ts";
import { present } from "./present.ts";

/** What a layout says of a member at its place. */
export function fieldLayout(key: string, facts: FieldFacts, { at, width }: Place, measured: TypeLayout): FieldLayout {
  const isUnnamed = isAnonymous(facts.type);
  const type = isUnnamed ? unnamed(measured) : counted(measured);
  const { as, constant, doc, reserved, since, checksum, isTotal } = facts;
  const offset = Math.floor(at / 8);
  return {
    kind: "field",
    name: isUnnamed ? "" : key,
    offset,
    size: Math.ceil((at + width) / 8) - offset,
    type,
    ...present({
      as,
      doc,
      display: displayOf(facts),
      constant: constant === undefined ? undefined : constantOf(type, constant),
      reserved,
      since,
      derived: checksum ? ("checksum" as const) : isTotal ? ("total" as const) : undefined,
      bits: facts.type.kind === "bits" ? { at, width } : undefined,
    }),
  };
}

/** A constant as decoded values hold it, so that `Object.is` compares them: no integer is -0. */
function constantOf(type: TypeLayout, constant: number | bigint): number | bigint {
  if (type.kind === "float") return Number(constant);
  return type.kind === "integer" && type.big ? BigInt(constant) : Number(constant) + 0;
}

/** A flexible list with what each of its elements counts for. */
function counted(type: TypeLayout): TypeLayout {
  if (type.kind !== "flexible" || type.as !== "list") return type;
  const [each, eachView] = [elementsForEach(type), viewsForEach(type)];
  return { ...type, ...(each > 1 && { each }), ...(eachView !== each && { eachView }) };
}

/** An array is shown as its elements are, unless it says otherwise. */
function displayOf({ display, type }: FieldFacts): Display | undefined {
  const element = elementOf(type);
  return display ?? (element && displayOf(element.facts));
}
