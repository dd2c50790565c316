import { pascalCase } from "../../../codegen/emit/names.ts";
import type { SchemaFault } from "../../layout/index.ts";

/** What is done about faults of a schema that was made of C's types: another name, or bytes in place of a member. */
export class Repairs {
  private readonly names = new Map<string, string>();
  private readonly bytes = new Map<string, string>();
  private readonly plain = new Set<string>();

  /** The name in TypeScript of a record, or of a member in it. */
  as(record: string, path: string): string | undefined {
    return this.names.get(at(record, path));
  }

  /** Why a record, or a member in it, is bytes alone. */
  whyBytes(record: string, path: string): string | undefined {
    return this.bytes.get(at(record, path));
  }

  /** Whether booleans in a member, or in what it is in, are numbers: all bytes are. */
  isPlain(record: string, path: string): boolean {
    return (
      this.plain.has(at(record, path)) || (path !== "" && this.isPlain(record, path.replace(/(?:^|\.)[^.]*$/, "")))
    );
  }

  /** Does something about a fault, each time more of it. False: nothing is left to do. */
  mend({ record, field, problem, cure }: SchemaFault): boolean {
    const path = field.replaceAll("[]", "");
    const key = at(record, path);
    const isName = /\bas\b/.test(cure);
    const before = this.names.get(key);
    const tries = Number(/\d*$/.exec(before ?? "")?.[0] || 1);
    if (isName && tries < 9) {
      // Where the cure has a name in it, that one.
      const [, told] = /as\W+"(\w+)"/.exec(cure) ?? [];
      this.names.set(key, before === undefined && told ? told : anotherName(path || record, path === "", tries + 1));
      return true;
    }
    // Of what is in a member without a name, the names stand beside it.
    const around = at(record, path.replace(/(?:^|\.)_\d+$/, ""));
    if (/\bbool\b/.test(problem) && !this.plain.has(around)) {
      this.plain.add(around);
      return true;
    }
    for (const place of [key, at(record, "")]) {
      if (this.bytes.has(place)) continue;
      this.bytes.set(place, problem);
      return true;
    }
    return false;
  }
}

function at(record: string, path: string): string {
  return `${record}\0${path}`;
}

function anotherName(path: string, isType: boolean, next: number): string {
  const name = isType ? pascalCase(path) : path.replace(/.*\./, "");
  return `${/^[A-Za-z]/.test(name) ? name : `T${name}`}${next}`;
}
