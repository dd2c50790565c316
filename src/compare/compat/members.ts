import {
  type ChecksumLayout,
  type FieldLayout,
  fieldsOf,
  isHeld,
  joinPaths,
  type Layout,
  type PartLayout,
} from "../../wire/index.ts";
import { type Encoding, encodingOfField } from "./encoding.ts";

/** A field or part as it is compared. */
export interface Member {
  readonly name: string;
  /** in bits from the start of the struct; of a part, what is in front of it */
  readonly at: number | string;
  readonly width: number;
  /** all bits that it may take */
  readonly extent: readonly [from: number, to: number];
  readonly encoding: Encoding;
  readonly field: FieldLayout;
  /** whether it shares its bytes with others */
  readonly isShared: boolean;
  /** what else of its bytes a codec checks or finds by another field, in a text that is the same where that is */
  readonly reckoned: string | undefined;
  readonly count: string | undefined;
  /** whether values have it always, sometimes or never; and whether one to encode must */
  readonly presence: "always" | "sometimes" | "never";
  readonly isRequired: boolean;
}

/** The members of a struct, those of members without a name among them, and the parts behind it. `path` leads to it from `root`. */
export function membersOf(layout: Layout, root: Layout, path: string): Member[] {
  const { all, parts: own } = fieldsOf(layout);
  const direct = new Set(own.map(({ name }) => name));
  const parts = layout.extended?.parts ?? [];
  return [
    ...all.map((field) => memberOf(field, layout, root, path, isHeld(field) && !direct.has(field.name))),
    ...parts.map((part, i): Member => {
      const inFront = parts.slice(0, i).map(({ name }) => name);
      const at = `behind ${inFront.join(", ") || "the struct"}`;
      const extent = [(layout.extended?.start ?? 0) * 8, Number.POSITIVE_INFINITY] as const;
      return { ...memberOf(part, layout, root, path, false), at, extent };
    }),
  ];
}

function memberOf(field: FieldLayout, around: Layout, root: Layout, path: string, isShared: boolean): Member {
  const { name, bits, offset, size, type, since, only, derived, constant, counts, tags } = field;
  const { count, ends } = field as PartLayout;
  const counted = count ?? (type.kind === "flexible" ? type.count : undefined);
  const encoding = encodingOfField(field);
  const [at, width] = [bits?.at ?? offset * 8, bits?.width ?? size * 8];
  const isAlternative = isShared || around.kind === "union";
  const checksum = root.extended?.checksums?.find((one) => one.path === joinPaths(path, name));
  return {
    name,
    at,
    width,
    extent: [at, type.kind === "flexible" ? Number.POSITIVE_INFINITY : at + width],
    encoding: ends ? { ...encoding, what: "text up to its NUL, of any length" } : encoding,
    field,
    isShared: isAlternative,
    reckoned: derived === "total" ? "the bytes of all" : checksum && checksumText(checksum),
    count: counted === undefined ? undefined : textOf(counted),
    presence: !isHeld(field) ? "never" : since !== undefined || only !== undefined ? "sometimes" : "always",
    isRequired: isHeld(field) && !isAlternative && [constant, since, counts, tags].every((fact) => fact === undefined),
  };
}

function checksumText({ algorithm, from = "the start", to = "the end" }: ChecksumLayout): string {
  return `${algorithm} from ${from} to ${to}`;
}

/** A fact as a text, which is the same where that is. */
export function textOf(fact: unknown): string {
  return JSON.stringify(fact, (_, value) => (typeof value === "bigint" ? String(value) : value));
}

/** The tags of a union and of the unions without a name in a struct, in their order. */
export function tagsOf(layout: Layout): (string | undefined)[] {
  const lifted = fieldsOf(layout).direct.filter(({ name, type }) => name === "" && type.kind === "union");
  const all = [layout, ...lifted.map(({ type }) => (type as { readonly layout: Layout }).layout)];
  return all.map(({ tag }) => tag && textOf(tag));
}
