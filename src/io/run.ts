import { type AsyncPort, type Driver, perform, type SyncPort } from "./effects.ts";
import { Interrupted } from "./errors.ts";

/**
 * Runs a driver to its end, performing its effects on `port`. What an effect throws is thrown inside the driver.
 *
 * When `signal` is aborted the driver is told once, by an `Interrupted`; what it then still wants to do is done.
 */
export function runSync<R>(driver: Driver<R>, port: SyncPort, signal?: AbortSignal): R {
  const interruption = new Interruption(signal);
  let step = driver.next();
  while (!step.done) {
    let answer: Uint8Array | undefined;
    try {
      interruption.throwOnce();
      answer = perform(step.value, port) ?? undefined;
    } catch (error) {
      step = driver.throw(error);
      continue;
    }
    step = driver.next(answer);
  }
  return step.value;
}

/** As `runSync`, on a port that takes its time. */
export async function runAsync<R>(driver: Driver<R>, port: AsyncPort, signal?: AbortSignal): Promise<R> {
  const interruption = new Interruption(signal);
  let step = driver.next();
  while (!step.done) {
    let answer: Uint8Array | undefined;
    try {
      interruption.throwOnce();
      answer = (await perform(step.value, port)) ?? undefined;
    } catch (error) {
      interruption.note(error);
      step = driver.throw(error);
      continue;
    }
    step = driver.next(answer);
  }
  return step.value;
}

/** Tells of an abort once, so that a driver can still end its image properly. */
class Interruption {
  readonly #signal: AbortSignal | undefined;
  #told = false;

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
  }

  throwOnce(): void {
    if (this.#told || !this.#signal?.aborted) return;
    this.#told = true;
    throw new Interrupted(this.#signal);
  }

  /** A port that was waiting may have told already. */
  note(error: unknown): void {
    if (error instanceof Interrupted) this.#told = true;
  }
}
