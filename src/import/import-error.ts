/** A file that types cannot be read from; the message says where, what was found and, where there is one, the cure. */
export class ImportError extends Error {
  override readonly name = "ImportError";
}
