/** What to say of one of commander's own errors: with a hint, that takes two lines. */
export function usageError(error: string): string {
  return `${error.replace(/^error: |\n$/g, "").replaceAll("\n", " ")}; see --help`;
}
