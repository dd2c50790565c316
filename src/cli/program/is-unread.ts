/**
 * Whether output failed because nobody reads it any more. Of a socket, whose reader went with bytes unread, the system
 * says that the connection was reset.
 */
export function isUnread(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "EPIPE" || code === "ECONNRESET";
}
