import type { Field, Fields, Presence, RecordDefinition, StructDefinition } from "./types.ts";

type IsKept<M extends Field> =
  M extends Field<unknown, infer R> ? ([R & ("value" | "constant")] extends [never] ? false : true) : false;

/** The name of a field in values: its own in TypeScript, or C's. */
type Key<M extends Field, K> =
  M extends Field<unknown, Presence, infer A> ? ([A] extends [never] ? K : string extends A ? K : A) : K;

type Kept<F extends Fields> = {
  [K in keyof F as IsKept<F[K]> extends true ? Key<F[K], K> : never]: F[K] extends Field<infer T> ? T : never;
};

type Optional<F extends Fields> = {
  [K in keyof F as F[K] extends Field<unknown, "optional"> ? Key<F[K], K> : never]?: F[K] extends Field<infer T>
    ? T
    : never;
};

type Lifted<F extends Fields> = {
  [K in keyof F]: F[K] extends Field<infer T, infer R> ? (R extends "lifted" ? T : never) : never;
}[keyof F];

type Intersect<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer I) => void ? I : never;

type Flat<T> = { [K in keyof T]: T[K] };

/** The value of a group of fields: reserved ones left out, anonymous ones lifted. */
export type ValueOfFields<F extends Fields> = Flat<
  ([Lifted<F>] extends [never] ? Kept<F> : Kept<F> & Intersect<Lifted<F>>) & Optional<F>
>;

/** What a value may have where there is more to a record than its fields. */
export interface Beyond {
  /** bytes behind what the schema knows */
  $rest?: Uint8Array;
  /** what stands behind parts in place of the zeros that align what follows */
  $padding?: { readonly [part: string]: Uint8Array };
}

type ValueOf<F extends Fields, P extends Fields> = ValueOfFields<F> &
  (Fields extends P ? unknown : ValueOfFields<P> & Beyond);

/** The decoded value of a record or struct: what its generated interface says, from the schema alone. A record's has its name. */
export type InferRecord<D> =
  D extends RecordDefinition<infer N, infer F, infer P>
    ? Flat<{ readonly $name: N } & ValueOf<F, P>>
    : D extends StructDefinition<string, infer F, infer P>
      ? Flat<ValueOf<F, P>>
      : never;
