import { constants } from "node:os";

/** The system's numbers, for what the drivers answer and what the system answers them. */
export const errnos: typeof constants.errno = constants.errno;

export type Errno = keyof typeof errnos;

export const errnoNames: readonly Errno[] = Object.keys(errnos) as Errno[];

export function errnoNamed(number: number): Errno | undefined {
  return errnoNames.find((name) => errnos[name] === number);
}
