import type { CType } from "../model.ts";

/** Types, each once: those that are made of the same are the same, wherever they were declared. */
export class Pool {
  readonly #byKey: Map<string, CType> = new Map();
  readonly #ids: Map<CType, number> = new Map();

  intern<T extends CType>(type: T): T {
    const key = this.#key(type);
    const known = this.#byKey.get(key);
    if (known !== undefined) return known as T;
    this.#byKey.set(key, type);
    this.#ids.set(type, this.#ids.size);
    return type;
  }

  /** All that makes a type what it is, but where it was declared. No name has a NUL in it: it ends there. */
  #key(of: object): string {
    let key = "";
    for (const [name, value] of Object.entries(of)) if (name !== "origin") key += `\0${name}\0${this.#text(value)}`;
    return key;
  }

  #text(value: unknown): unknown {
    if (Array.isArray(value)) return `{${value.map((one) => this.#key(one)).join("\0}")}`;
    // An alignment is no type.
    return typeof value === "object" ? (this.#ids.get(value as CType) ?? `=${JSON.stringify(value)}`) : value;
  }
}
