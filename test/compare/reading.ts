import { expect } from "vitest";
import { dynamicFamily, dynamicStruct } from "../../src/dynamic/index.ts";
import { encodeRecords, ImageReader } from "../../src/image/index.ts";
import type { AnyCodec } from "../../src/wire/index.ts";
import type { Case, Exports } from "./cases.ts";

export type Read = { readonly codec: AnyCodec | undefined; readonly value: Record<string, unknown> };

/** All that an image holds; undefined where something is refused, or no code is there. */
export function readBy({ families: [family], structs: [struct] }: Exports, bytes: Uint8Array): Read[] | undefined {
  try {
    if (family !== undefined) {
      const codecs = dynamicFamily(family);
      const reader = new ImageReader(codecs, { asGiven: true });
      const frames = [...reader.push(bytes), ...reader.end()].filter(({ kind }) => kind !== "padding");
      return frames.map((frame) => {
        if (frame.kind === "preamble")
          return { codec: frame.codec, value: frame.codec.decode(frame.bytes) as Read["value"] };
        if (frame.kind !== "record") throw new Error(frame.kind);
        return { codec: codecs.codecAt(frame.bytes), value: codecs.decode(frame.bytes) as Read["value"] };
      });
    }
    if (struct === undefined) return undefined;
    const codec = dynamicStruct(struct);
    const count = bytes.length / (codec.size as number);
    if (!Number.isInteger(count)) return undefined;
    return Array.from({ length: count }, (_, i) => ({
      codec,
      value: codec.decode(bytes, i * (codec.size as number)) as never,
    }));
  } catch {
    return undefined;
  }
}

export function writtenBy(
  { families: [family], structs: [struct] }: Exports,
  values: Case["oldValues"],
  { preamble }: Case,
): Uint8Array {
  if (family !== undefined) return encodeRecords(dynamicFamily(family), values as never, preamble);
  if (struct === undefined) return new Uint8Array();
  return Buffer.concat(values.map((value) => dynamicStruct(struct).encode(value as never)));
}

/** Whether what one schema's code writes is to the other's what it was meant to be. */
export function isRead(from: Exports, by: Exports, values: Case["oldValues"], one: Case, isOld: boolean): boolean {
  const bytes = writtenBy(from, values, one);
  if (bytes.length === 0) return true;
  const written = readBy(from, bytes) as Read[];
  expect(written.length).toBeGreaterThanOrEqual(values.length);
  const read = readBy(by, bytes);
  if (read?.length !== written.length) return false;
  const names = new Map(Object.entries(one.renamed ?? {}).map(([old, now]) => (isOld ? [now, old] : [old, now])));
  const renamed = (path: string) => {
    const found = [...names].find(([name]) => path === name || path.startsWith(`${name}.`));
    return found === undefined ? "" : found[1] + path.slice(found[0].length);
  };
  const known = new Set(by.families.flatMap(({ records }) => records.map(({ name }) => name)));
  return read.every(({ codec, value }, i) => {
    const { value: meant, codec: own } = written[i] as Read;
    // A record that the reader has never had a name for says nothing to it.
    if (value.$name === "unknown") return !isOld && !known.has(meant.$name as string);
    const [got, wanted] = [flat(value, codec), flat(meant, own)];
    // What came with a later length may be taken for bytes that nobody knows.
    const later = codec?.layout.members.flatMap((one) =>
      one.kind === "field" && one.since !== undefined ? [one.name] : [],
    );
    if (later?.some((name) => wanted.has(name) && !got.has(name))) return false;
    return [...got].every(([path, text]) => {
      const [was, is] = [wanted.get(path) ?? wanted.get(renamed(path)), text];
      // What nobody has written is 0, or empty.
      if (isDerived(own, path) || path === "$rest") return true;
      if (was === undefined) return path.startsWith("name of ") || /^([0,]*|false)$/.test(is);
      return was === is || names.get(is) === was;
    });
  });
}

const isDerived = (codec: AnyCodec | undefined, name: string) =>
  codec?.layout.members.some(
    (member) => member.kind === "field" && member.name === name && member.derived !== undefined,
  );

/** All that a value says, each as a text by its path; of enumerations also the names. */
function flat(value: object, codec: AnyCodec | undefined): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (path: string, one: unknown): void => {
    if (one instanceof Uint8Array) found.set(path, one.join());
    else if (typeof one !== "object" || one === null) found.set(path, String(one));
    else
      for (const [name, inner] of Object.entries(one))
        if (name !== "$bytes" && name !== "$member") visit(`${path}.${name}`.replace(/^\./, ""), inner);
  };
  visit("", value);
  for (const member of codec?.layout.members ?? []) {
    if (member.kind === "padding" || member.type.kind !== "integer") continue;
    const named = member.type.enumeration?.members.find((one) => String(one.value) === found.get(member.name));
    if (named !== undefined) found.set(`name of ${member.name}`, named.name);
  }
  return found;
}
