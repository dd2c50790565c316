/**
 * The name of a base type as C's standard has it, whatever order a compiler writes its words in.
 *
 *     long unsigned int   // unsigned long
 *     short int           // short
 */
export function baseName(told: string): string {
  const words = told.split(" ");
  const rest = words.filter((word) => word !== "unsigned" && word !== "int" && word !== "signed").join(" ");
  if (words.includes("unsigned")) return `unsigned ${rest || "int"}`;
  return words.includes("signed") && rest === "char" ? "signed char" : rest || "int";
}
