import { attempt } from "./attempt.ts";

/** What is said of whatever a schema throws: that may be anything. */
export function thrownText(error: unknown): string {
  const text = attempt(() =>
    error instanceof Error ? String(error.message).trim() || String(error.name) : String(error),
  );
  return text ?? "it throws what has no text";
}
