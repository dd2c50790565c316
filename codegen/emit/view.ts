import { type ClassDeclarationStructure, StructureKind } from "ts-morph";
import type { FieldLayout, Layout } from "../../src/wire/index.ts";
import { fieldsOf, fieldTypeOf, isSeenAsBytes, isSettable, keyOf } from "../../src/wire/index.ts";
import { innerName } from "./names.ts";
import { type Look, moved, type Place, type Scope } from "./scope.ts";
import { namesText, typeOf } from "./types.ts";

const place: Place = { base: "this.$at", offset: 0, v: "this.$view", bytes: "this.$bytes", le: "this.$le" };

/** The class that reads and writes the fields of a struct where it stands. */
export function emitView(layout: Layout, name: string, constant: string, scope: Scope): ClassDeclarationStructure {
  const { all, held } = fieldsOf(layout);
  // What a tagged union's view is, only its value is told apart by.
  const others = held.filter(({ type }) => type.kind === "union").map(keyOf);
  const left = [...(layout.record ? ["$name"] : []), ...others];
  const value = left.length === 0 ? name : `Omit<${name}, ${namesText(left)}>`;
  const layoutType = scope.type("Layout");
  return {
    kind: StructureKind.Class,
    name: `${name}View`,
    isExported: true,
    extends: scope.use("RecordView"),
    ...(held.length > 0 && { implements: [value] }),
    docs: [`A \`${layout.name}\` in place; only bounds are checked.`],
    getAccessors: [
      // ts-morph prints it, and its types do not know.
      { name: "$layout", returnType: layoutType, statements: `return ${constant};`, hasOverrideKeyword: true } as never,
      ...all.map((field) => {
        const { type, code } = lookAt(field, name, scope);
        return { name: keyOf(field), returnType: type, statements: `return ${code};` };
      }),
    ],
    setAccessors: all.filter(isSettable).map((field) => ({
      name: keyOf(field),
      parameters: [{ name: "x", type: typeOf(field, name, scope, false) }],
      statements: setterOf(field, scope),
    })),
  };
}

function lookAt(field: FieldLayout, name: string, scope: Scope): Look {
  const inside = moved(place, field.offset);
  const type = isSeenAsBytes(field) ? ({ kind: "bytes", size: field.size } as const) : fieldTypeOf(field);
  return scope.look(type, inside, innerName(name, field));
}

/** A number is stored in place; what else there is, the runtime writes. */
function setterOf(field: FieldLayout, scope: Scope): string {
  const type = fieldTypeOf(field);
  const { scalar } = scope.textOf(type);
  if (scalar === undefined) return `${scope.use("setIn")}(this, "${field.name}", x, ${scope.used([type], "Coder")});`;
  const values = scope.use(`${type.kind}Values`);
  const refuse = `if (${scalar.not(type, "x", scope)}) ${scope.use("refuseIn")}(this, "${field.name}", x, ${values});`;
  return `${refuse}\n${scalar.store(type, "x", moved(place, field.offset), scope)}`;
}
