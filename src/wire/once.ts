/** A function of an object that makes what it gives once for each. */
export function once<K extends object, T>(make: (of: K) => T): (of: K) => T {
  const made: WeakMap<K, T> = new WeakMap<K, T>();
  return (of) => {
    let found = made.get(of);
    if (found === undefined) {
      found = make(of);
      made.set(of, found);
    }
    return found;
  };
}
