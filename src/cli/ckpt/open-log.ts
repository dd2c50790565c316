import { constants, fstatSync, ftruncateSync, openSync, type Stats } from "node:fs";
import { LOG_FD_NONE } from "../../context/fds.ts";
import { Failure, naming } from "./failure.ts";
import { stdout } from "./terminal.ts";

/**
 * The descriptor of a log, which is emptied first; `-` is standard output, undefined no log.
 *
 * @throws Failure if it cannot be opened, or is the image
 */
export function openLog(file: string | undefined, image: Stats | undefined): number {
  if (file === undefined) return LOG_FD_NONE;
  if (file === "-") return stdout;
  return naming(file, () => {
    // It is emptied only once it is known not to be the image.
    const fd = openSync(file, constants.O_WRONLY | constants.O_CREAT, 0o666);
    const log = fstatSync(fd);
    if (!log.isFile()) return fd;
    if (log.dev === image?.dev && log.ino === image.ino) throw new Failure(`${file}: the log would replace the image`);
    ftruncateSync(fd);
    return fd;
  });
}
