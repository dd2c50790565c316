import {
  type AnyCodec,
  BytewrightError,
  type Family,
  type Fault,
  type RecordType,
  RecordView,
  type View,
} from "../wire/index.ts";
import type { AsyncAnswer, DecodeHandler, FaultHandler, PiecesHandler, ViewHandler } from "./handlers.ts";
import { typeAt } from "./measure.ts";

/** Takes the record of `size` bytes at `at` in `bytes`, all of it; in the image it stands at `offset`. */
type Take = (bytes: Uint8Array, at: number, size: number, offset: number) => AsyncAnswer;

type FindRoute = (bytes: Uint8Array, at: number, end: number) => Route;

/** Sizes in bytes, from `least` to `least + span`. */
export interface FixedSize {
  readonly least: number;
  readonly span: number;
}

/** Where the records of one type go. All are of one class, so that the engine finds their fields at once. */
export class Route {
  readonly take: Take;
  /** in place of `take` where `size - least` is from 0 to `span`: nothing else is to be checked, and `view` is ready */
  readonly visit: ViewHandler<never, AsyncAnswer>;
  readonly least: number;
  span = 0;
  view: RecordView | undefined = undefined;
  /** who takes a record that does not come whole; undefined where it must be gathered, or nobody wants it */
  readonly pieces: PiecesHandler<AsyncAnswer> | undefined;
  /** set where a record's type does not say which route it is: finds that by the start of the record before `end` */
  find: FindRoute | undefined = undefined;

  constructor(take: Take, visit: Route["visit"] = () => {}, least = 0, pieces?: PiecesHandler<AsyncAnswer>) {
    this.take = take;
    this.visit = visit;
    this.least = least;
    this.pieces = pieces;
  }

  get isWanted(): boolean {
    return this !== nowhere;
  }
}

/** Passes over records. */
export const nowhere: Route = new Route(() => {});

/** Finds out for each record where it goes; until that is known, it is gathered. */
export function toWhomever(find: FindRoute): Route {
  const take: Take = (bytes, at, size, offset) => find(bytes, at, at + size).take(bytes, at, size, offset);
  const route = new Route(take);
  route.find = find;
  return route;
}

/** Shows records that `decode` would accept through one view. */
export function toViewer(
  codec: AnyCodec,
  // biome-ignore lint/suspicious/noExplicitAny: the record's type is known where the handler is written
  visit: ViewHandler<any, AsyncAnswer>,
  fixed: FixedSize | undefined,
  onFault: FaultHandler<AsyncAnswer>,
): Route {
  let view: View | undefined;
  const take: Take = (bytes, at, size, offset) => {
    const found = orFault(() => view?.$moveTo(at, bytes) ?? codec.view(bytes, at));
    const fault = found instanceof BytewrightError ? found : codec.check(found);
    if (fault !== undefined) return tell(onFault, codec, fault, bytes, at, size, offset);
    view = found as View;
    if (fixed !== undefined && view instanceof RecordView) {
      route.view = view;
      route.span = fixed.span;
    }
    return visit(view, offset);
  };
  const route = new Route(take, visit, fixed?.least);
  return route;
}

/** Gives records as decoded values. */
export function toDecoder(
  codec: Pick<AnyCodec, "decode">,
  handler: DecodeHandler<never, AsyncAnswer>,
  onFault: FaultHandler<AsyncAnswer>,
): Route {
  const take: Take = (bytes, at, size, offset) => {
    const record = orFault(() => codec.decode(bytes, at));
    if (record instanceof BytewrightError) return tell(onFault, codec, record, bytes, at, size, offset);
    return handler.decode(record as never, offset);
  };
  return new Route(take);
}

/** Gives records as the bytes they are, a whole one as one piece. */
export function toPieces(family: Family, handler: PiecesHandler<AsyncAnswer>): Route {
  const take: Take = (bytes, at, size, offset) =>
    handler.pieces(bytes.subarray(at, at + size), offset, { type: typeAt(family, bytes, at), offset, size });
  return new Route(take, undefined, undefined, handler);
}

/** Tells the fault of a record by its own bytes, if these have one: how many come behind depends on where a chunk ends. */
function tell(
  onFault: FaultHandler<AsyncAnswer>,
  codec: Pick<AnyCodec, "decode">,
  fault: Fault,
  ...[bytes, at, size, offset]: Parameters<Take>
): AsyncAnswer {
  const record = orFault(() => codec.decode(bytes.subarray(at, at + size), 0));
  return onFault(record instanceof BytewrightError ? moved(record, offset) : moved(fault, offset - at), offset);
}

/** Routes by type. */
export class RouteTable {
  readonly #routes: ReadonlyMap<RecordType, Route>;
  readonly #unknown: Route;
  /** bit `type % 32` is set for each type that is wanted */
  readonly mask: number;

  /** `types` as they are, or as signed 32-bit numbers; all others go the way of `unknown` */
  constructor(routes: readonly (readonly [type: RecordType, route: Route])[], unknown: Route) {
    const wanted = routes.flatMap(([type, route]) => (route.isWanted && typeof type === "number" ? [type] : []));
    this.#routes = new Map(routes.map(([type, route]) => [typeof type === "number" ? type | 0 : type, route]));
    this.#unknown = unknown;
    this.mask = unknown.isWanted ? -1 : wanted.reduce((mask, type) => mask | (1 << type), 0);
  }

  find(type: number): Route {
    return this.#routes.get(type | 0) ?? this.#unknown;
  }

  /** As `find`, of whatever a header tells; of one that tells no type, where type 0 goes. */
  findAny(type: RecordType = 0): Route {
    return typeof type === "number" ? this.find(type) : (this.#routes.get(type) ?? this.#unknown);
  }
}

/** What work gives, or what is wrong with the bytes. */
export function orFault<T>(work: () => T): T | BytewrightError {
  try {
    return work();
  } catch (error) {
    if (error instanceof BytewrightError) return error;
    throw error;
  }
}

/** Codecs look at the bytes they are given; people look for a fault in the image. */
export function moved({ code, record, path, offset, found, expected }: Fault, by: number): Fault {
  return { code, record, path, offset: offset === undefined ? undefined : offset + by, found, expected };
}
