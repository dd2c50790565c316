import { fresh, taken } from "./binding.ts";
import type { ByteOrder } from "./codec.ts";
import { BytewrightError, type Fault } from "./errors.ts";
import { largestRecord, outOfBounds, tooLarge, unevenSize } from "./faults.ts";
import { findFault, rulesOf } from "./find-fault.ts";
import { whereIn } from "./kinds/kind.ts";
import { createStruct, type TakenStruct, takenAt, takeStruct } from "./kinds/struct.ts";
import type { Layout } from "./layout.ts";
import { textSize } from "./text.ts";
import { notVariant, wrongValue } from "./values.ts";
import { describeVariants, firstVariant, isVariant, withDefault } from "./variant.ts";
import type { RecordView } from "./view.ts";

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
    const { array, baseSize } = rulesOf(this.layout);
    return array === undefined ? baseSize : undefined;
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
    return createByLayout(this.layout, init, this.le) as T;
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
    const { name: record } = this;
    const nothing = { path: "", offset: undefined, found: undefined, expected: undefined };
    throw new BytewrightError({ code: "value-changed", record, ...nothing });
  }
}

/** Every field with zeros or as `init` says, and of what tells the record from others a value of its own. */
export function createByLayout(layout: Layout, init: object, le: boolean): object {
  const { name, record } = layout;
  const when = record?.when;
  const given = when === undefined ? init : withDefault(init, when.path.split("."), firstVariant(when));
  const made = createStruct(layout, given as { readonly [field: string]: unknown }, whereIn(name, le));
  return record === undefined ? made : { $name: name, ...made };
}

/**
 * What a value says of a record or struct, and the bytes that it takes.
 * @throws BytewrightError for the first thing in it that does not fit
 */
export function takeRecord(layout: Layout, value: unknown, le: boolean): { taken: TakenStruct; size: number } {
  const { name, record } = layout;
  if (record !== undefined && typeof value === "object" && value !== null) {
    const { $name } = value as { readonly $name?: unknown };
    if ($name !== undefined && $name !== name) throw wrongValue(name, "$name", $name, name);
  }
  const taken = takeStruct(layout, value, whereIn(name, le));
  const when = record?.when;
  const told = when && takenAt(layout, taken, when.path.split("."));
  if (when !== undefined && !isVariant(when, told)) throw notVariant(name, when.path, told, describeVariants(when));
  const size = sizeOfTaken(layout, taken);
  return { taken, size };
}

function sizeOfTaken(layout: Layout, taken: TakenStruct): number {
  const { array, baseSize } = rulesOf(layout);
  if (array === undefined) return baseSize;
  const given = takenAt(layout, taken, [array.path]);
  const size = baseSize + lengthOfTaken(given) * array.type.stride;
  const { framing } = layout.record ?? {};
  if (framing === undefined) return size;
  const limit = largestRecord(framing);
  if (size > limit) throw tooLarge(layout.name, array.path, size, limit);
  const { unit = 1, counts = "record" } = framing.length ?? {};
  const counted = counts === "payload" ? size - framing.headerSize : size;
  if (counted % unit !== 0) throw unevenSize(layout.name, array.path, counted, unit);
  return size;
}

function lengthOfTaken(given: unknown): number {
  return typeof given === "string" ? textSize(given) : (given as ArrayLike<unknown>).length;
}

/**
 * Changes when code generated before can no longer run with this runtime. Where a name that such code imports is gone,
 * too, ES modules fail before any of it runs (`does not provide an export named …`): `bytewright codegen --check` tells.
 */
export const contract = 4;

type CodecClass<C> = new (layout: Layout, le: boolean, be?: C) => C;

/**
 * The codecs of a class, one for each byte order. They have the same fields, so that the engine takes them for alike.
 * @throws Error if the code was generated for another runtime
 */
export function pair<C extends object>(Codec: CodecClass<C>, layout: Layout, needed: number): C {
  return single(Codec, layout, needed, true, single(Codec, layout, needed, false));
}

/** The codec of a class in its only byte order, which is its own twin, or in its first one. */
export function single<C extends object>(Codec: CodecClass<C>, layout: Layout, needed: number, le: boolean, be?: C): C {
  if (needed !== contract) {
    const why = `it needs version ${needed} of the contract with its runtime, and this runtime has version ${contract}`;
    throw new Error(`the code of ${layout.name} was generated by another version of bytewright: ${why}. Run codegen`);
  }
  return Object.freeze(new Codec(layout, le, be));
}
