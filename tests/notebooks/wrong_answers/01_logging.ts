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

// %% exercise-fields the-fields-take-the-place-of-the-log
// says: A line was logged with a field that is called "time", too
// says: Which of the two must a log never lose
function asFields(record: logs.LogRecord): string {
  const time = record.datetime.toISOString();
  const fields = Object.assign({}, ...record.args);
  return JSON.stringify({
    time,
    level: record.levelName,
    message: record.msg,
    ...fields,
  });
}

// %% exercise-fields the-level-of-a-customer
// says: A line was logged with a field that is called "level", too
function asFields(record: logs.LogRecord): string {
  const own = { level: record.levelName, message: record.msg };
  const time = record.datetime.toISOString();
  return JSON.stringify({ ...own, ...Object.assign({}, ...record.args), time });
}

// %% exercise-fields json-by-hand
// says: Is it JSON?
function asFields(record: logs.LogRecord): string {
  const fields = Object.assign({}, ...record.args);
  const own =
    `"time":"${record.datetime.toISOString()}","level":"${record.levelName}"`;
  const rest = JSON.stringify(fields).slice(1, -1);
  return `{${own},"message":"${record.msg}"${rest && ","}${rest}}`;
}

// %% exercise-fields empty-fields-left-out
// says: Asking the line for "order" gives undefined instead of 0
// says: Which values does your formatter leave out?
function asFields(record: logs.LogRecord): string {
  const fields = Object.entries(Object.assign({}, ...record.args)).filter((
    [, value],
  ) => value);
  const { levelName: level, msg: message } = record;
  return JSON.stringify({
    ...Object.fromEntries(fields),
    time: record.datetime,
    level,
    message,
  });
}

// %% exercise-ship a-failure-swallowed
// says: The send of "line 3" failed, and flush() resolved, though line 3 is not stored
// says: How does its caller learn of that?
function shipper(
  send: (line: string) => Promise<void>,
): { log(line: string): void; flush(): Promise<void> } {
  let last: Promise<void> = Promise.resolve();
  return {
    log: (line) => void (last = last.then(() => send(line)).catch(() => {})),
    flush: () => last,
  };
}

// %% exercise-ship all-settled
// says: The send of "line 3" failed, and flush() resolved, though line 3, line 4, line 5, line 6, line 7, line 8 are not stored
function shipper(
  send: (line: string) => Promise<void>,
): { log(line: string): void; flush(): Promise<void> } {
  const sent: Promise<void>[] = [];
  let last: Promise<void> = Promise.resolve();
  return {
    log: (line) => void sent.push(last = last.then(() => send(line))),
    flush: async () => void await Promise.allSettled(sent),
  };
}

// %% exercise-ship the-failed-line-at-the-end
// says: May a line that failed be sent again after later ones?
function shipper(
  send: (line: string) => Promise<void>,
): { log(line: string): void; flush(): Promise<void> } {
  const failed: string[] = [];
  let last: Promise<void> = Promise.resolve();
  return {
    log: (line) =>
      void (last = last.then(() => send(line)).catch(() =>
        void failed.push(line)
      )),
    async flush() {
      await last;
      for (const line of failed.splice(0)) await send(line);
    },
  };
}

// %% exercise-ship twenty-milliseconds-instead-of-the-answer
// says: they may overtake each other
function shipper(
  send: (line: string) => Promise<void>,
): { log(line: string): void; flush(): Promise<void> } {
  const sent: Promise<void>[] = [];
  let pause: Promise<unknown> = Promise.resolve();
  return {
    log(line) {
      pause = pause.then(() => {
        sent.push(send(line));
        return new Promise((resolve) => setTimeout(resolve, 20));
      });
    },
    async flush() {
      await pause;
      await Promise.all(sent);
    },
  };
}

