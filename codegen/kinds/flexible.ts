import { type FlexibleLayout, mostOf } from "../../src/wire/index.ts";
import type { KindText } from "../emit/encoder.ts";
import { moreText, plus } from "../emit/text.ts";
import { listType, loadList, lookAtList, loopFor, takeList, wrongInList } from "./array.ts";

/** The number of elements is `n`: in code that decodes, encodes and looks. */
export const flexible: KindText<"flexible"> = {
  type: (type, name, scope, init) => types[type.as] ?? listType(type, name, scope, init),
  layout({ as, element, stride, count, each, eachView }, name, scope) {
    if (as !== "list") {
      const make = scope.use(as === "bytes" ? "flexibleBytes" : "flexibleText");
      return count === undefined ? `[${make}]` : `[${make}, "${count}"]`;
    }
    const inner = scope.textOf(element).layout(element, name, scope);
    return `[${scope.use("flexibleList")}, ${inner}, ${stride}${moreText({ count, each, eachView })}]`;
  },
  load(type, place, name, scope) {
    if (type.as === "list") return loadList(type, "n", place, name, scope);
    const start = plus(place.base, place.offset);
    const read = scope.call(type.as === "bytes" ? "copyBytes" : "getWholeText");
    return `${read}(${place.bytes}, ${start}, ${start} + n)`;
  },
  take(type, x, offset, encoder, name) {
    const { as, element } = type;
    const { scope, reads, lasts, checks } = encoder;
    if (as === "bytes") {
      lasts.push(`const n = ${scope.call("bytesSize")}(${x});`);
      checks.push("n < 0");
      encoder.takeBytes(x, "n", offset);
      return;
    }
    if (as === "string") {
      reads.push(`const n = ${scope.call("flexibleTextSize")}(${x});`);
      checks.push("n < 0");
      const put = scope.call("putText");
      encoder.store(x, "string", offset, ({ base, offset: at }) => {
        return `${put}(to, ${plus(base, at)}, ${plus(base, at)} + n, ${x});`;
      });
      return;
    }
    reads.push(`const n = ${scope.call("lengthOf")}(${x}, ${mostElements(type)});`);
    if (loopFor(element) === "getU32s") {
      const copy = `${x}$`;
      lasts.push(`const ${copy} = ${scope.call("copyU32s")}(${x}, n);`);
      checks.push(`${copy} === undefined`);
      const put = scope.call("putU32s");
      encoder.store(copy, "Uint32Array", offset, ({ base, offset: at }) => {
        return `${put}(to, v, ${plus(base, at)}, ${copy}, n, le);`;
      });
      return;
    }
    takeList(type, x, { given: "n", length: "n", copies: lasts }, offset, encoder, name);
  },
  look(type, place, name, scope) {
    const n = `${scope.call("countIn")}(this)`;
    const start = plus(place.base, place.offset);
    if (type.as === "bytes") return { type: "Uint8Array", code: `${place.bytes}.subarray(${start}, ${start} + ${n})` };
    if (type.as === "list") return lookAtList(type, n, place, name, scope);
    return { type: "string", code: `${scope.call("getWholeText")}(${place.bytes}, ${start}, ${start} + ${n})` };
  },
  wrong: wrongInList,
};

const types: { readonly [as in FlexibleLayout["as"]]: string | undefined } = {
  bytes: "Uint8Array",
  string: "string",
  list: undefined,
};

/** Elements that a list can have. */
export function mostElements({ as, each = 1 }: FlexibleLayout): number {
  return Math.floor(mostOf(as) / each);
}
