import { elementsOf } from "../../src/layout/index.ts";
import { fieldsOf, isUnnamedUnion, type Layout, type TypeLayout } from "../../src/wire/index.ts";
import { layoutText } from "./layout-text.ts";
import { innerName, liftedName } from "./names.ts";
import type { Scope } from "./scope.ts";

/** A struct or union without a module of its own, whose type and layout stand in the module of what holds it. */
interface Inner {
  readonly type: TypeLayout & { readonly layout: Layout };
  /** `CkptHdrCpuFpu` */
  readonly name: string;
  /** the constant for its layout, `struct$CkptHdrCpuFpu` */
  readonly constant: string;
  /** what the constants for unions without a name in it are named after */
  readonly around: string;
  /** whether it has a type: a value holds it, and under its name */
  readonly isHeld: boolean;
}

/** All of them in a layout, those first that others hold. */
export function innerOf(layout: Layout, name: string, scope: Scope): Inner[] {
  const fields = fieldsOf(layout);
  const { parts = [] } = layout.extended ?? {};
  const [all, held] = [
    [...fields.all, ...parts],
    [...fields.held, ...parts],
  ];
  return [
    ...all.flatMap((field): Inner[] => {
      const type = elementsOf(field.type);
      const inner = innerName(name, field);
      if (!("layout" in type) || scope.home(type, inner).file !== undefined) return [];
      const constant = `${type.kind}$${inner}`;
      // A view has also what is in a header and in no value.
      const isHeld = held.includes(field) || field.derived === "header";
      return [...innerOf(type.layout, inner, scope), { type, name: inner, constant, around: inner, isHeld }];
    }),
    ...liftedIn(layout, name, name),
  ];
}

/** Unions without a name, those in others first; their members are among the fields of `name`. */
function liftedIn(layout: Layout, name: string, around: string): Inner[] {
  return fieldsOf(layout)
    .parts.filter(isUnnamedUnion)
    .flatMap(({ type: { layout: union } }, i): Inner[] => {
      const constant = liftedName(around, i);
      const type = { kind: "union", layout: union } as const;
      return [...liftedIn(union, name, constant), { type, name, constant, around: constant, isHeld: false }];
    });
}

/** The declarations of their constants. */
export function innerConstants(layout: Layout, name: string, scope: Scope): string[] {
  return innerOf(layout, name, scope).map(({ type, name: inner, constant, around }) => {
    const make = scope.use(type.kind === "struct" ? "innerStruct" : "union");
    const made = `${make}(${layoutText(type.layout, inner, scope, around)}, ${scope.used([type], "Coder")})`;
    const whole = around === constant ? `${scope.use("unnamed")}(/* @__PURE__ */ ${made})` : made;
    return `export const ${constant}: ${scope.type("TypeLayout")} = /* @__PURE__ */ ${whole};`;
  });
}
