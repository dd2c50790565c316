/** Whether a name is one of these: `*` is any characters, `?` is one. */
export function globMatcher(globs: readonly string[]): (name: string) => boolean {
  const patterns = globs.map((glob) => {
    const escaped = glob
      .replaceAll(/[^\w*?]/g, "\\$&")
      .replaceAll(/\*+/g, ".*")
      .replaceAll("?", ".");
    return new RegExp(`^${escaped}$`, "s");
  });
  return (name) => patterns.some((pattern) => pattern.test(name));
}
