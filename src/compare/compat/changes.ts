/** Who is affected by a change of a schema. */
export interface Breaks {
  /** what old code wrote is refused by new code, or read as something else */
  readonly oldBytes: boolean;
  /** what new code writes is refused by old code, or read as something else */
  readonly newBytes: boolean;
  /** source that compiles with the old types does not with the new ones */
  readonly source: boolean;
}

const nobody: Breaks = { oldBytes: false, newBytes: false, source: false };
const oldBytes: Breaks = { ...nobody, oldBytes: true };
const newBytes: Breaks = { ...nobody, newBytes: true };
const bytes: Breaks = { ...oldBytes, newBytes: true };
const source: Breaks = { ...nobody, source: true };

/**
 * What can change, each with its verdict. One edit of a schema may be several of them: a field that is another integer has
 * another size and, where it is a bigint now, another value. Proven by a test that runs each schema's code on the other's bytes.
 */
export const changes = {
  /** Old code gives it as `unknown`, and goes on. */
  "record-added": nobody,
  /** Nothing tells old code where it ends. */
  "record-added-without-length": newBytes,
  "record-removed": { ...oldBytes, source: true },
  "record-renamed": source,
  "type-changed": bytes,
  "when-changed": bytes,
  "struct-added": nobody,
  "struct-removed": { ...oldBytes, source: true },
  "family-added": nobody,
  "family-removed": { ...oldBytes, source: true },
  "family-renamed": source,
  "framing-changed": bytes,
  "byte-order-changed": bytes,
  "preamble-changed": bytes,
  "limit-raised": newBytes,
  "limit-lowered": oldBytes,

  /** Each refuses what is as long as the other one writes it. */
  "size-changed": bytes,
  "size-widened": newBytes,
  "size-narrowed": oldBytes,

  /** Where there was a hole, which is written 0 and ignored, or behind all that there was. */
  "field-added": nobody,
  /** Where another field was: its bytes mean something else now. */
  "field-replaced": bytes,
  "field-removed": nobody,
  "field-renamed": source,
  "field-moved": bytes,
  "field-resized": bytes,
  "field-retyped": bytes,
  "field-signed": bytes,
  "field-byte-order": bytes,
  "constant-changed": bytes,
  "constant-added": oldBytes,
  "constant-removed": newBytes,
  "reckoned-changed": bytes,
  "reckoned-added": oldBytes,
  "reckoned-removed": newBytes,
  "count-changed": bytes,
  "count-added": oldBytes,
  "count-removed": newBytes,
  "padding-changed": bytes,
  "since-later": oldBytes,
  "since-earlier": newBytes,
  "reserved-to-value": nobody,
  "value-to-reserved": nobody,
  "tag-changed": bytes,
  "tag-added": source,
  "tag-removed": source,
  /** It must be given, is in no value any more, or may be absent. */
  "presence-changed": source,
  "value-changed": source,

  "enumeration-added": nobody,
  "enumeration-removed": source,
  "name-added": nobody,
  "name-removed": source,
  "name-renamed": source,
  /** The same name means another number. */
  "name-renumbered": bytes,
} satisfies { readonly [kind: string]: Breaks };

export type ChangeKind = keyof typeof changes;

/** Something that a new schema says otherwise than an old one. */
export interface Change {
  readonly kind: ChangeKind;
  /** C name of the record, struct, union, enumeration or family */
  readonly type: string;
  /** path of the field, or name of the enumeration's member; empty for the whole */
  readonly field: string;
  /** what it was and what it is, in words */
  readonly text: string;
  readonly breaks: Breaks;
}

export type Tell = (kind: ChangeKind, field: string, text: string) => void;

/** Collects the changes of one type. */
export function changesOf(type: string, find: (tell: Tell) => void): Change[] {
  const found: Change[] = [];
  find((kind, field, text) => void found.push({ kind, type, field, text, breaks: changes[kind] }));
  return found;
}

export function breaksAnything({ breaks }: Change): boolean {
  return breaks.oldBytes || breaks.newBytes || breaks.source;
}
