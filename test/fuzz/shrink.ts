type HasBytes = { readonly bytes: Uint8Array };

/** An input, and what it shows. */
interface Shrunk {
  readonly input: unknown;
  readonly found: unknown;
}

/** Tries that are made; each is a run of the input. */
const mostTries = 2000;

/**
 * Looks for fewer bytes that show the same thing. Inputs without bytes are left as they are: a schema is mostly as
 * small as the finding needs.
 */
export async function shrink(
  input: unknown,
  found: unknown,
  fails: (input: unknown) => Promise<unknown>,
): Promise<Shrunk> {
  let best: Shrunk = { input, found };
  if (!hasBytes(input)) return best;
  let tries = 0;
  for (let size = input.bytes.length; size >= 1; size = size >> 1) {
    for (let at = 0; at < bytesOf(best).length && tries < mostTries; tries++) {
      const bytes = bytesOf(best);
      const without = new Uint8Array(Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + size)]));
      const smaller = { ...(best.input as HasBytes), bytes: without };
      const again = await fails(smaller);
      if (isSame(again, found)) best = { input: smaller, found: again };
      else at += size;
    }
  }
  return best;
}

function hasBytes(input: unknown): input is HasBytes {
  return typeof input === "object" && input !== null && "bytes" in input && input.bytes instanceof Uint8Array;
}

function bytesOf({ input }: Shrunk): Uint8Array {
  return (input as HasBytes).bytes;
}

/** Whether two errors are of one kind: the first words of their messages, without numbers. */
function isSame(a: unknown, b: unknown): boolean {
  const kind = (error: unknown) =>
    error instanceof Error ? error.message.split("\n")[0]?.replaceAll(/\d+/g, "") : error;
  return a !== undefined && kind(a) === kind(b);
}
