/** `task_*`: any characters; `?` is one. */
export function globOf(glob: string): RegExp {
  const escaped = glob
    .replaceAll(/[^\w*?]/g, "\\$&")
    // Many behind one another mean no more, and would take their time.
    .replaceAll(/\*+/g, ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${escaped}$`, "s");
}

/** Whether a name is one of these. */
export function isAny(globs: readonly string[]): (name: string) => boolean {
  const patterns = globs.map(globOf);
  return (name) => patterns.some((pattern) => pattern.test(name));
}
