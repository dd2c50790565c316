import { constants } from "node:os";

/** The system's numbers, for what the drivers answer and what the system answers them. */
export const errnos: typeof constants.errno = constants.errno;

export type Errno = keyof typeof errnos;

/** The errno of an error that Node gives for a failed system call or a closed stream; EIO where it has none. */
export function errnoOf(error: unknown): Errno {
  const { code, errno } = (error ?? {}) as { readonly code?: unknown; readonly errno?: unknown };
  if (typeof code !== "string") return "EIO";
  if (code.startsWith("ERR_STREAM_")) return "EPIPE";
  // Node has no code for EDQUOT and ESTALE.
  return errnoNames.find((name) => name === code) ?? errnoNamed(-Number(errno)) ?? "EIO";
}

const errnoNames = Object.keys(errnos) as Errno[];

export function errnoNamed(number: number): Errno | undefined {
  return errnoNames.find((name) => errnos[name] === number);
}
