import type { KindText } from "../emit/encoder.ts";
import { plus } from "../emit/text.ts";

export const bytes: KindText<"bytes"> = {
  type: () => "Uint8Array",
  layout: ({ size }, _, scope) => `${scope.use("bytes")}(${size})`,
  load: ({ size }, { base, offset, bytes: from }, _, scope) =>
    `${scope.call("copyBytes")}(${from}, ${plus(base, offset)}, ${plus(base, offset + size)})`,
  take: ({ size }, x, offset, encoder) => encoder.takeBytes(x, String(size), offset),
  look: ({ size }, { base, offset, bytes: from }) => ({
    type: "Uint8Array",
    code: `${from}.subarray(${plus(base, offset)}, ${plus(base, offset + size)})`,
  }),
};
