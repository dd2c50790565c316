/** A doc comment's text, made safe to stand in one, and in UTF-8, which half a surrogate pair is not. */
export function docText(doc: string): string {
  return doc.replaceAll("*/", "*\\/").trim().toWellFormed();
}

/** A doc comment on lines of its own, or nothing. */
export function docComment(doc: string | undefined, indent = ""): string {
  if (doc === undefined || doc.trim() === "") return "";
  const lines = docText(doc).split("\n");
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join("")}${indent} */\n`;
}
