import { inAllOrders } from "../../image/families.ts";
import type { Family } from "../../wire/index.ts";
import { type Keys, refuseKeysBut, unexpected } from "./invalid-json.ts";

/** A family in the byte order of the image, and in the other one, if it occurs in that. */
export interface Orders {
  readonly family: Family;
  readonly other: Family | undefined;
}

/**
 * The family that the first line names, in the byte order that it tells.
 * @throws InvalidJson
 */
export function readFormatLine(keys: Keys, families: readonly Family[]): Orders {
  const { format, version, family: name, byteOrder } = keys;
  if (format !== "bytewright") throw unexpected("format", format, `"bytewright", as in ${formatLineOf(families)}`);
  if (version !== 1) throw unexpected("version", version, "1");
  const named = families.find((family) => family.name === name);
  if (named === undefined) throw unexpected("family", name, anyOf(families.map((family) => family.name)));
  refuseKeysBut(["format", "version", "family", "byteOrder"], keys);
  const orders = inAllOrders(named);
  const family = orders.find((one) => one.byteOrder === byteOrder);
  if (family === undefined)
    throw unexpected("byteOrder", byteOrder, anyOf([...new Set(orders.map((one) => one.byteOrder))]));
  return { family, other: orders.find((one) => one.byteOrder !== byteOrder) };
}

/** An example of a first line. */
export function formatLineOf([first]: readonly Family[]): string {
  return JSON.stringify({ format: "bytewright", version: 1, family: first?.name, byteOrder: first?.byteOrder });
}

function anyOf(values: readonly string[]): string {
  return values.map((value) => `"${value}"`).join(" or ");
}
