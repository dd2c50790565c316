import { type ClassDeclarationStructure, StructureKind } from "ts-morph";
import { contract, fieldsOf, fieldTypeOf, type Layout, sizesOf } from "../../src/wire/index.ts";
import { emitDecode, emitRead } from "./decode.ts";
import { emitEncode, emitPut } from "./encode.ts";
import { innerConstants, innerOf } from "./inner.ts";
import { layoutText } from "./layout-text.ts";
import type { Part } from "./module.ts";
import { layoutName } from "./names.ts";
import type { Scope } from "./scope.ts";
import { emitTypes } from "./types.ts";
import type { Unit } from "./unit.ts";
import { emitView } from "./view.ts";

/** The module of a record or of a struct with a name. `isListed`: others have lists of it. */
export function structModule({ layout, type: name, orders }: Unit, isListed: boolean, scope: Scope): Part[] {
  const isLittle = orders !== "big";
  const { statements, write } = emitEncode(layout, name, scope);
  const own = layoutName(layout, name);
  const constant = `const ${own}: ${scope.type("Layout")} = ${layoutText(layout, name, scope)};`;
  const used = scope.used(fieldsOf(layout).held.map(fieldTypeOf), "Values");
  const type = scope.type(orders === "both" ? "OrderedCodec" : "Codec");
  const given = `$Codec, ${own}, ${contract}, ${used}`;
  const codec = orders === "both" ? `${scope.use("pair")}(${given})` : `${scope.use("single")}(${given}, ${isLittle})`;
  return [
    ...typesOf(layout, name, scope),
    ...innerConstants(layout, name, scope),
    layout.record === undefined ? `export ${constant}` : constant,
    ...emitDecode(layout, name, scope, isLittle),
    ...(isListed ? [emitPut(layout, name, scope)] : []),
    write,
    codecClass(name, statements, scope),
    `${docOf(layout, orders, name)}\nexport const ${name}: ${type}<${name}, ${name}Init, ${name}View> = /* @__PURE__ */ ${codec};`,
    emitView(layout, name, own, scope),
  ];
}

/** The types of a struct and of all without a module in it. */
export function typesOf(layout: Layout, name: string, scope: Scope): Part[] {
  return [...emitTypes(layout, name, scope), ...innerTypes(layout, name, scope)];
}

function innerTypes(layout: Layout, name: string, scope: Scope): Part[] {
  const held = innerOf(layout, name, scope).filter(({ isHeld }) => isHeld);
  return held.flatMap((one) => emitTypes(one.type.layout, one.name, scope));
}

/** A family's header as it stands in records: what their values hold of it, and a view. */
export function headerInRecord(layout: Layout, name: string, scope: Scope): Part[] {
  const own = `layout$${name}`;
  const hasFields = fieldsOf(layout).held.length > 0;
  return [
    ...(hasFields ? emitTypes(layout, name, scope) : []),
    ...innerTypes(layout, name, scope),
    ...innerConstants(layout, name, scope),
    `export const ${own}: ${scope.type("Layout")} = ${layoutText(layout, name, scope)};`,
    `export const struct$${name}: ${scope.type("TypeLayout")} = /* @__PURE__ */ ${scope.use("struct")}(${own});`,
    ...(hasFields ? [emitRead(layout, name, scope)] : []),
    emitView(layout, name, own, scope),
  ];
}

function codecClass(name: string, encode: readonly string[], scope: Scope): ClassDeclarationStructure {
  const bytes = { name: "bytes", type: "Uint8Array" };
  const start = { name: "at", initializer: "0" };
  const value = { name: "value", type: `${name}Init` };
  const decode = `return this.le ? decode${name}(bytes, at, true) : decode${name}(bytes, at, false);`;
  const view = `return new ${name}View(bytes, at, this.le);`;
  const methods = [
    { name: "decode", parameters: [bytes, start], statements: decode },
    { name: "encodeInto", parameters: [value, bytes, { name: "at", type: "number" }], statements: [...encode] },
    { name: "view", parameters: [bytes, start], statements: view },
  ];
  return {
    kind: StructureKind.Class,
    name: "$Codec",
    extends: `${scope.use("RecordCodec")}<${name}, ${name}Init, ${name}View>`,
    methods: methods.map((method) => ({ ...method, hasOverrideKeyword: true })),
  };
}

function docOf(layout: Layout, orders: Unit["orders"], name: string): string {
  const { baseSize, array } = sizesOf(layout);
  const size = `${baseSize} bytes${array === undefined ? "" : " and more"}`;
  const twin = orders === "both" ? ` \`${name}.be\` is big-endian.` : "";
  const order = orders === "big" ? "big-endian" : "little-endian";
  return `/** Codec of \`${layout.name}\`, ${size}, ${order}.${twin} */`;
}
