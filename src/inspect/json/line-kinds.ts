import { invalid, type Keys, refuseKeysBut, unexpected } from "./invalid-json.ts";

/** What a line after the first can be. */
export type LineKind = "record" | "unknown" | "start" | "payload" | "padding" | "tail";

const placed = ["offset", "record", "type", "len"];

const allowedKeys: { readonly [kind in LineKind]: readonly string[] } = {
  record: [...placed, "elements", "fields", "raw"],
  unknown: [...placed, "bytes"],
  start: [...placed, "header"],
  payload: ["offset", "payload"],
  padding: ["offset", "padding"],
  tail: ["offset", "tail", "reason"],
};

/**
 * What a line is, by its keys. Keys that only inform are checked for their kind.
 * @throws InvalidJson
 */
export function kindOf(line: Keys): LineKind {
  const kind = guessKind(line);
  refuseKeysBut(allowedKeys[kind], line);
  for (const key of ["offset", "len", "type"]) {
    const number = line[key];
    if (number !== undefined && !(Number.isSafeInteger(number) && (number as number) >= 0)) {
      throw unexpected(key, number, "a whole number, 0 or more");
    }
  }
  return kind;
}

function guessKind(line: Keys): LineKind {
  for (const kind of ["payload", "padding", "tail"] as const) if (Object.hasOwn(line, kind)) return kind;
  if (!Object.hasOwn(line, "record")) {
    throw invalid("wrong-line", "", "found none of record, payload, padding, tail, expected one of them");
  }
  if (Object.hasOwn(line, "header")) return "start";
  return line.record === "unknown" ? "unknown" : "record";
}
