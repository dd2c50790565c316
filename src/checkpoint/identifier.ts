let last = 0;

/** Tells this process's checkpoints apart: 1, 2, 3 … */
export function nextIdentifier(): number {
  last += 1;
  return last;
}
