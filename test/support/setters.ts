/** Names of the fields that a view can write; one that its class only reads hides what the class behind it has. */
export function settersOf(view: object): string[] {
  const writable = new Map<string, boolean>();
  for (let one = Object.getPrototypeOf(view); one !== null; one = Object.getPrototypeOf(one)) {
    for (const [name, { set }] of Object.entries(Object.getOwnPropertyDescriptors(one))) {
      if (!writable.has(name)) writable.set(name, set !== undefined && name !== "__proto__");
    }
  }
  return [...writable].flatMap(([name, can]) => (can ? [name] : []));
}
