/** That a row of a group is at most so much, by each Node. */
export interface Goal {
  /** the group's title */
  readonly group: string;
  readonly name: string;
  /** what `name` is divided by; without it the group's baseline, or nothing if the row is a figure */
  readonly against?: string;
  readonly limit: number;
  /** the limit by Node 20, whose 64-bit accessors are slow; without it, the same */
  readonly limitNode20?: number;
  /** not asked of a quick run */
  readonly thorough?: true;
}

const bytewright = "bytewright";

function decoding(record: string, place: string, limit: number, limitNode20: number): Goal[] {
  const group = `decode ${record}, ${place}`;
  return [
    { group, name: bytewright, limit, limitNode20 },
    { group, name: "bytewright, run-time", against: "binary-parser", limit: 1.25 },
  ];
}

function besideBinaryParser(record: string, place: string): Goal {
  const group = `decode ${record}, ${place}`;
  return { group, name: bytewright, against: "binary-parser", limit: 0.07, limitNode20: 0.05 };
}

function encoding(record: string, limit: number, limitNode20: number = limit): Goal[] {
  return ["8-aligned", "odd"].map((place) => {
    return { group: `encode ${record} in place, ${place}`, name: bytewright, limit, limitNode20 };
  });
}

function runTimeEncoding(record: string): Goal {
  const group = `encode ${record} in place, 8-aligned`;
  return { group, name: "bytewright, run-time", against: bytewright, limit: 20 };
}

function mixed(types: number, operation: string, limit: number): Goal {
  return { group: `${operation} ${types} record types`, name: "all mixed", limit };
}

const growth = "bytewright codegen, cost of a record as the schema grows";

/** What is asked, in one place: a goal without its row fails the bench. */
export const goals: readonly Goal[] = [
  ...["TASK", "HEADER"].flatMap((record) => [
    ...decoding(record, "8-aligned", 1.1, 0.7),
    ...decoding(record, "odd", 1.15, 0.85),
    besideBinaryParser(record, "8-aligned"),
    besideBinaryParser(record, "odd"),
  ]),
  ...["8-aligned", "odd"].flatMap((place) => decoding("groupinfo of 16", place, 0.85, 0.85)),
  ...encoding("TASK", 0.8, 0.75),
  ...encoding("HEADER", 1, 0.8),
  ...encoding("groupinfo of 16", 1, 1.1),
  ...encoding("groupinfo of 200", 0.9, 1.1),
  ...encoding("hpage", 1.2),
  ...["TASK", "HEADER", "groupinfo of 16"].map(runTimeEncoding),
  ...["TASK", "HEADER"].map((record) => ({
    group: `encode ${record} to a fresh record`,
    name: bytewright,
    limit: 1.1,
  })),
  { group: "decode TASK from one buffer, encode it to another", name: "bytewright, two buffers", limit: 1.3 },
  { group: "encode TASK, values of several hidden classes", name: "four", limit: 1.5 },
  mixed(10, "decode", 1.25),
  mixed(10, "encode", 1.4),
  mixed(69, "decode", 1.5),
  mixed(69, "encode", 1.5),
  {
    group: "scan 64 MiB of mixed records",
    name: "bytewright, views",
    against: "C (gcc -O2)",
    limit: 1.15,
    limitNode20: 1.25,
  },
  { group: "scan a family without lengths", name: "bytewright, views", limit: 1.2 },
  { group: "ckpt inspect --summary, 1 GiB", name: bytewright, limit: 1.2 },
  { group: "ckpt inspect --summary, 1 GiB", name: "bytewright, peak memory", limit: 96 },
  { group: "ckpt verify, 363 bytes", name: bytewright, limit: 1.7, limitNode20: 1.5 },
  { group: "import a kernel's types", name: "bytewright, time", limit: 10 },
  { group: "import a kernel's types", name: "bytewright, peak memory", limit: 600 },
  { group: "bytewright codegen, 70 records, cold", name: bytewright, limit: 2.5 },
  { group: "bytewright codegen, 70 records, edited", name: "one file edited", limit: 3 },
  { group: growth, name: "cost of each, up to 100", limit: 1.5 },
  { group: growth, name: "cost of each, up to 1,000", limit: 1.5 },
  { group: growth, name: "cost of each, up to 10,000", limit: 1.5, thorough: true },
  { group: growth, name: "each, up to 10,000", limit: 1.5, thorough: true },
];

/** The name of the row that a goal is about. */
export function rowNameOf({ name, against }: Goal): string {
  return against === undefined ? name : `${name} / ${against}`;
}

export function goalsOf(group: string): Goal[] {
  return goals.filter((goal) => goal.group === group);
}

export function limitOf({ limit, limitNode20 = limit }: Goal, major: number): number {
  return major < 24 ? limitNode20 : limit;
}
