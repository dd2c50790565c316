import { elementsOf } from "../../src/layout/index.ts";
import {
  type Choice,
  choicesIn,
  contract,
  fieldsOf,
  fieldTypeOf,
  type Layout,
  once,
  sizesOf,
  taggedUnionsIn,
} from "../../src/wire/index.ts";
import { innerConstants } from "./inner.ts";
import { layoutText } from "./layout-text.ts";
import type { Part } from "./module.ts";
import { layoutName } from "./names.ts";
import type { Scope } from "./scope.ts";
import { typesOf } from "./struct-module.ts";
import type { Unit } from "./unit.ts";

/** Whether there are no fast paths for it: the runtime goes by its layout. A union by itself has none; in a struct it has. */
export function isInterpreted(layout: Layout): boolean {
  return layout.kind === "union" || isRare(layout);
}

const isRare: (layout: Layout) => boolean = once((layout: Layout): boolean => {
  if (layout.extended !== undefined || sizesOf(layout).array?.name.includes(".")) return true;
  if (layout.record?.when?.mask !== undefined) return true;
  const fast = new Set(
    choicesIn(layout)
      .filter(isFast)
      .flatMap(({ unions }) => unions),
  );
  if (taggedUnionsIn(layout).some((union) => !fast.has(union))) return true;
  return fieldsOf(layout).all.some(({ type: whole }) => {
    const type = elementsOf(whole);
    return "layout" in type && isRare(type.layout);
  });
});

/** Whether it is one number of at most 4 bytes, of one union beside it, with a value for each member. */
function isFast({ path, field: { type }, unions: [union, another] }: Choice): boolean {
  if (union === undefined || another !== undefined || union.steps.length > 1 || union.isLifted) return false;
  const { mask, members, default: other } = union.tag;
  const isPlain = mask === undefined && other === undefined;
  const isNumber = type.kind === "integer" && !type.big && [1, 2, 4].includes(type.size) && !path.includes(".");
  return isPlain && isNumber && Object.values(members).every((value) => typeof value === "number");
}

/** The module of what is interpreted: types, layout, and a codec of the runtime's. */
export function interpretedModule({ layout, type: name, orders }: Unit, scope: Scope): Part[] {
  const own = layoutName(layout, name);
  const { all, parts: unnamed } = fieldsOf(layout);
  const inside = [...all, ...unnamed, ...(layout.extended?.parts ?? [])].map(fieldTypeOf);
  const types = layout.kind === "union" ? [{ kind: layout.kind, layout }] : inside;
  const made = `${scope.use("interpreted")}(${layoutText(layout, name, scope)}, ${scope.used(types, "Coder")})`;
  const constant = `const ${own}: ${scope.type("Layout")} = /* @__PURE__ */ ${made};`;
  const type = scope.type(orders === "both" ? "OrderedCodec" : "Codec");
  const given = `${scope.use("InterpretedCodec")}<${name}, ${name}Init, ${name}View>, ${own}, ${contract}, []`;
  const codec =
    orders === "both" ? `${scope.use("pair")}(${given})` : `${scope.use("single")}(${given}, ${orders !== "big"})`;
  const seen = layout.record === undefined ? name : `Omit<${name}, "$name">`;
  return [
    ...typesOf(layout, name, scope),
    `/** A \`${layout.name}\` in place; parts are looked up each time, and undefined where their bytes are not there. */\nexport type ${name}View = ${scope.use("RecordView")} & ${seen};`,
    ...innerConstants(layout, name, scope),
    layout.record === undefined ? `export ${constant}` : constant,
    `/** Codec of \`${layout.name}\`, which goes by its layout. */\nexport const ${name}: ${type}<${name}, ${name}Init, ${name}View> = /* @__PURE__ */ ${codec};`,
  ];
}
