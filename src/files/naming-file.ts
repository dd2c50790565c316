/** The error with the name of its file, where the system was asked about a descriptor and so does not name it. */
export function namingFile(name: string, error: unknown): unknown {
  const isUnnamed = error instanceof Error && "syscall" in error && !("path" in error);
  return isUnnamed ? Object.assign(error, { message: `${name}: ${error.message}`, path: name }) : error;
}
