import type { KindText } from "../emit/encoder.ts";
import { plus } from "../emit/text.ts";

export const string: KindText<"string"> = {
  type: () => "string",
  layout: ({ size }, _, scope) => `${scope.use("text")}(${size})`,
  load: ({ size }, { base, offset, bytes }, _, scope) =>
    `${scope.call("getText")}(${bytes}, ${plus(base, offset)}, ${plus(base, offset + size)})`,
  take({ size }, x, offset, encoder) {
    encoder.checks.push(`!${encoder.scope.call("fitsText")}(${x}, ${size})`);
    const start = plus(encoder.base, offset);
    const end = plus(encoder.base, offset + size);
    encoder.store(x, "string", `${encoder.scope.call("putText")}(to, ${start}, ${end}, ${x});`);
  },
};
