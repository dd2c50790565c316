import type { TypeLayout } from "../../src/wire/index.ts";
import { plus } from "../emit/text.ts";
import type { KindText } from "./kind.ts";

export const string: KindText<Extract<TypeLayout, { kind: "string" }>> = {
  type: () => "string",
  layout: ({ size }, _, { imports }) => `${imports.use("text")}(${size})`,
  load: ({ size }, { base, offset, bytes }, _, scope) =>
    `${scope.call("getText")}(${bytes}, ${plus(base, offset)}, ${plus(base, offset + size)})`,
  take({ size }, x, offset, encoder) {
    encoder.checks.push(`!${encoder.scope.call("fitsText")}(${x}, ${size})`);
    const put = encoder.scope.call("putText");
    encoder.store(x, "string", offset, ({ base, offset: at }) => {
      return `${put}(to, ${plus(base, at)}, ${plus(base, at + size)}, ${x});`;
    });
  },
};
