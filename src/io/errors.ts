/** The run's AbortSignal was aborted. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  /** whether what was to be written is on its way all the same */
  readonly handedOver: boolean;

  constructor(signal: AbortSignal, handedOver = false) {
    super("interrupted", { cause: signal.reason });
    this.handedOver = handedOver;
  }
}

/** Reading failed. `cause` says why. */
export class ReadFailed extends Error {
  override readonly name = "ReadFailed";

  constructor(cause: unknown) {
    super(messageOf(cause), { cause });
  }
}

/** Writing failed. `cause` says why. */
export class WriteFailed extends Error {
  override readonly name = "WriteFailed";
  /** whether some of the bytes may have been written before */
  readonly partial: boolean;

  constructor(cause: unknown, partial: boolean) {
    super(messageOf(cause), { cause });
    this.partial = partial;
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
