import type { CodeBlockWriter, StatementStructures } from "ts-morph";
import { IndentationText, NewLineKind, Project, QuoteKind } from "ts-morph";

const project = new Project({
  useInMemoryFileSystem: true,
  manipulationSettings: {
    indentationText: IndentationText.TwoSpaces,
    newLineKind: NewLineKind.LineFeed,
    quoteKind: QuoteKind.Double,
    useTrailingCommas: true,
  },
});

/** Thrown by the last statement, when all the others have been printed. */
const printed = new Error("printed");

/**
 * The text of each statement, as ts-morph writes it. ts-morph would go on and parse the text, for which nobody here has
 * any use: that would take longer than all the rest of emitting.
 */
export function printStatements(statements: readonly StatementStructures[]): string[] {
  const ends: number[] = [];
  let text = "";
  const noteEnd = (writer: CodeBlockWriter) => void ends.push(writer.getLength());
  const stop = (writer: CodeBlockWriter) => {
    text = writer.toString();
    throw printed;
  };
  try {
    project.createSourceFile("statements.ts", {
      statements: [...statements.flatMap((statement) => [statement, noteEnd]), stop],
    });
  } catch (error) {
    if (error !== printed) throw error;
  }
  return ends.map((end, i) => text.slice(ends[i - 1] ?? 0, end).trim());
}
