import { deepFreeze } from "./definition.ts";
import type {
  Checksum,
  EnumerationDefinition,
  Field,
  FieldFacts,
  nameType,
  Presence,
  presenceType,
  valueType,
} from "./types.ts";

/** What `enumeration(…)` and `flags(…)` give. */
export type Names = { readonly $enumeration: EnumerationDefinition };

/**
 * A field that more can be said of. Each method gives a new field; none changes the one it is called on:
 *
 *     exit_code: u32.doc("Status the task ended with."),
 *     magic:     u64.hex().constant(0x002d2a0cc0deef00n),
 */
export class FieldBuilder<T, R extends Presence = "value", A extends string = never> implements Field<T, R, A> {
  declare readonly [valueType]?: T;
  declare readonly [presenceType]?: R;
  declare readonly [nameType]?: A;
  readonly facts: FieldFacts;

  constructor(facts: FieldFacts) {
    this.facts = facts;
    deepFreeze(this);
  }

  private with<Q extends Presence = R>(facts: Partial<FieldFacts>): FieldBuilder<T, Q, A> {
    return new FieldBuilder<T, Q, A>({ ...this.facts, ...facts });
  }

  /** The property's name in TypeScript, where C's will not do (`constructor`). Messages, JSON and C keep the C name. */
  as<const N extends string>(as: N): FieldBuilder<T, R, N> {
    return new FieldBuilder<T, R, N>({ ...this.facts, as });
  }

  /** Says what the field is for. Goes into generated types, headers and documentation. */
  doc(doc: string): FieldBuilder<T, R, A> {
    return this.with({ doc });
  }

  /** Shown in hexadecimal. */
  hex(): FieldBuilder<T, R, A> {
    return this.with({ display: "hex" });
  }

  /** Shown as a date: since 1970-01-01T00:00:00Z, in seconds unless said otherwise. */
  time(unit: "s" | "ms" | "us" | "ns" = "s"): FieldBuilder<T, R, A> {
    return this.with({ display: unit === "s" ? "time" : `time-${unit}` });
  }

  /** Shown in octal, as modes of files are written. */
  octal(): FieldBuilder<T, R, A> {
    return this.with({ display: "octal" });
  }

  /** Shown as an address of the internet: of a number of 4 bytes (big-endian in networks), or of 4 or 16 bytes. */
  ip(): FieldBuilder<T, R, A> {
    return this.with({ display: "ip" });
  }

  /** Shown as an address of a network card. For 6 bytes. */
  mac(): FieldBuilder<T, R, A> {
    return this.with({ display: "mac" });
  }

  /** Shown as a UUID, byte by byte as RFC 9562 has it. For 16 bytes. */
  uuid(): FieldBuilder<T, R, A> {
    return this.with({ display: "uuid" });
  }

  /** Shown as a UUID whose first three parts are little-endian, as EFI and Windows store it. For 16 bytes. */
  guid(): FieldBuilder<T, R, A> {
    return this.with({ display: "guid" });
  }

  /** Shown as an address. */
  address(): FieldBuilder<T, R, A> {
    return this.with({ display: "address" });
  }

  /** Shown as text, escaped. For bytes. */
  text(): FieldBuilder<T, R, A> {
    return this.with({ display: "text" });
  }

  /** Names values of an integer. Values without a name stay legal. */
  enum(enumeration: Names): FieldBuilder<T, R, A> {
    return this.with({ enumeration: definitionIn(enumeration) });
  }

  /** Names bits of an integer. Bits without a name stay legal. */
  flags(flags: Names): FieldBuilder<T, R, A> {
    return this.with({ flags: definitionIn(flags) });
  }

  /** The one value the field must have. Encoders fill it in, decoders insist on it. */
  constant(constant: T & (number | bigint)): FieldBuilder<T, "constant", A> {
    return this.with<"constant">({ constant });
  }

  /** Kept for later use: encoders write 0, values do not hold it. */
  reserved(): FieldBuilder<T, "reserved", A> {
    return this.with<"reserved">({ reserved: true });
  }

  /** `__attribute__((aligned(N)))` on the member, in bytes. */
  aligned(align: number): FieldBuilder<T, R, A> {
    return this.with({ align });
  }

  /** `__attribute__((packed))` on the member. */
  packed(): FieldBuilder<T, R, A> {
    return this.with({ packed: true });
  }

  /** Of a part: zeros follow it up to a multiple of so many bytes from the record's start. */
  padded(padded: number): FieldBuilder<T, R, A> {
    return this.with({ padded });
  }

  /** A record has the field from a length of so many bytes on: in a shorter one it is absent. For what `grows`. */
  since(since: number): FieldBuilder<T, "optional", A> {
    return this.with<"optional">({ since });
  }

  /**
   * Reckoned from other bytes of the record: encoders write it, decoders insist on it. Without `from` and `to`, a part is of
   * all bytes before it, and a field of the whole record, its own bytes counted as 0.
   */
  checksum(
    algorithm: Checksum["algorithm"],
    of: Partial<Pick<Checksum, "from" | "to">> = {},
  ): FieldBuilder<T, "reserved", A> {
    return this.with<"reserved">({ checksum: { from: undefined, to: undefined, ...of, algorithm } });
  }

  /** The bytes of the whole record: encoders write it, decoders insist on it. */
  total(): FieldBuilder<T, "reserved", A> {
    return this.with<"reserved">({ isTotal: true });
  }

  /** Big-endian whatever the image is (`__be32`). */
  bigEndian(): FieldBuilder<T, R, A> {
    return this.with({ byteOrder: "big" });
  }

  /** Little-endian whatever the image is (`__le32`). */
  littleEndian(): FieldBuilder<T, R, A> {
    return this.with({ byteOrder: "little" });
  }
}

/**
 * The definition of an enumeration. Without one, fields would have no names, and nobody would be told.
 * @throws TypeError if something else was given
 */
export function definitionIn({ $enumeration }: Names): EnumerationDefinition {
  if ($enumeration === undefined) throw new TypeError("what is given for names was not made with enumeration(…)");
  return $enumeration;
}

/** Makes a field of a type. */
export function fieldOf<T, R extends Presence = "value">(type: FieldFacts["type"]): FieldBuilder<T, R> {
  return new FieldBuilder<T, R>({ type });
}
