import type { Binding } from "../wire/binding.ts";
import type { ByteOrder, Framing } from "../wire/codec.ts";
import { largestRecord, tooLarge, unevenSize } from "../wire/faults.ts";
import type { Layout } from "../wire/layout.ts";
import { notVariant, wrongValue } from "../wire/values.ts";
import { describeVariants, firstVariant, isVariant, withDefault } from "../wire/variant.ts";
import { createStruct } from "./create.ts";
import { elementsGiven, fitStruct, type Given } from "./fit.ts";
import type { Rules, VariantRule } from "./rules.ts";
import { writeField, writeStruct } from "./write.ts";

/** The half of a codec that makes bytes. */
export interface Encoder {
  /**
   * Bytes that a value takes.
   * @throws BytewrightError if it does not fit its fields
   */
  sizeOf(value: unknown): number;
  /** Writes every byte of a value that has been found to fit. */
  write(b: Binding, at: number, value: unknown): void;
  create(init: Given | undefined): Given;
}

export function encoderOf(layout: Layout, framing: Framing | undefined, rules: Rules, byteOrder: ByteOrder): Encoder {
  const { name, baseSize, flexible, type, when, length } = rules;
  const isRecord = layout.record !== undefined;

  function sizeOf(value: unknown): number {
    if (isRecord) fitName(value);
    fitStruct(layout, value, { record: name, byteOrder }, "");
    if (when !== undefined) fitVariant(value, when);
    if (flexible === undefined) return baseSize;
    const size = sizeOfFitting(value);
    if (framing !== undefined && isRecord) fitSize(flexible.name, size, framing);
    return size;
  }

  /** A record must not be larger than its header can tell, and in units that it counts in. */
  function fitSize(array: string, size: number, framing: Framing): void {
    const limit = largestRecord(framing);
    if (size > limit) throw tooLarge(name, array, size, limit);
    const { unit = 1, counts = "record" } = framing.length ?? {};
    const counted = counts === "payload" ? size - framing.headerSize : size;
    if (counted % unit !== 0) throw unevenSize(name, array, counted, unit);
  }

  function fitName(value: unknown): void {
    const given = (value as Given | null | undefined)?.$name;
    if (given !== undefined && given !== name) throw wrongValue(name, "$name", given, name);
  }

  function fitVariant(value: Given, rule: VariantRule): void {
    const { place } = rule;
    const given = place.path.split(".").reduce<unknown>((inside, field) => (inside as Given)[field], value);
    if (!isVariant(rule, given)) throw notVariant(name, place.path, given, describeVariants(rule));
  }

  function sizeOfFitting(value: Given): number {
    return flexible === undefined
      ? baseSize
      : baseSize + elementsGiven(flexible.type, value[flexible.name]) * flexible.type.stride;
  }

  /** What tells the record from others of its type is filled in. */
  function asVariant(init: Given): Given {
    return when === undefined ? init : withDefault(init, when.place.path.split("."), firstVariant(when));
  }

  return {
    sizeOf,
    write(b, at, value) {
      const given = value as Given;
      const size = sizeOfFitting(given);
      b.bytes.fill(0, at, at + size);
      if (type !== undefined) writeField(type.place.field, type.value, b, at + type.place.base, byteOrder);
      if (length !== undefined) {
        const told = (size - length.before) / length.unit;
        writeField(length.place.field, told, b, at + length.place.base, byteOrder);
      }
      writeStruct(layout, given, b, at, byteOrder);
    },
    create: (init = {}) => ({
      ...(isRecord && { $name: name }),
      ...createStruct(layout, asVariant(init), { record: name, byteOrder }),
    }),
  };
}
