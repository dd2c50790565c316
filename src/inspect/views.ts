import { orFault } from "../image/route.ts";
import { type AnyCodec, BytewrightError, type Fault, type View } from "../wire/index.ts";

/** The view of a record, undefined where not even its fixed part is there. */
export function viewOf(codec: AnyCodec, bytes: Uint8Array): View | undefined {
  const found = orFault(() => codec.view(bytes));
  return found instanceof BytewrightError ? undefined : found;
}

/** What is wrong with a record, if anything. */
export function faultOf(codec: AnyCodec, bytes: Uint8Array): Fault | undefined {
  const found = orFault(() => codec.view(bytes));
  return found instanceof BytewrightError ? found : codec.check(found);
}
