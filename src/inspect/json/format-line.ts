import { inAllOrders } from "../../image/families.ts";
import type { Family } from "../../wire/index.ts";
import { type Keys, refuseKeysBut, unexpected } from "./invalid-json.ts";

/**
 * The family that the first line names, in the byte order that it tells.
 * @throws BytewrightError
 */
export function readFormatLine(keys: Keys, families: readonly Family[]): Family {
  const { format, version, family: name, byteOrder } = keys;
  if (format !== "bytewright") throw unexpected("format", format, `"bytewright", as in ${formatLineOf(families)}`);
  if (version !== 1) throw unexpected("version", version, "1");
  const named = inAllOrders(families).filter((family) => family.name === name);
  if (named.length === 0) throw unexpected("family", name, anyOf(families.map((family) => family.name)));
  refuseKeysBut(["format", "version", "family", "byteOrder"], keys);
  const family = named.find((one) => one.byteOrder === byteOrder);
  if (family === undefined) throw unexpected("byteOrder", byteOrder, anyOf(named.map((one) => one.byteOrder)));
  return family;
}

/** An example of a first line. */
export function formatLineOf([first]: readonly Family[]): string {
  return JSON.stringify({ format: "bytewright", version: 1, family: first?.name, byteOrder: first?.byteOrder });
}

function anyOf(values: readonly string[]): string {
  return [...new Set(values)].map((value) => `"${value}"`).join(" or ");
}
