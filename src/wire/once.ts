/** A function of an object that makes what it gives once for each. */
export function once<K extends object, T>(make: (of: K) => T): (of: K) => T {
  const made: WeakMap<K, T> = new WeakMap<K, T>();
  return (of) => {
    if (!made.has(of)) made.set(of, make(of));
    return made.get(of) as T;
  };
}
