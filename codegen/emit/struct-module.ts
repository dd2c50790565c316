import { type ClassDeclarationStructure, StructureKind } from "ts-morph";
import { contract, fieldsOf, fieldTypeOf, type Layout } from "../../src/wire/index.ts";
import { emitDecode, emitRead, flexibleIn } from "./decode.ts";
import { emitEncode, emitPut } from "./encode.ts";
import { innerOf } from "./inner.ts";
import { innerConstant, layoutText } from "./layout-text.ts";
import type { Part } from "./module.ts";
import type { Scope } from "./scope.ts";
import { emitTypes } from "./types.ts";
import type { Unit } from "./unit.ts";
import { emitView } from "./view.ts";

/** The module of a record or of a struct with a name. `isListed`: others have lists of it. */
export function structModule({ layout, type: name, orders }: Unit, isListed: boolean, scope: Scope): Part[] {
  const { imports } = scope;
  const isLittle = orders !== "big";
  const { statements, write } = emitEncode(layout, name, scope);
  const isRecord = layout.record !== undefined;
  const own = `layout$${name}`;
  const text = layoutText(layout, name, scope);
  const kind = imports.type(orders === "both" ? "OrderedCodec" : "Codec");
  const used = scope.used(fieldsOf(layout).held.map(fieldTypeOf), "Values");
  const make =
    orders === "both"
      ? `${imports.use("pair")}($Codec, layout, ${contract}, ${used})`
      : `${imports.use("single")}($Codec, layout, ${contract}, ${used}, ${isLittle})`;
  return [
    ...typesOf(layout, name, scope),
    ...(isRecord
      ? [`const layout: ${imports.type("Layout")} = ${text};`]
      : [`export const ${own}: ${imports.type("Layout")} = ${text};\nconst layout = ${own};`]),
    ...emitDecode(layout, name, scope, isLittle),
    ...(isListed ? [emitPut(layout, name, scope)] : []),
    write,
    codecClass(name, statements, scope),
    `${docOf(layout, orders, name)}\nexport const ${name}: ${kind}<${name}, ${name}Init, ${name}View> = /* @__PURE__ */ ${make};`,
    emitView(layout, name, "layout", scope),
  ];
}

/** What a struct and all without a module in it have besides functions: types, and constants for layouts. */
export function typesOf(layout: Layout, name: string, scope: Scope): Part[] {
  const held = innerOf(layout, name, scope).filter(({ isHeld }) => isHeld);
  return [
    ...emitTypes(layout, name, scope),
    ...held.flatMap((one) => emitTypes(one.type.layout, one.name, scope)),
    ...innerLayouts(layout, name, scope),
  ];
}

function innerLayouts(layout: Layout, name: string, scope: Scope): string[] {
  return innerOf(layout, name, scope).map((one) => innerConstant(one.constant, one.type, one.name, scope));
}

/** A family's header as it stands in records: what their values hold of it, and a view. */
export function headerInRecord(layout: Layout, name: string, hasFields: boolean, scope: Scope): Part[] {
  const { imports } = scope;
  const own = `layout$${name}`;
  const type = imports.type("TypeLayout");
  return [
    ...(hasFields ? typesOf(layout, name, scope) : innerLayouts(layout, name, scope)),
    `export const ${own}: ${imports.type("Layout")} = ${layoutText(layout, name, scope)};`,
    `export const struct$${name}: ${type} = /* @__PURE__ */ ${imports.use("struct")}(${own});`,
    ...(hasFields ? [emitRead(layout, name, scope)] : []),
    emitView(layout, name, own, scope),
  ];
}

function codecClass(name: string, statements: readonly string[], { imports }: Scope): ClassDeclarationStructure {
  const method = (method: string, parameters: string, body: readonly string[]) => ({
    name: method,
    hasOverrideKeyword: true,
    parameters: parameters.split(", ").map((parameter) => {
      const [, parameterName = "", type, initializer] = /^(\w+)(?:: (.*))?(?: = (.*))?$/.exec(parameter) ?? [];
      return { name: parameterName, ...(type && { type }), ...(initializer && { initializer }) };
    }),
    statements: [...body],
  });
  return {
    kind: StructureKind.Class,
    name: "$Codec",
    extends: `${imports.use("RecordCodec")}<${name}, ${name}Init, ${name}View>`,
    methods: [
      method("decode", "bytes: Uint8Array, at = 0", [
        `return this.le ? decode${name}(bytes, at, true) : decode${name}(bytes, at, false);`,
      ]),
      method("encodeInto", `value: ${name}Init, bytes: Uint8Array, at: number`, statements),
      method("view", "bytes: Uint8Array, at = 0", [`return new ${name}View(bytes, at, this.le);`]),
    ],
  };
}

function docOf(layout: Layout, orders: Unit["orders"], name: string): string {
  const least = layout.record?.baseSize ?? layout.size;
  const size = flexibleIn(layout) === undefined ? `${least} bytes` : `${least} bytes and more`;
  const twin = orders === "both" ? ` \`${name}.be\` is big-endian.` : "";
  const abi = layout.record === undefined ? ` Laid out for ${layout.abi}.` : "";
  const order = orders === "big" ? "big-endian" : "little-endian";
  return `/** Codec of \`${layout.name}\`, ${size}, ${order}.${twin}${abi} */`;
}
