/** Whether a name is one of these, in which `*` stands for any characters and `?` for one. Without any, all are. */
export function namedBy(patterns: readonly string[]): (name: string) => boolean {
  if (patterns.length === 0) return () => true;
  const any = patterns.map(expressionOf);
  return (name) => any.some((one) => one.test(name));
}

function expressionOf(pattern: string): RegExp {
  const literal = pattern.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  // Many stars behind one another would take their time, and mean no more than one.
  return new RegExp(`^${literal.replaceAll(/(\\\*)+/g, ".*").replaceAll("\\?", ".")}$`, "u");
}
