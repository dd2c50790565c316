import { deepFreeze, definedIn, unknownIn } from "./definition.ts";
import type { Names } from "./field.ts";
import type { EnumerationMember } from "./types.ts";

export type EnumerationMembers = {
  readonly [name: string]:
    | number
    | bigint
    | { readonly value: number | bigint; readonly doc?: string; readonly as?: string };
};

type ValueOf<M> = M extends { readonly value: infer V } ? V : M;

/** An enumeration's members by name (`CkptHdrType.CKPT_HDR_TASK` is 101), and its definition. */
export type Enumeration<M extends EnumerationMembers> = { readonly [K in keyof M]: ValueOf<M[K]> } & Names;

/**
 * Names for values, as a C `enum` or a group of `#define`s gives them.
 *
 *     export const CkptHdrType = enumeration("ckpt_hdr_type", {
 *       CKPT_HDR_HEADER: { value: 1, doc: "Opens an image." },
 *       CKPT_HDR_CONTAINER: 2,
 *     });
 */
export function enumeration<const M extends EnumerationMembers>(
  name: string,
  members: M,
  options: { readonly doc?: string; readonly as?: string } = {},
): Enumeration<M> {
  const list = Object.entries(members).map(([name, told]): EnumerationMember => {
    const { value, doc, as } = typeof told === "object" ? told : { value: told, doc: undefined, as: undefined };
    return { name, value, doc, as };
  });
  const unknownOptions = [
    ...unknownIn(options, ["doc", "as"]),
    ...Object.entries(members).flatMap(([name, told]) =>
      typeof told === "object" ? unknownIn(told, ["value", "doc", "as"], name) : [],
    ),
  ];
  const { doc, as } = options;
  const definition = { kind: "enumeration", name, as, doc, members: list, definedIn: definedIn(), unknownOptions };
  const byName = Object.fromEntries(list.map((member) => [member.name, member.value]));
  return deepFreeze({ ...byName, $enumeration: definition }) as unknown as Enumeration<M>;
}

/**
 * Names for single bits and groups of bits; used with `.flags(…)`.
 * @alias
 */
export const flags: typeof enumeration = enumeration;
