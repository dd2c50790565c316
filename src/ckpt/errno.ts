/** Linux's numbers (asm-generic), for what the drivers answer and what the system answers them. */
export const errnos = {
  EPERM: 1,
  ENOENT: 2,
  ESRCH: 3,
  EINTR: 4,
  EIO: 5,
  ENXIO: 6,
  EBADF: 9,
  EAGAIN: 11,
  ENOMEM: 12,
  EACCES: 13,
  EFAULT: 14,
  EBUSY: 16,
  ENODEV: 19,
  EISDIR: 21,
  EINVAL: 22,
  EMFILE: 24,
  EFBIG: 27,
  ENOSPC: 28,
  ESPIPE: 29,
  EROFS: 30,
  EPIPE: 32,
  ENOSYS: 38,
  ECONNRESET: 104,
  ENOTCONN: 107,
  ETIMEDOUT: 110,
  ESTALE: 116,
  EDQUOT: 122,
} as const;

export type Errno = keyof typeof errnos;

/** The errno of an error that Node gives for a failed system call or a closed stream; EIO where it has none. */
export function errnoOf(error: unknown): Errno {
  const { code, errno } = (error ?? {}) as { readonly code?: unknown; readonly errno?: unknown };
  if (typeof code !== "string") return "EIO";
  if (code.startsWith("ERR_STREAM_")) return "EPIPE";
  if (code.startsWith(UNNAMED)) return nameOf(-Number(errno)) ?? "EIO";
  return isErrno(code) ? code : "EIO";
}

/** How the code of an error begins that Node has no name for: EDQUOT and ESTALE are such. */
const UNNAMED = "Unknown system error";

function nameOf(number: number): Errno | undefined {
  return Object.keys(errnos).find((name): name is Errno => isErrno(name) && errnos[name] === number);
}

function isErrno(name: string): name is Errno {
  return Object.hasOwn(errnos, name);
}
