/**
 * A doc comment's text, made safe to stand in one, and in UTF-8, which half a surrogate pair is not. A compiler of C joins
 * a line that ends with a backslash with the next one, and takes a lone CR for a line end, too: with a star in front of
 * every line, no slash comes behind one of the doc.
 */
export function docText(doc: string): string {
  return doc
    .replaceAll("*/", "*\\/")
    .replaceAll(/\r\n?|[\u2028\u2029]/g, "\n")
    .trim()
    .toWellFormed();
}

/** The doc comments of something: one, or none. */
export function docsOf(doc: string | undefined): string[] {
  return doc === undefined || doc.trim() === "" ? [] : [docText(doc)];
}

/** A doc comment on lines of its own, or nothing. */
export function docComment(doc: string | undefined, indent = ""): string {
  const [text] = docsOf(doc);
  if (text === undefined) return "";
  const lines = text.split("\n");
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join("")}${indent} */\n`;
}
