import type { Fault, RecordType, UnknownRecord, View } from "../wire/index.ts";

/** What a handler says: `false` stops the scan, anything else goes on. */
// biome-ignore lint/suspicious/noConfusingVoidType: a handler that says nothing goes on
export type Answer = boolean | void;

/** What a handler of a stream says: a promise is waited for before anything else is read. */
export type AsyncAnswer = Answer | Promise<Answer>;

/**
 * Who wants which records, by C name; `unknown` for those of a type that the family does not know, `preamble` for what
 * the image starts with. What nobody wants is passed over. `R` are the family's records, `P` is its preamble.
 */
export type Handlers<R = unknown, A = Answer, P = unknown> =
  string extends NameOf<R>
    ? { readonly [name: string]: Handler<R, A> }
    : {
        readonly [N in NameOf<R>]?: Handler<Extract<R, { readonly $name: N }>, A>;
      } & {
        readonly unknown?: DecodeHandler<UnknownRecord, A> | PiecesHandler<A>;
        readonly preamble?: DecodeHandler<P, A>;
      };

type NameOf<R> = R extends { readonly $name: infer N extends string } ? N : string;

/** Records of one type as views, as decoded values, or as the bytes they are. `at` is where a record starts. */
export type Handler<T, A = Answer> = ViewHandler<T, A> | DecodeHandler<T, A> | PiecesHandler<A>;

/** Is given a view, which is moved along: it, and what it gives that is no copy, holds until the handler has answered. */
export type ViewHandler<T, A = Answer> = (view: RecordView<T>, at: number) => A;

export interface DecodeHandler<T, A = Answer> {
  decode(record: T, at: number): A;
}

/** Is given a record's bytes, header first, in as many pieces as they come in; they hold until it has answered. */
export interface PiecesHandler<A = Answer> {
  /** `at` is where the piece stands; the record's first one stands where the record starts. */
  pieces(piece: Uint8Array, at: number, record: RecordPlace): A;
}

/** Where a record is in an image, in bytes. */
export interface RecordPlace {
  /** undefined in a family whose header tells none */
  readonly type: RecordType | undefined;
  readonly offset: number;
  readonly size: number;
}

/** Is told of a record that somebody wants and that `decode` would refuse. It is then passed over. */
export type FaultHandler<A = Answer> = (fault: Fault, at: number) => A;

/** The fields of a record, read where they stand; structs inside it are views as well. */
export type RecordView<T> = View & FieldsView<T>;

type FieldsView<T> = { readonly [F in Exclude<keyof T, "$name">]: FieldView<T[F]> };

type FieldView<V> = V extends Uint8Array | string | number | bigint | boolean | undefined
  ? V
  : V extends readonly (infer E)[]
    ? readonly FieldView<E>[]
    : FieldsView<V>;
