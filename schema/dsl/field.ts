import { deepFreeze } from "./definition.ts";
import type { Checksum, EnumerationDefinition, Field, FieldFacts, Presence, presenceType, valueType } from "./types.ts";

/** What `enumeration(…)` and `flags(…)` give. */
export type Names = { readonly $enumeration: EnumerationDefinition };

/**
 * A field that more can be said of. Each method gives a new field; none changes the one it is called on:
 *
 *     exit_code: u32.doc("Status the task ended with."),
 *     magic:     u64.hex().constant(0x002d2a0cc0deef00n),
 */
export class FieldBuilder<T, R extends Presence = "value"> implements Field<T, R> {
  declare readonly [valueType]?: T;
  declare readonly [presenceType]?: R;
  readonly facts: FieldFacts;

  constructor(facts: FieldFacts) {
    this.facts = facts;
    deepFreeze(this);
  }

  private with<Q extends Presence = R>(facts: Partial<FieldFacts>): FieldBuilder<T, Q> {
    return new FieldBuilder<T, Q>({ ...this.facts, ...facts });
  }

  /** Says what the field is for. Goes into generated types, headers and documentation. */
  doc(doc: string): FieldBuilder<T, R> {
    return this.with({ doc });
  }

  /** Shown in hexadecimal. */
  hex(): FieldBuilder<T, R> {
    return this.with({ display: "hex" });
  }

  /** Shown as a date: whole seconds since 1970-01-01T00:00:00Z. */
  time(): FieldBuilder<T, R> {
    return this.with({ display: "time" });
  }

  /** Shown as an address. */
  address(): FieldBuilder<T, R> {
    return this.with({ display: "address" });
  }

  /** Shown as text, escaped. For bytes. */
  text(): FieldBuilder<T, R> {
    return this.with({ display: "text" });
  }

  /** Names values of an integer. Values without a name stay legal. */
  enum(enumeration: Names): FieldBuilder<T, R> {
    return this.with({ enumeration: definitionIn(enumeration) });
  }

  /** Names bits of an integer. Bits without a name stay legal. */
  flags(flags: Names): FieldBuilder<T, R> {
    return this.with({ flags: definitionIn(flags) });
  }

  /** The one value the field must have. Encoders fill it in, decoders insist on it. */
  constant(constant: T & (number | bigint)): FieldBuilder<T, "constant"> {
    return this.with<"constant">({ constant });
  }

  /** Kept for later use: encoders write 0, values do not hold it. */
  reserved(): FieldBuilder<T, "reserved"> {
    return this.with<"reserved">({ reserved: true });
  }

  /** `__attribute__((aligned(N)))` on the member, in bytes. */
  aligned(align: number): FieldBuilder<T, R> {
    return this.with({ align });
  }

  /** `__attribute__((packed))` on the member. */
  packed(): FieldBuilder<T, R> {
    return this.with({ packed: true });
  }

  /** Of a part: zeros follow it up to a multiple of so many bytes from the record's start. */
  padded(padded: number): FieldBuilder<T, R> {
    return this.with({ padded });
  }

  /** A record has the field from a length of so many bytes on: in a shorter one it is absent. For what `grows`. */
  since(since: number): FieldBuilder<T, "optional"> {
    return this.with<"optional">({ since });
  }

  /**
   * Reckoned from other bytes of the record: encoders write it, decoders insist on it. Without `from` and `to`, a part is of
   * all bytes before it, and a field of the whole record, its own bytes counted as 0.
   */
  checksum(
    algorithm: Checksum["algorithm"],
    of: Partial<Pick<Checksum, "from" | "to">> = {},
  ): FieldBuilder<T, "reserved"> {
    return this.with<"reserved">({ checksum: { from: undefined, to: undefined, ...of, algorithm } });
  }

  /** The bytes of the whole record: encoders write it, decoders insist on it. */
  total(): FieldBuilder<T, "reserved"> {
    return this.with<"reserved">({ isTotal: true });
  }

  /** Big-endian whatever the image is (`__be32`). */
  bigEndian(): FieldBuilder<T, R> {
    return this.with({ byteOrder: "big" });
  }

  /** Little-endian whatever the image is (`__le32`). */
  littleEndian(): FieldBuilder<T, R> {
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
