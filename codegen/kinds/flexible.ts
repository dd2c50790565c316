import { type FlexibleLayout, mostOf } from "../../src/wire/index.ts";
import type { KindText } from "../emit/encoder.ts";
import { moreText, plus } from "../emit/text.ts";
import { listType, loadList, lookAtList, loopFor, takeList, wrongInList } from "./array.ts";

/** What those have that are no lists. */
const wholes = {
  bytes: { type: "Uint8Array", make: "flexibleBytes", read: "copyBytes" },
  string: { type: "string", make: "flexibleText", read: "getWholeText" },
} as const;

/** The number of elements is `n`: in code that decodes, encodes and looks. */
export const flexible: KindText<"flexible"> = {
  type: (type, name, scope, init) => (type.as === "list" ? listType(type, name, scope, init) : wholes[type.as].type),
  layout({ as, element, stride, count, each, eachView }, name, scope) {
    if (as !== "list") return `${scope.use(wholes[as].make)}(${count === undefined ? "" : JSON.stringify(count)})`;
    const inner = scope.textOf(element).layout(element, name, scope);
    return `${scope.use("flexibleList")}(${inner}, ${stride}${moreText({ count, each, eachView })})`;
  },
  load(type, place, name, scope) {
    if (type.as === "list") return loadList(type, "n", place, name, scope);
    const start = plus(place.base, place.offset);
    return `${scope.call(wholes[type.as].read)}(${place.bytes}, ${start}, ${start} + n)`;
  },
  take(type, x, offset, encoder, name) {
    const { as, element } = type;
    const { scope, reads, lasts, checks } = encoder;
    const start = plus(encoder.base, offset);
    if (as === "bytes") {
      lasts.push(`const n = ${scope.call("bytesSize")}(${x});`);
      checks.push("n < 0");
      encoder.takeBytes(x, "n", offset);
      return;
    }
    if (as === "string") {
      reads.push(`const n = ${scope.call("flexibleTextSize")}(${x});`);
      checks.push("n < 0");
      encoder.store(x, "string", `${scope.call("putText")}(to, ${start}, ${start} + n, ${x});`);
      return;
    }
    reads.push(`const n = ${scope.call("lengthOf")}(${x}, ${mostElements(type)});`);
    if (loopFor(element) === "getU32s") {
      const copy = `${x}$`;
      lasts.push(`const ${copy} = ${scope.call("copyU32s")}(${x}, n);`);
      checks.push(`${copy} === undefined`);
      encoder.store(copy, "Uint32Array", `${scope.call("putU32s")}(to, v, ${start}, ${copy}, n, le);`);
      return;
    }
    takeList(type, x, { given: "n", length: "n", copies: lasts }, offset, encoder, name);
  },
  look(type, place, name, scope) {
    const n = `${scope.call("countIn")}(this)`;
    if (type.as === "list") return lookAtList(type, n, place, name, scope);
    const start = plus(place.base, place.offset);
    const seen = type.as === "bytes" ? `${place.bytes}.subarray(` : `${scope.call("getWholeText")}(${place.bytes}, `;
    return { type: wholes[type.as].type, code: `${seen}${start}, ${start} + ${n})` };
  },
  wrong: wrongInList,
};

/** Elements that a list can have. */
export function mostElements({ as, each = 1 }: FlexibleLayout): number {
  return Math.floor(mostOf(as) / each);
}
