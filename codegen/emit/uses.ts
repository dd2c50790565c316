/** Comments and texts; of a template, `expressions` finds what stands between its texts. */
const silent = /\/\/.*|\/\*[\s\S]*?\*\/|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`/g;
const expressions = /\$\{[^}]*\}/g;

/** Whether code uses a variable, and does not just have its name in a comment, in a text or for a property. */
export function uses(code: string, variable: string): boolean {
  const spoken = code.replaceAll(silent, (text) =>
    text.startsWith("`") ? (text.match(expressions) ?? []).join() : "",
  );
  return new RegExp(`(?<![.\\w$])${variable}(?![\\w$])`).test(spoken);
}