// %% exercise-ship each-line-once
// says: flush() was done when 10 of 12 lines were stored
function shipper(
  send: (line: string) => Promise<void>,
): { log(line: string): void; flush(): Promise<void> } {
  const sent = new Map<string, Promise<void>>();
  let last: Promise<void> = Promise.resolve();
  return {
    log(line) {
      if (!sent.has(line)) sent.set(line, last = last.then(() => send(line)));
    },
    flush: async () => void await Promise.all(sent.values()),
  };
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

// %% exercise-ship a-failure-ends-the-program
// says: The send of "line 3" failed before anyone had called flush(), and nothing handled the rejection
// says: "The broker is gone"
function shipper(
  send: (line: string) => Promise<void>,
): { log(line: string): void; flush(): Promise<void> } {
  let last = Promise.resolve();
  return {
    log: (line) => void (last = last.then(() => send(line))),
    flush: () => last,
  };
}

// %% exercise-catch-up no-value-is-an-empty-text
// says: should see sold, "", null, again, but saw sold, "", "", again
// says: Which value belongs to which record?
async function catchUp(
  reader: { next: bigint },
  topic: string,
): Promise<(string | null)[]> {
  const records = await readToEnd(cluster, topic, { from: reader.next });
  const last = records.at(-1);
  if (last) reader.next = last.offset + 1n;
  return records.map(({ value }) => value ?? "");
}

// %% exercise-catch-up passes-over-what-is-empty
// says: should see sold, "", null, again, but saw sold, again. Which records does your function leave out?
async function catchUp(
  reader: { next: bigint },
  topic: string,
): Promise<(string | null)[]> {
  const records = await readToEnd(cluster, topic, { from: reader.next });
  const last = records.at(-1);
  if (last) reader.next = last.offset + 1n;
  return records.flatMap(({ value }) => value || []);
}

// %% exercise-catch-up the-place-never-moves
// says: On the second morning Bo should see lost, found
// says: "created" is an old one
async function catchUp(
  reader: { next: bigint },
  topic: string,
): Promise<(string | null)[]> {
  const records = await readToEnd(cluster, topic, { from: reader.next });
  return records.map(({ value }) => value);
}

// %% exercise-catch-up the-offset-of-the-last-record
// says: "shipped" is an old one
async function catchUp(
  reader: { next: bigint },
  topic: string,
): Promise<(string | null)[]> {
  const records = await readToEnd(cluster, topic, { from: reader.next });
  if (records.length > 0) reader.next = records.at(-1)!.offset;
  return records.map(({ value }) => value);
}

// %% exercise-catch-up the-number-of-records-read
// says: On the third morning, with nothing new, Bo should see nothing
async function catchUp(
  reader: { next: bigint },
  topic: string,
): Promise<(string | null)[]> {
  const records = await readToEnd(cluster, topic, { from: reader.next });
  reader.next = BigInt(records.length);
  return records.map(({ value }) => value);
}

// %% exercise-catch-up always-from-the-beginning
// says: "created" is an old one
async function catchUp(
  reader: { next: bigint },
  topic: string,
): Promise<(string | null)[]> {
  const records = await readToEnd(cluster, topic);
  reader.next += BigInt(records.length);
  return records.map(({ value }) => value);
}

// %% exercise-catch-up trips-over-a-quiet-morning
// says: Your code threw TypeError
async function catchUp(
  reader: { next: bigint },
  topic: string,
): Promise<(string | null)[]> {
  const records = await readToEnd(cluster, topic, { from: reader.next });
  reader.next = records.at(-1)!.offset + 1n;
  return records.map(({ value }) => value);
}

// %% exercise-catch-up counts-the-records
// says: On the sixth morning Bo should see sold, "", null, again
// says: is an old one
async function catchUp(
  reader: { next: bigint },
  topic: string,
): Promise<(string | null)[]> {
  const records = await readToEnd(cluster, topic, { from: reader.next });
  reader.next += BigInt(records.length);
  return records.map(({ value }) => value);
}

// %% exercise-catch-up counts-from-the-first-record
// says: On the sixth morning Bo should see sold, "", null, again
async function catchUp(
  reader: { next: bigint },
  topic: string,
): Promise<(string | null)[]> {
  const records = await readToEnd(cluster, topic, { from: reader.next });
  const [first] = records;
  if (first) reader.next = first.offset + BigInt(records.length);
  return records.map(({ value }) => value);
}

// %% exercise-catch-up one-place-for-all-readers
// says: Cleo, who starts at offset 1, should see paid, shipped, lost, found, but saw nothing
let place = 0n;
async function catchUp(
  _reader: { next: bigint },
  topic: string,
): Promise<(string | null)[]> {
  const records = await readToEnd(cluster, topic, { from: place });
  place = (records.at(-1)?.offset ?? place - 1n) + 1n;
  return records.map(({ value }) => value);
}
