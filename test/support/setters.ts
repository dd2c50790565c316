/** Names of the fields that a view can write. */
export function settersOf(view: object): string[] {
  const names = new Set<string>();
  for (let one = Object.getPrototypeOf(view); one !== null; one = Object.getPrototypeOf(one)) {
    for (const [name, { set }] of Object.entries(Object.getOwnPropertyDescriptors(one))) {
      if (set !== undefined && name !== "__proto__") names.add(name);
    }
  }
  return [...names];
}
