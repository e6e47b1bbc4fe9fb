// Typical wrong answers to the exercises of chapter 1, and what the check says to each.
// Each cell takes the place of the exercise cell that its heading names.

// %% exercise-fields a-sentence-instead-of-json
// says: Is it JSON?
function asFields(record: logs.LogRecord): string {
  return `${record.datetime.toISOString()} ${record.levelName} ${record.msg} ${
    JSON.stringify(record.args)
  }`;
}

// %% exercise-fields pretty-printed
// says: lines. Whoever reads the log line by line gets pieces
function asFields(record: logs.LogRecord): string {
  const time = record.datetime.toISOString();
  const fields = Object.assign({}, ...record.args);
  return JSON.stringify(
    { time, level: record.levelName, message: record.msg, ...fields },
    null,
    2,
  );
}

// %% exercise-fields the-names-of-the-json
// says: Expected the field level to be "ERROR" but found 40
// says: The record has `level` (a number) and `levelName`, and its text is `msg`.
function asFields(record: logs.LogRecord): string {
  const { level, message } = record as unknown as Record<string, unknown>;
  const time = record.datetime.toISOString();
  const fields = Object.assign({}, ...record.args);
  return JSON.stringify({ time, level, message, ...fields });
}

// %% exercise-fields fields-still-nested
// says: Asking the line for "order" gives undefined
// says: Are all fields on its first level?
function asFields(record: logs.LogRecord): string {
  const time = record.datetime.toISOString();
  return JSON.stringify({
    time,
    level: record.levelName,
    message: record.msg,
    fields: record.args,
  });
}

// %% exercise-fields the-clock-of-now
// says: Whose time is that
function asFields(record: logs.LogRecord): string {
  const time = new Date().toISOString();
  const fields = Object.assign({}, ...record.args);
  return JSON.stringify({
    time,
    level: record.levelName,
    message: record.msg,
    ...fields,
  });
}

// %% exercise-fields only-the-first-object
// says: Asking the line for "amount" gives undefined
function asFields(record: logs.LogRecord): string {
  const time = record.datetime.toISOString();
  const fields = record.args[0] as object;
  return JSON.stringify({
    time,
    level: record.levelName,
    message: record.msg,
    ...fields,
  });
}

// %% exercise-ship nobody-waits
// says: flush() was done when
// says: of 8 lines were stored
function shipper(
  send: (line: string) => Promise<void>,
): { log(line: string): void; flush(): Promise<void> } {
  return { log: (line) => void send(line), flush: async () => {} };
}

// %% exercise-ship all-at-once
// says: instead of "line 1"
// says: they may overtake each other
function shipper(
  send: (line: string) => Promise<void>,
): { log(line: string): void; flush(): Promise<void> } {
  const sent: Promise<void>[] = [];
  return {
    log: (line) => void sent.push(send(line)),
    flush: async () => void await Promise.all(sent),
  };
}

// %% exercise-ship only-at-the-flush
// says: none was on its way
function shipper(
  send: (line: string) => Promise<void>,
): { log(line: string): void; flush(): Promise<void> } {
  const lines: string[] = [];
  return {
    log: (line) => void lines.push(line),
    flush: async () => {
      for (const line of lines.splice(0)) await send(line);
    },
  };
}

// %% exercise-ship an-async-log-that-nobody-awaits
// says: flush() was done when
function shipper(
  send: (line: string) => Promise<void>,
): { log(line: string): void; flush(): Promise<void> } {
  return {
    log: async (line) => {
      await send(line);
    },
    flush: () => Promise.resolve(),
  };
}

// %% exercise-catch-up the-place-never-moves
// says: On the second morning Bo should see lost, found
// says: "created" is an old one
async function catchUp(
  reader: { next: bigint },
  topic: string,
): Promise<string[]> {
  const records = await readToEnd(cluster, topic, { from: reader.next });
  return records.map(({ value }) => value ?? "");
}

// %% exercise-catch-up the-offset-of-the-last-record
// says: "shipped" is an old one
async function catchUp(
  reader: { next: bigint },
  topic: string,
): Promise<string[]> {
  const records = await readToEnd(cluster, topic, { from: reader.next });
  if (records.length > 0) reader.next = records.at(-1)!.offset;
  return records.map(({ value }) => value ?? "");
}

// %% exercise-catch-up the-number-of-records-read
// says: On the third morning, with nothing new, Bo should see nothing
async function catchUp(
  reader: { next: bigint },
  topic: string,
): Promise<string[]> {
  const records = await readToEnd(cluster, topic, { from: reader.next });
  reader.next = BigInt(records.length);
  return records.map(({ value }) => value ?? "");
}

// %% exercise-catch-up always-from-the-beginning
// says: "created" is an old one
async function catchUp(
  reader: { next: bigint },
  topic: string,
): Promise<string[]> {
  const records = await readToEnd(cluster, topic);
  reader.next += BigInt(records.length);
  return records.map(({ value }) => value ?? "");
}

// %% exercise-catch-up trips-over-a-quiet-morning
// says: Your code threw TypeError
async function catchUp(
  reader: { next: bigint },
  topic: string,
): Promise<string[]> {
  const records = await readToEnd(cluster, topic, { from: reader.next });
  reader.next = records.at(-1)!.offset + 1n;
  return records.map(({ value }) => value ?? "");
}
