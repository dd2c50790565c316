import { type ClassDeclarationStructure, StructureKind } from "ts-morph";
import {
  type FieldLayout,
  fieldsOf,
  fieldTypeOf,
  isSeenAsBytes,
  isSettable,
  type Layout,
} from "../../src/wire/index.ts";
import { loadTag } from "../kinds/struct.ts";
import { innerName, type Place, type Scope } from "./scope.ts";

const place: Place = { base: "this.$at", offset: 0, v: "this.$view", bytes: "this.$bytes", le: "this.$le" };

/** The class that reads and writes the fields of a struct where it stands. */
export function emitView(layout: Layout, name: string, constant: string, scope: Scope): ClassDeclarationStructure {
  const { all, held } = fieldsOf(layout);
  const fields = all.map((field) => ({ field, ...lookAt(field, all, name, scope) }));
  // What a tagged union's view is, only its value is told apart by.
  const others = fields.filter(({ field }) => !held.includes(field) || field.type.kind === "union");
  const left = [
    ...(layout.record ? ["$name"] : []),
    ...others.filter(({ field }) => held.includes(field)).map(({ field }) => field.name),
  ];
  const value = left.length === 0 ? name : `Omit<${name}, ${left.map((one) => JSON.stringify(one)).join(" | ")}>`;
  return {
    kind: StructureKind.Class,
    name: `${name}View`,
    isExported: true,
    extends: scope.imports.use("RecordView"),
    ...(held.length > 0 && { implements: [value] }),
    docs: [`A \`${layout.name}\` in place; only bounds are checked.`],
    getAccessors: [
      {
        name: "$layout",
        returnType: scope.imports.type("Layout"),
        statements: `return ${constant};`,
        hasOverrideKeyword: true,
      } as never,
      ...fields.map(({ field, type, code }) => ({ name: field.name, returnType: type, statements: `return ${code};` })),
    ],
    setAccessors: all.filter(isSettable).map((field) => ({
      name: field.name,
      parameters: [{ name: "x", type: valueType(field, name, scope) }],
      statements: setterOf(field, scope),
    })),
  };
}

function valueType(field: FieldLayout, name: string, scope: Scope): string {
  const type = fieldTypeOf(field);
  return scope.textOf(type).type(type, innerName(name, field), scope, false);
}

function lookAt(field: FieldLayout, all: readonly FieldLayout[], name: string, scope: Scope) {
  const { offset, size } = field;
  const inside = { ...place, offset };
  if (isSeenAsBytes(field)) return scope.textOf(rawBytes).look?.({ ...rawBytes, size }, inside, "", scope) as never;
  const type = fieldTypeOf(field);
  const text = scope.textOf(type);
  const inner = innerName(name, field);
  const tag = loadTag(field, all, place, scope);
  return (
    text.look?.(type, inside, inner, scope, tag) ?? {
      type: text.type(type, inner, scope, false),
      code: text.load(type, inside, inner, scope),
    }
  );
}

const rawBytes = { kind: "bytes", size: 0 } as const;

/** A number is stored in place; what else there is, the runtime writes. */
function setterOf(field: FieldLayout, scope: Scope): string {
  const type = fieldTypeOf(field);
  const { not, store } = scope.textOf(type);
  if (not === undefined || store === undefined) {
    return `${scope.imports.use("setIn")}(this, "${field.name}", x, ${scope.used([type], "Coder")});`;
  }
  const values = scope.imports.use(`${type.kind}Values`);
  const refuse = `if (${not(type, "x", scope)}) ${scope.imports.use("refuseIn")}(this, "${field.name}", x, ${values});`;
  return `${refuse}\n${store(type, "x", { ...place, offset: field.offset }, scope)}`;
}
