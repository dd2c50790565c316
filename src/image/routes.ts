import {
  type AnyCodec,
  BytewrightError,
  checkersIn,
  type Family,
  listChecker,
  type RecordType,
  sizesOf,
} from "../wire/index.ts";
import type { AsyncAnswer, FaultHandler, Handler } from "./handlers.ts";
import { type FixedSize, nowhere, type Route, RouteTable, toDecoder, toPieces, toViewer, toWhomever } from "./route.ts";

/** Handlers by C name, of a family whose records are not known here. */
export type AnyHandlers = { readonly [name: string]: AnyHandler | undefined };

// biome-ignore lint/suspicious/noExplicitAny: a record's type is known where the handler is written
type AnyHandler = Handler<any, AsyncAnswer>;

/**
 * Where the records of a family go, by type; those of a family without types go where type 0 does.
 * @throws TypeError if a handler is for no record of the family, or wants a view of unknown ones
 */
export function routesOf(family: Family, handlers: AnyHandlers, onFault: FaultHandler<AsyncAnswer>): RouteTable {
  const others = family.preamble === undefined ? ["unknown"] : ["unknown", "preamble"];
  const wrong = Object.keys(handlers).find((name) => !others.includes(name) && family.codecNamed(name) === undefined);
  if (wrong !== undefined) throw new TypeError(`no record of ${family.name} is named ${wrong}`);
  // A record can have a name that every object has: constructor, toString.
  const own = (name: string) => (Object.hasOwn(handlers, name) ? handlers[name] : undefined);
  const unknown = toHandler(family, undefined, own("unknown"), onFault);
  const routeByName = new Map(
    family.codecs.map((codec) => [codec.name, toHandler(family, codec, own(codec.name), onFault)]),
  );
  const routeFor = (codec: AnyCodec | undefined) => (codec && routeByName.get(codec.name)) ?? unknown;
  const routes = [...codecsByType(family)].map(([type, codecs]): [RecordType, Route] => {
    const [only] = codecs;
    if (codecs.length === 1 && only?.layout.record?.when === undefined) return [type, routeFor(only)];
    const isWanted = unknown.isWanted || codecs.some((codec) => routeFor(codec).isWanted);
    return [type, isWanted ? toWhomever((...place) => routeFor(family.codecAt(...place))) : nowhere];
  });
  return new RouteTable(routes, unknown);
}

/** Gives what an image starts with, all of `bytes`, to whom wants it. */
export function givePreamble(
  codec: AnyCodec,
  handlers: AnyHandlers,
  bytes: Uint8Array,
  onFault: FaultHandler<AsyncAnswer>,
): AsyncAnswer {
  const handler = Object.hasOwn(handlers, "preamble") ? handlers.preamble : undefined;
  if (handler === undefined) return undefined;
  if (!("decode" in handler)) throw new TypeError("what an image starts with is decoded: take it by decode");
  return toDecoder(codec, handler, onFault).take(bytes, 0, bytes.length, 0);
}

/** What is done about a fault that nobody handles. */
export const refuse: FaultHandler = (fault) => {
  throw new BytewrightError(fault);
};

function toHandler(
  family: Family,
  codec: AnyCodec | undefined,
  handler: AnyHandler | undefined,
  onFault: FaultHandler<AsyncAnswer>,
): Route {
  if (handler === undefined) return nowhere;
  if (typeof handler !== "function") {
    if ("pieces" in handler) return toPieces(family, handler);
    return toDecoder(codec ?? family, handler, onFault);
  }
  if (codec === undefined) throw new TypeError("there is no view of unknown records: take them by decode or pieces");
  return toViewer(codec, handler, fixedSize(codec, family), onFault);
}

function codecsByType({ codecs }: Family): Map<RecordType, AnyCodec[]> {
  const byType = new Map<RecordType, AnyCodec[]>();
  for (const codec of codecs) {
    const type = codec.layout.record?.type ?? 0;
    byType.set(type, [...(byType.get(type) ?? []), codec]);
  }
  return byType;
}

const anyMore = 2 ** 31 - 1;

/**
 * The sizes that a record must have for its codec to find nothing wrong with it, once its type is known. Undefined
 * where the codec looks at more than type and length: at fields, a count, or what tells records of one type apart.
 */
function fixedSize({ layout }: AnyCodec, { framing }: Family): FixedSize | undefined {
  const { record } = layout;
  if (framing.length === undefined || record?.type === undefined || record.when !== undefined) return undefined;
  if (layout.extended !== undefined) return undefined;
  const { array, baseSize: least } = sizesOf(layout);
  if (checkersIn(layout).length > 0 || (array && listChecker(array.type)) !== undefined) return undefined;
  if (array === undefined) return { least, span: 0 };
  const isPayload = array.type.stride === 1 && array.type.count === undefined;
  return isPayload && framing.length.unit === 1 ? { least, span: anyMore } : undefined;
}
