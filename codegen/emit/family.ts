import type { ByteOrder, EnumerationFacts, Framing } from "../../src/wire/index.ts";
import { declareAccessors, getScalar, getVariant } from "./access.ts";
import { docComment } from "./doc.ts";
import type { Imports } from "./imports.ts";
import { entries } from "./layout-data.ts";
import { block, camelCase, kebabCase, pascalCase, plus } from "./names.ts";
import { type HeaderField, lengthOf, totalSize } from "./read.ts";
import type { EmitOptions, Order, Unit } from "./unit.ts";
import { uses } from "./uses.ts";

/** What a family's module is made from. */
export interface FamilyPlan {
  readonly name: string;
  readonly doc: string | undefined;
  readonly header: { readonly name: string; readonly member: string };
  readonly framing: Framing;
  readonly type: HeaderField | undefined;
  readonly length: HeaderField | undefined;
  readonly types: EnumerationFacts | undefined;
  readonly opening: { readonly record: string; readonly field: string; readonly offset: number } | undefined;
  readonly records: readonly Unit[];
  /** structs that the records hold or that their followers carry, the header first */
  readonly structs: readonly Unit[];
}

/** Types of which a value is one; there are none in a family without records. */
function alternatives(types: readonly string[]): string {
  return types.length === 0 ? " never" : `\n${types.map((type) => `  | ${type}`).join("\n")}`;
}

/** The union of a family's records, their registry, and dispatch by type. */
export function emitFamily(plan: FamilyPlan, options: EmitOptions, imports: Imports): string {
  const name = pascalCase(plan.name);
  const types = plan.records.map((unit) => unit.type);
  for (const unit of [...plan.records, ...plan.structs]) imports.from(unit.file + options.extension, unit.type);
  const inits = plan.records.map(
    (unit) =>
      `(${imports.typeFrom(unit.file + options.extension, `${unit.type}Init`)} & { readonly $name: "${unit.layout.name}" })`,
  );
  const parameters = `<${name}Record, ${name}RecordInit>`;
  const [own, twin] = options.orders as [Order, Order?];
  const kind = twin === undefined ? imports.type("Family") : imports.type("OrderedFamily");
  const be = twin === undefined ? "" : `\n  be: ${imports.use("familyOf")}${parameters}(${facts(twin)}),`;
  return [
    `/** A record of the family, told apart by \`$name\`. */\nexport type ${name}Record =${alternatives(types)};`,
    `/** What \`${name}.encode\` takes. */\nexport type ${name}RecordInit =${alternatives(inits)};`,
    `const framing: ${imports.type("Family")}["framing"] = ${imports.use("deepFreeze")}({ ${entries({ ...plan.framing })} });`,
    ...options.orders.map((order) => dispatch(order)),
    `${docComment(plan.doc)}export const ${name}: ${kind}${parameters} = Object.freeze({\n  ...${imports.use("familyOf")}${parameters}(${facts(own)}),${be}\n});`,
  ].join("\n\n");

  function codec(unit: Unit, order: Order): string {
    return order.twin ? `${unit.type}.be` : unit.type;
  }

  /** Structs may be shared with families of another byte order, and then have a codec for each. */
  function structCodec(unit: Unit, order: Order): string {
    return order.suffix === "" ? unit.type : `${unit.type}.be`;
  }

  function facts(order: Order): string {
    const lines = [
      `name: "${plan.name}"`,
      ...(plan.doc === undefined ? [] : [`doc: ${JSON.stringify(plan.doc)}`]),
      `byteOrder: "${order.name satisfies ByteOrder}"`,
      `header: { ${entries(plan.header)} }`,
      "framing",
      `structs: [${plan.structs.map((unit) => structCodec(unit, order)).join(", ")}]`,
      `codecs: [${plan.records.map((unit) => codec(unit, order)).join(", ")}]`,
      ...(plan.types === undefined
        ? []
        : [
            `types: ${imports.from(kebabCase(plan.types.name) + options.extension, `${camelCase(plan.types.name)}Facts`)}`,
          ]),
      ...(plan.opening === undefined ? [] : [`opening: { ${entries(plan.opening)} }`]),
      order.twin ? "codecAt: codecAtBe" : "codecAt",
    ];
    return `{\n${lines.map((line) => `    ${line},\n`).join("")}  }`;
  }

  function dispatch(order: Order): string {
    const signature = `function codecAt${order.twin ? "Be" : ""}(bytes: Uint8Array, at = 0): ${imports.type("AnyCodec")} | undefined`;
    return `${signature} {
  if (!${imports.use("inBounds")}(bytes, at, ${plan.framing.headerSize})) return undefined;
${block(choice(order))}
}`;
  }

  function choice(order: Order): string[] {
    const { type } = plan;
    const body = type === undefined ? [`return ${choose(plan.records, order)};`] : switchOn(type, order);
    const code = body.join("\n");
    const looks = uses(code, "b") || uses(code, "v");
    return looks ? [...declareAccessors(code, `${imports.use("bind")}(bytes)`), ...body] : body;
  }

  function switchOn(type: HeaderField, order: Order): string[] {
    const read = getScalar(type.type, plus("at", type.offset), order, imports);
    const types = [...new Set(plan.records.map((unit) => unit.layout.record?.type))];
    const cases = types.map((value) => {
      const records = plan.records.filter((unit) => unit.layout.record?.type === value);
      return `  case ${value}:\n    return ${choose(records, order)};`;
    });
    return [`switch (${read}) {`, ...cases, "  default:\n    return undefined;", "}"];
  }

  /** The record of a type or, where several share it, of the value of the field that tells them apart. */
  function choose(records: readonly Unit[], order: Order): string {
    const others = records.find((unit) => takesTheRest(unit));
    const last = others === undefined ? "undefined" : codec(others, order);
    return records.reduceRight((rest, unit) => {
      const when = unit.layout.record?.when;
      if (when === undefined || takesTheRest(unit)) return rest;
      const { offset, size, values } = when;
      const ends = [...(others && endsBefore(others) ? toldEnd(order) : []), "bytes.length"];
      const fits = ends.map((end) => `at + ${offset + size} <= ${end}`).join(" && ");
      const field = getVariant(when, "at", order, imports);
      return `${fits} && [${values.join(", ")}].includes(${field})\n  ? ${codec(unit, order)}\n  : ${rest}`;
    }, last);
  }

  /** Where the header tells that the record ends: what stands behind is another's. */
  function toldEnd(order: Order): string[] {
    if (plan.length === undefined) return [];
    return [`at + ${totalSize(lengthOf(plan.length, order, imports, "at"), plan.framing)}`];
  }
}

/** A record of a type that no field tells from others, or that takes what they leave. */
function takesTheRest({ layout }: Unit): boolean {
  return layout.record?.when === undefined || layout.record.when.except === true;
}

/** Of several records of one type, the one that has no field where the others are told apart: it ends before. */
function endsBefore({ layout }: Unit): boolean {
  return layout.record?.when === undefined;
}
