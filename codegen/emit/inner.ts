import { elementsOf } from "../../src/layout/index.ts";
import { fieldsOf, type Layout, type TypeLayout } from "../../src/wire/index.ts";
import { innerName, liftedName, type Scope } from "./scope.ts";

/** A struct or union without a module of its own, whose type and layout stand in the module of what holds it. */
export interface Inner {
  readonly type: TypeLayout & { readonly layout: Layout };
  /** `CkptHdrCpuFpu` */
  readonly name: string;
  /** the constant for its layout, `structCkptHdrCpuFpu` */
  readonly constant: string;
  /** whether it has a type: a value holds it, and under its name */
  readonly isHeld: boolean;
}

/** All of them in a layout, those first that others hold. */
export function innerOf(layout: Layout, name: string, scope: Scope): Inner[] {
  const { all, held } = fieldsOf(layout);
  return [
    ...all.flatMap((field): Inner[] => {
      const type = elementsOf(field.type);
      const inner = innerName(name, field);
      if (!("layout" in type) || scope.home(type, inner).file !== undefined) return [];
      const one = { type, name: inner, constant: `${type.kind}$${inner}`, isHeld: held.includes(field) };
      return [...innerOf(type.layout, inner, scope), one];
    }),
    ...liftedIn(layout, name, name),
  ];
}

/** Unions without a name, those in others first; their members are among the fields of `name`. */
function liftedIn(layout: Layout, name: string, around: string): Inner[] {
  return fieldsOf(layout).unions.flatMap(({ type: { layout: union } }, i): Inner[] => {
    const constant = liftedName(around, i);
    const type = { kind: "union", layout: union } as const;
    return [...liftedIn(union, name, constant), { type, name, constant, isHeld: false }];
  });
}
