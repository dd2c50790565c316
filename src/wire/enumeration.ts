import type { EnumerationFacts } from "./layout.ts";

type Members = { readonly [name: string]: number | bigint };

/** The names and values of an enumeration, with the name of a value, too; of several names the first. */
export type Enumeration<M extends Members> = Readonly<M> & { readonly [value: number]: string | undefined };

/** A value of an enumeration: one that has a name, or any other. */
export type ValueOf<M extends Members> =
  | Exclude<M[keyof M], bigint>
  | (M[keyof M] extends number ? number & {} : bigint & {});

export function enumeration<M extends Members>(members: M): Enumeration<M> {
  const both: { [key: string]: string | number | bigint } = {};
  for (const [name, value] of Object.entries(members)) both[String(value)] ??= name;
  return Object.freeze(Object.assign(both, members)) as unknown as Enumeration<M>;
}

/**
 * The name of a value, if it has one.
 *
 *     nameOf(TaskState, value.state)   // "TASK_RUNNING"
 */
export function nameOf(of: { readonly [name: string]: unknown }, value: number | bigint): string | undefined {
  const name = Object.hasOwn(of, String(value)) ? of[String(value)] : undefined;
  return typeof name === "string" ? name : undefined;
}

/** An enumeration as data for tools. */
export function factsOf(name: string, of: Members): EnumerationFacts {
  return { name, members: Object.entries(of).map(([member, value]) => ({ name: member, value })) };
}

/** The same, with the C names of members that have others here. */
export function withCNames(
  { name, members }: EnumerationFacts,
  cNames: { readonly [member: string]: string },
): EnumerationFacts {
  return { name, members: members.map((one) => ({ ...one, name: cNames[one.name] ?? one.name })) };
}
