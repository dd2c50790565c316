/** What some work gives; undefined where it fails, which then is no matter. */
export function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
