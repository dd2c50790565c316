import type { Entry } from "../entry.ts";
import { agreementEntries } from "./agreement.ts";
import { codecEntries } from "./codecs.ts";
import { commandEntries } from "./commands.ts";
import { framingEntries } from "./framing.ts";
import { handlerEntries } from "./handlers.ts";
import { importEntries } from "./imports.ts";
import { inspectionEntries } from "./inspection.ts";
import { jsonEntries } from "./json.ts";
import { renderingEntries } from "./rendering.ts";
import { restartEntries } from "./restarts.ts";
import { schemaEntries } from "./schemas.ts";
import { textEntries } from "./texts.ts";
import { valueEntries } from "./values.ts";

/** Every way in. */
export const entries: readonly Entry[] = [
  ...codecEntries,
  ...valueEntries,
  ...framingEntries,
  ...handlerEntries,
  ...restartEntries,
  ...jsonEntries,
  ...renderingEntries,
  ...schemaEntries,
  ...agreementEntries,
  ...inspectionEntries,
  ...importEntries,
  ...textEntries,
  ...commandEntries,
];
