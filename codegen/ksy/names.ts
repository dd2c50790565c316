/** A C name as Kaitai Struct takes names: `[a-z][a-z0-9_]*`. */
export function nameOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]/g, "_")
    .replace(/^(?![a-z])/, "x");
}

/** Names that are used once where they are known. */
export class Names {
  private readonly taken = new Set<string>();
  private readonly known = new Map<string, string>();

  /** What stands for a C name from now on: `n`, and `n_2` for an `N` behind it. */
  of(name: string): string {
    const plain = nameOf(name);
    let free = plain;
    for (let i = 2; this.taken.has(free); i++) free = `${plain}_${i}`;
    this.taken.add(free);
    this.known.set(name, free);
    return free;
  }

  /** Those in a member without a name of its own are known beside it. */
  lift(member: string, inside: Names): void {
    for (const [name, path] of inside.known) this.known.set(name, `${member}.${path}`);
  }

  /** The path of a field whose first name is among these. */
  path(path: string): string {
    const [first = "", ...others] = path.split(".");
    return [this.known.get(first) ?? nameOf(first), ...others.map(nameOf)].join(".");
  }
}
