import type { CType } from "../model.ts";

/** Types, each once: those that are made of the same are the same, wherever they were declared. */
export class Pool {
  readonly #byKey: Map<string, CType> = new Map();
  readonly #ids: Map<CType, number> = new Map();

  intern<T extends CType>(type: T): T {
    // No name has a NUL in it: it ends there.
    const key = this.#parts(type).join("\0");
    const known = this.#byKey.get(key);
    if (known !== undefined) return known as T;
    this.#byKey.set(key, type);
    this.#ids.set(type, this.#ids.size);
    return type;
  }

  /** All that makes a type what it is, but where it was declared. */
  #parts(type: CType): unknown[] {
    const { origin, members, type: of, element, align, ...rest } = type as CType & { [part: string]: unknown } & Parts;
    const own = Object.entries(rest).flat();
    const inner = [of, element].map((one) => one && this.#ids.get(one));
    const list = members?.flatMap((one) => [one.name, one.value, one.at, one.width, one.align, this.#id(one.type)]);
    return [...own, "", ...inner, JSON.stringify(align), "", ...(list ?? [])];
  }

  #id(type: CType | undefined): number | undefined {
    return type && this.#ids.get(type);
  }
}

/** What kinds of types have beside plain values. */
interface Parts {
  readonly origin?: unknown;
  readonly type?: CType;
  readonly element?: CType;
  readonly align?: unknown;
  readonly members?: readonly {
    readonly name: string | undefined;
    readonly type?: CType;
    readonly at?: number;
    readonly width?: number;
    readonly align?: number;
    readonly value?: bigint;
  }[];
}
