// Unusual right answers to the exercises of chapter 1, which the checks accept.
// Each cell takes the place of the exercise cell that its heading names.

// %% exercise-fields one-by-one
function asFields({ datetime, levelName, msg, args }: logs.LogRecord): string {
  const line: Record<string, unknown> = {};
  for (const fields of args) Object.assign(line, fields);
  line.time = datetime;
  line.level = levelName;
  line.message = msg;
  return JSON.stringify(line);
}

// %% exercise-fields own-fields-first
function asFields(record: logs.LogRecord): string {
  const own = {
    time: record.datetime.toJSON(),
    level: record.levelName,
    message: record.msg,
  };
  const fields = (record.args as object[]).reduce(
    (a, b) => ({ ...a, ...b }),
    {},
  );
  return JSON.stringify({ ...own, ...fields, ...own });
}

// %% exercise-fields both-are-kept
function asFields(record: logs.LogRecord): string {
  const line = new Map<string, unknown>([
    ["time", new Date(record.datetime.getTime()).toISOString()],
    ["level", record.levelName],
    ["message", record.msg],
  ]);
  for (
    const [name, value] of (record.args as object[]).flatMap((each) =>
      Object.entries(each)
    )
  ) {
    line.set(line.has(name) ? `field.${name}` : name, value);
  }
  return JSON.stringify(Object.fromEntries(line));
}

// %% exercise-fields by-a-replacer
function asFields(record: logs.LogRecord): string {
  const names = {
    datetime: "time",
    levelName: "level",
    msg: "message",
  } as const;
  const own = Object.entries(names).map((
    [from, to],
  ) => [to, record[from as keyof typeof names]]);
  const fields = record.args.flatMap((each) => Object.entries(each as object));
  return JSON.stringify(Object.fromEntries([...fields, ...own]));
}

// %% exercise-ship a-queue-and-a-worker
function shipper(
  send: (line: string) => Promise<void>,
): { log(line: string): void; flush(): Promise<void> } {
  const lines: string[] = [];
  let working: Promise<void> | null = null;
  const work = async (): Promise<void> => {
    while (lines.length > 0) {
      await send(lines[0]!);
      lines.shift();
    }
    working = null;
  };
  return {
    log(line) {
      lines.push(line);
      working ??= work();
      working.catch(() => {}); // flush() reports it
    },
    flush: async () => void await working,
  };
}

// %% exercise-ship tries-again-by-itself
function shipper(
  send: (line: string) => Promise<void>,
): { log(line: string): void; flush(): Promise<void> } {
  const stored = async (line: string): Promise<void> => {
    for (;;) {
      try {
        return await send(line);
      } catch {
        // the next attempt comes before any later line
      }
    }
  };
  let last = Promise.resolve();
  return {
    log: (line) => void (last = last.then(() => stored(line))),
    flush: () => last,
  };
}

// %% exercise-ship goes-on-and-reports
function shipper(
  send: (line: string) => Promise<void>,
): { log(line: string): void; flush(): Promise<void> } {
  let failures: unknown[] = [];
  let last: Promise<unknown> = Promise.resolve();
  return {
    log: (line) =>
      void (last = last.then(() => send(line)).catch((error) =>
        failures.push(error)
      )),
    async flush() {
      await last;
      const errors = failures;
      failures = [];
      if (errors.length > 0) {
        throw new AggregateError(errors, "Some lines are not stored");
      }
    },
  };
}

// %% exercise-ship a-stream
function shipper(
  send: (line: string) => Promise<void>,
): { log(line: string): void; flush(): Promise<void> } {
  const { readable, writable } = new TransformStream<string, string>(
    undefined,
    undefined,
    { highWaterMark: 100 },
  );
  const writer = writable.getWriter();
  let open = 0;
  let failure: unknown = null;
  let idle = Promise.withResolvers<void>();
  void (async () => {
    for await (const line of readable) {
      await send(line).catch((error) => failure ??= error);
      if (--open === 0) idle.resolve();
    }
  })();
  return {
    log(line) {
      if (open++ === 0) idle = Promise.withResolvers();
      void writer.write(line);
    },
    async flush() {
      if (open > 0) await idle.promise;
      if (failure) throw failure;
    },
  };
}

// %% exercise-catch-up record-by-record
async function catchUp(
  reader: { next: bigint },
  topic: string,
): Promise<(string | null)[]> {
  const values: (string | null)[] = [];
  for (
    const { offset, value } of await readToEnd(cluster, topic, {
      from: reader.next,
    })
  ) {
    values.push(value);
    reader.next = offset + 1n;
  }
  return values;
}

// %% exercise-catch-up from-the-start-and-filtered
async function catchUp(
  reader: { next: bigint },
  topic: string,
): Promise<(string | null)[]> {
  const all = await readToEnd(cluster, topic);
  const fresh = all.filter(({ offset }) => offset >= reader.next);
  if (all.length > 0) {
    reader.next = all.reduce((a, b) => b.offset > a.offset ? b : a).offset + 1n;
  }
  return fresh.map((record) => record.value);
}

// %% exercise-catch-up up-to-an-end-that-is-asked-first
async function catchUp(
  reader: { next: bigint },
  topic: string,
): Promise<(string | null)[]> {
  const [range] = await offsetRanges(cluster, topic);
  const records = await readToEnd(cluster, topic, { from: reader.next });
  const fresh = records.filter(({ offset }) => offset < range!.end);
  reader.next = range!.end;
  return fresh.map(({ value }) => value);
}

// %% exercise-catch-up the-greatest-offset
async function catchUp(
  reader: { next: bigint },
  topic: string,
): Promise<(string | null)[]> {
  const records = await readToEnd(cluster, topic, { from: reader.next });
  const places = [reader.next, ...records.map(({ offset }) => offset + 1n)];
  Object.assign(reader, { next: places.reduce((a, b) => a > b ? a : b) });
  return Array.from(records, ({ value }) => value);
}
