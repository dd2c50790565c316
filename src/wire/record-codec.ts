import { fresh, taken } from "./binding.ts";
import type { ByteOrder } from "./codec.ts";
import { BytewrightError, type Fault } from "./errors.ts";
import { outOfBounds, valueChanged } from "./faults.ts";
import { findFault } from "./find-fault.ts";
import { counted, sized, variants } from "./kinds/hooks.ts";
import { useValues, type Values } from "./kinds/kind.ts";
import { createStruct, type TakenStruct, takeStruct } from "./kinds/struct-values.ts";
import { type Layout, leastSize } from "./layout.ts";
import { wrongValue } from "./values.ts";
import type { RecordView } from "./view.ts";
import { whereIn } from "./where.ts";

/** What `encode` takes of a value: constants, counts and `$name` may be left out; of structs in it likewise. */
export type Init<T, Optional extends keyof T = never, Inner extends { [K in keyof T]?: unknown } = object> = {
  [K in keyof T as K extends Optional | "$name" ? never : K]: K extends keyof Inner ? Inner[K] : T[K];
} & { [K in keyof T as K extends Optional | "$name" ? K : never]?: K extends keyof Inner ? Inner[K] : T[K] };

/** Where a record is encoded that is only measured. */
const nowhere: Uint8Array = /* @__PURE__ */ new Uint8Array(0);

/** What generated codecs share: all that is not said twice in their text, and what they do with what they refuse. */
export abstract class RecordCodec<T, I, V extends RecordView> {
  // Declared and stored once, in both orders the same: else the engine does not fold them (Node 24: 22 and 19 ns).
  declare readonly name: string;
  declare readonly layout: Layout;
  declare readonly byteOrder: ByteOrder;
  declare protected readonly le: boolean;
  /** the same for big-endian bytes */
  declare readonly be: this;

  constructor(layout: Layout, le: boolean, be?: unknown) {
    this.name = layout.name;
    this.layout = layout;
    this.byteOrder = le ? "little" : "big";
    this.le = le;
    this.be = (be ?? this) as this;
  }

  get size(): number | undefined {
    return sized?.isSized(this.layout) ? undefined : leastSize(this.layout);
  }

  abstract decode(bytes: Uint8Array, at?: number): T;
  /** With `fresh`, into an array of its own that `taken` gives. */
  abstract encodeInto(value: I, bytes: Uint8Array, at: number): number;
  abstract view(bytes: Uint8Array, at?: number): V;

  encode(value: I): Uint8Array {
    this.encodeInto(value, fresh, 0);
    return taken();
  }

  sizeOf(value: I): number {
    return this.encodeInto(value, nowhere, 0);
  }

  create(init: Partial<I> = {}): T {
    const { layout, name } = this;
    const { record } = layout;
    const given = variants && record?.when ? variants.complete(record.when, layout, init) : init;
    const made = createStruct(layout, given, whereIn(name, "", this.le));
    return (record === undefined ? made : { $name: name, ...made }) as T;
  }

  check({ $bytes, $at }: { readonly $bytes: Uint8Array; readonly $at: number }): Fault | undefined {
    return findFault(this.layout, $bytes, $at, this.le);
  }

  /** There is nothing wrong with the value, whose getters are not asked again. */
  protected noRoom(bytes: Uint8Array, at: number, size: number): number {
    if (bytes === nowhere) return size;
    throw new BytewrightError(outOfBounds(this.name, bytes, at, size));
  }

  /** Says why a value is refused. */
  protected refuse(value: unknown): never {
    takeRecord(this.layout, value, this.le);
    throw valueChanged(this.name, "");
  }
}

/**
 * What a value says of a record or struct, and the bytes that it takes.
 * @throws BytewrightError for the first thing in it that does not fit
 */
export function takeRecord(layout: Layout, value: unknown, le: boolean): { taken: TakenStruct; size: number } {
  const { name, record } = layout;
  const $name = record && (value as { readonly $name?: unknown } | undefined | null)?.$name;
  if ($name !== undefined && $name !== name) throw wrongValue(whereIn(name, "$name"), $name, name);
  const taken = takeStruct(layout, value, whereIn(name, "", le));
  if (variants && record?.when) variants.refuse(record.when, layout, taken);
  return { taken, size: counted?.sizeTaken(layout, taken) ?? leastSize(layout) };
}

/**
 * Changes when code generated before can no longer run with this runtime. Where a name that such code imports is gone,
 * too, ES modules fail before any of it runs (`does not provide an export named …`): `bytewright codegen --check` tells.
 */
export const contract = 4;

type CodecClass<C> = new (layout: Layout, le: boolean, be?: unknown) => C;

/**
 * The codecs of a class, one for each byte order, with the kinds of their values. They have the same fields, so that the
 * engine takes them for alike.
 * @throws Error if the code was generated for another runtime
 */
export function pair<C extends object>(
  Codec: CodecClass<C>,
  layout: Layout,
  needed: number,
  used: readonly Values<never>[],
): C {
  return single(Codec, layout, needed, used, true, single(Codec, layout, needed, used, false));
}

/** The codec of a class in its only byte order, which is its own twin, or in its first one. */
export function single<C extends object>(
  Codec: CodecClass<C>,
  layout: Layout,
  needed: number,
  used: readonly Values<never>[],
  le: boolean,
  be?: C,
): C {
  if (needed !== contract) {
    throw new Error(`${layout.name} was generated for contract ${needed}, this runtime has ${contract}: run codegen`);
  }
  useValues(used);
  return Object.freeze(new Codec(layout, le, be));
}
