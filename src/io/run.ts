import { type AsyncPort, type Driver, type Effect, Interrupted, type Port, type SyncPort } from "./effects.ts";

/**
 * Runs a driver to its end, performing its effects on `port`. What an effect throws is thrown inside the driver.
 *
 * When `signal` is aborted the driver is told once, by an `Interrupted`; what it then still wants to do is done.
 */
export function runSync<R>(driver: Driver<R>, port: SyncPort, signal?: AbortSignal): R {
  const run = performing(driver, port, signal);
  let step = run.next();
  while (!step.done) step = run.next(step.value);
  return step.value;
}

/** As `runSync`, on a port that takes its time. */
export async function runAsync<R>(driver: Driver<R>, port: AsyncPort, signal?: AbortSignal): Promise<R> {
  const run = performing(driver, port, signal);
  let step = run.next();
  while (!step.done) {
    step = await Promise.resolve(step.value).then(
      (answer) => run.next(answer),
      (error) => run.throw(error),
    );
  }
  return step.value;
}

/** Gives what comes of each effect, and is given that again when it has come: the driver's answer. */
function* performing<R>(
  driver: Driver<R>,
  port: Port<unknown, unknown>,
  signal: AbortSignal | undefined,
): Generator<unknown, R, unknown> {
  let isTold = false;
  let step = driver.next();
  while (!step.done) {
    let answer: Uint8Array | undefined;
    try {
      // Once, so that a driver can still end its image properly.
      if (signal?.aborted && !isTold) throw new Interrupted(signal);
      answer = (yield perform(step.value, port)) as Uint8Array | undefined;
    } catch (error) {
      // A port that was waiting may have told already.
      isTold ||= error instanceof Interrupted;
      step = driver.throw(error);
      continue;
    }
    step = driver.next(answer);
  }
  return step.value;
}

function perform(effect: Effect, port: Port<unknown, unknown>): unknown {
  switch (effect.op) {
    case "read":
      if (port.read === undefined) throw new TypeError("this port cannot be read from");
      return port.read(effect.length);
    case "write":
      if (port.write === undefined) throw new TypeError("this port cannot be written to");
      return port.write(effect.bytes);
    case "log":
      return port.log?.(effect.bytes);
  }
}
