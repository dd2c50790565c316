import type { FamilyDefinition, Fields } from "../../schema/dsl/index.ts";
import type { SchemaFault } from "../../src/layout/index.ts";
import type { Schema } from "../load.ts";

type Holder = { readonly name: string; readonly definedIn: string | undefined; readonly fields: Fields };

/** Parts of the vocabulary that can be laid out, but for which no code is generated yet. */
export function checkSupported({ families, structs }: Schema): SchemaFault[] {
  return [
    ...families.flatMap((family) => [
      ...headerFields(family),
      ...family.records.flatMap((record) => unsupported(record, record.fields, "")),
    ]),
    ...structs.flatMap((struct) => unsupported(struct, struct.fields, "")),
  ];
}

function unsupported(holder: Holder, fields: Fields, prefix: string): SchemaFault[] {
  return Object.entries(fields).flatMap(([name, { facts }]) => {
    const path = prefix + name;
    const { type } = facts;
    if (type.kind === "union" && type.union.tag !== undefined) {
      return [
        fault(
          holder,
          path,
          "no code is generated for tagged unions yet",
          "leave the tag out: each member stays readable",
        ),
      ];
    }
    return type.kind === "struct" ? unsupported(holder, type.struct.fields, `${path}.`) : [];
  });
}

/** Values leave the header out; so it may hold nothing but what the codec knows. */
function headerFields({ header, type, length }: FamilyDefinition): SchemaFault[] {
  return Object.entries(header.fields)
    .filter(([name, { facts }]) => name !== type && name !== length?.field && facts.reserved !== true)
    .map(([name]) =>
      fault(
        header,
        name,
        "no code is generated yet for header fields besides type and length",
        "mark it as reserved()",
      ),
    );
}

function fault(holder: Omit<Holder, "fields">, field: string, problem: string, cure: string): SchemaFault {
  return { file: holder.definedIn, record: holder.name, field, problem, cure };
}
