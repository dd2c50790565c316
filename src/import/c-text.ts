/** A type as C writes it. What it is of is looked up when it is needed, by where that is; `void` is nowhere. */
export interface Written {
  readonly shape: "name" | "qualifier" | "pointer" | "array" | "function";
  /** a name with its keyword, the qualifier if it is to be told, or how many elements, if that is known */
  readonly word?: string;
  readonly of?: number | undefined;
  /** what a function takes */
  readonly parameters?: readonly (number | "...")[];
}

/** Farther in than that, and behind so many parameters, nobody reads on. */
const mostDepth = 8;
export const mostParameters = 6;
/** Functions that take functions are of a size that grows with each. */
const depthOfParameter = 3;

/** How C writes a type around what is declared: `void (*)(int)`, where `inner` is `*`. */
export function typeText(
  look: (at: number) => Written,
  at: number | undefined,
  inner: string,
  depth: number = 0,
): string {
  if (at === undefined) return beside("void", inner);
  if (depth > mostDepth) return beside("…", inner);
  const { shape, word = "", of, parameters = [] } = look(at);
  const around = (text: string) => typeText(look, of, text, depth + 1);
  const grouped = inner.startsWith("*") ? `(${inner})` : inner;
  if (shape === "name") return beside(word, inner);
  if (shape === "pointer") return around(`*${inner}`);
  if (shape === "array") return around(`${grouped}[${word}]`);
  if (shape === "qualifier") {
    const isInside = word === "" || (of !== undefined && look(of).shape === "pointer");
    return isInside ? around(beside(word, inner)) : `${word} ${around(inner)}`;
  }
  const taken = parameters
    .slice(0, mostParameters)
    .map((one) => (one === "..." ? one : typeText(look, one, "", depth + depthOfParameter)));
  if (parameters.length > mostParameters) taken.push("…");
  return around(`${grouped}(${taken.join(", ") || "void"})`);
}

function beside(text: string, inner: string): string {
  return text === "" || inner === "" ? text + inner : `${text} ${inner}`;
}
