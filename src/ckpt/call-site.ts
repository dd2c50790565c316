/** Where `callee` has been called from: `FUNCTION:LINE`. */
export function callSite(callee: (...args: never[]) => unknown): string {
  const holder: { stack?: unknown } = {};
  Error.captureStackTrace(holder, callee);
  return firstFrame(holder.stack);
}

/** Where an error was made: `FUNCTION:LINE`. */
export function originOf(error: unknown): string {
  if (!(error instanceof Error) || typeof error.stack !== "string") return UNKNOWN;
  // A message may itself hold lines that look like frames.
  const end = error.stack.indexOf(error.message) + error.message.length;
  return firstFrame(error.stack.slice(end));
}

const UNKNOWN = "unknown:0";
const FRAME = /^\s*at (.*):(\d+):\d+\)?$/m;
const FUNCTION = /^(?:async |new )*(?:[^\s(/:]*[.#])?([A-Za-z_]\w*)(?: \[as [^\]]*\])? \(/;

function firstFrame(stack: unknown): string {
  const frame = typeof stack === "string" ? FRAME.exec(stack) : null;
  if (frame === null) return UNKNOWN;
  const [, place = "", line] = frame;
  return `${FUNCTION.exec(place)?.[1] ?? "anonymous"}:${line}`;
}
