import { BytewrightError, type Fault } from "../wire/index.ts";

/** What work gives, or what is wrong with the bytes. */
export function orFault<T>(work: () => T): T | BytewrightError {
  try {
    return work();
  } catch (error) {
    if (error instanceof BytewrightError) return error;
    throw error;
  }
}

/** Codecs look at the bytes they are given; people look for a fault in the image. */
export function moved({ code, record, path, offset, found, expected }: Fault, by: number): Fault {
  return { code, record, path, offset: offset === undefined ? undefined : offset + by, found, expected };
}
