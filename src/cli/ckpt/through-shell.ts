import type { CommLink } from "./comm-link.ts";

/**
 * Rebuilds the link's name from octal escapes and executes the link. Text after a command substitution loses its line
 * ends, so a dot stands behind the name until it is out. `exec -a` keeps argv[0] in the shells that have it.
 */
const script = `
name=$(printf '%b.' "$2")
link=$1/\${name%.}
argv0=$3
shift 3
if (exec -a x true) 2>/dev/null; then exec -a "$argv0" "$link" "$@"; fi
exec "$link" "$@"`;

/**
 * How to execute a link whose name is no UTF-8: Node starts programs by strings only, a shell by bytes. The name reaches the
 * shell as digits in an argument, so that nothing of it is ever read as shell text.
 */
export function throughShell(
  { folder, name }: CommLink,
  argv0: string,
  args: readonly string[],
): { readonly file: string; readonly args: readonly string[] } {
  const octal = Array.from(name, (byte) => `\\0${byte.toString(8).padStart(3, "0")}`).join("");
  return { file: "/bin/sh", args: ["-c", script, "sh", folder, octal, argv0, ...args] };
}
