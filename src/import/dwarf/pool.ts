import type { CType } from "../model.ts";
import { Nesting } from "../nesting.ts";

/** Types, each once: those that are made of the same are the same, wherever they were declared. */
export class Pool {
  readonly #byKey: Map<string, CType> = new Map();
  readonly #ids: Map<CType, number> = new Map();
  readonly #nesting: Nesting = new Nesting();

  intern<T extends CType>(type: T): T {
    const key = this.#key(type);
    const known = this.#byKey.get(key);
    if (known !== undefined) return known as T;
    this.#byKey.set(key, this.#nesting.add(type));
    this.#ids.set(type, this.#ids.size);
    return type;
  }

  /** All that makes a type what it is, but where it was declared. No name has a NUL in it: it ends there. */
  #key(type: CType): string {
    let key = "";
    for (const name in type) {
      const value: unknown = (type as unknown as { readonly [name: string]: unknown })[name];
      if (name === "origin") continue;
      if (name === "members") key += `\0{${(value as readonly Member[]).map((one) => this.#member(one)).join("\0")}`;
      else
        key += `\0${name}\0${typeof value === "object" ? (this.#ids.get(value as CType) ?? alignText(value)) : value}`;
    }
    return key;
  }

  #member({ name, type, at, width, align, value }: Member): string {
    const id = type && this.#ids.get(type);
    return `${name}\0${id}\0${at}\0${width}\0${align}\0${value}`;
  }
}

/** What an alignment is, which is no type. */
function alignText(align: unknown): string {
  return `=${JSON.stringify(align)}`;
}

/** Of a record or an enumeration. */
interface Member {
  readonly name: string | undefined;
  readonly type?: CType;
  readonly at?: number;
  readonly width?: number;
  readonly align?: number;
  readonly value?: bigint;
}
