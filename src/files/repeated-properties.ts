/** Where object literals name a property twice, `schema/pixel.ts:12:7: r …`: JavaScript keeps one and says nothing. */
export async function repeatedProperties(texts: ReadonlyMap<string, string>): Promise<string[]> {
  const { parseSync, Visitor } = await import("rolldown/utils");
  const found: string[] = [];
  for (const [file, text] of texts) {
    const visitor = new Visitor({
      ObjectExpression({ properties }) {
        const names = new Set<string>();
        for (const property of properties) {
          if (property.type !== "Property" || property.computed || property.kind !== "init") continue;
          const { key, start } = property;
          const name = key.type === "Identifier" ? key.name : "value" in key ? String(key.value) : "";
          if (names.has(name)) found.push(`${file}:${placeIn(text, start)}: ${name} is written twice in one object`);
          names.add(name);
        }
      },
    });
    visitor.visit(parseSync(file, text).program);
  }
  return found;
}

function placeIn(text: string, at: number): string {
  const lines = text.slice(0, at).split("\n");
  return `${lines.length}:${(lines.at(-1) ?? "").length + 1}`;
}
