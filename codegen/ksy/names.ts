/** A C name as Kaitai Struct takes names: `[a-z][a-z0-9_]*`. */
export function nameOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]/g, "_")
    .replace(/^(?![a-z])/, "x");
}

/** The path of a field. */
export function pathOf(path: string): string {
  return path.split(".").map(nameOf).join(".");
}

/** Names that are used once where they are known. */
export class Names {
  private readonly taken = new Set<string>();

  /** What stands for a C name. */
  of(name: string): string {
    const plain = nameOf(name);
    let free = plain;
    for (let i = 2; this.taken.has(free); i++) free = `${plain}_${i}`;
    this.taken.add(free);
    return free;
  }
}
