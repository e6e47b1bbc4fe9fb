// Unusual right answers to the exercises of chapter 8, which their checks must accept.
// Each cell takes the place of the exercise cell that its heading names.

// %% exercise-promise one-total-of-all-runs
function promiseOf(runs: Counts[]): string {
  const total = { missing: 0, extra: 0 };
  for (const { lost, unprocessed, duplicated, redelivered } of runs) {
    total.missing += lost + unprocessed;
    total.extra += duplicated + redelivered;
  }
  if (total.missing && total.extra) return "none";
  return total.missing
    ? "at most once"
    : total.extra
    ? "at least once"
    : "exactly once";
}

// %% exercise-promise looked-up-by-two-answers
function promiseOf(runs: Counts[]): string {
  const any = (...kinds: (keyof Counts)[]): number =>
    Number(runs.some((run) => kinds.some((kind) => run[kind] > 0)));
  const promises = ["exactly once", "at least once", "at most once", "none"];
  return promises[
    2 * any("lost", "unprocessed") + any("duplicated", "redelivered")
  ]!;
}

// %% exercise-promise strikes-promises-out
function promiseOf(runs: Counts[]): string {
  const left = new Set(["exactly once", "at most once", "at least once"]);
  for (const run of runs) {
    if (run.lost || run.unprocessed) left.delete("at least once");
    if (run.duplicated || run.redelivered) left.delete("at most once");
  }
  if (left.size < 3) left.delete("exactly once");
  return [...left][0] ?? "none";
}

// %% exercise-promise run-by-run
function promiseOf([run, ...others]: Counts[]): string {
  if (!run) return "exactly once";
  const rest = promiseOf(others);
  const loses = run.lost > 0 || run.unprocessed > 0 ||
    ["at most once", "none"].includes(rest);
  const doubles = run.duplicated > 0 || run.redelivered > 0 ||
    ["at least once", "none"].includes(rest);
  return loses
    ? doubles ? "none" : "at most once"
    : doubles
    ? "at least once"
    : "exactly once";
}

// %% exercise-bill offsets-first
async function bill(
  { topic, partition, offset, value }: ConsumerRecord,
  { producer, group, invoices }: Office,
): Promise<void> {
  return await producer.transact(async (transaction) => {
    await transaction.sendOffsets(group, [{
      topic,
      partition,
      offset: offset + 1n,
    }]);
    await transaction.send(invoices, [{ value }]);
  });
}

// %% exercise-bill both-at-once
function bill(
  { topic, partition, offset, value }: ConsumerRecord,
  { producer, group, invoices }: Office,
): Promise<unknown> {
  return producer.transact((transaction) =>
    Promise.all([
      transaction.send(invoices, [{
        key: value,
        value,
        headers: { from: topic },
      }]),
      transaction.sendOffsets(group, [{
        topic,
        partition,
        offset: offset + 1n,
      }]),
    ])
  );
}

// %% exercise-bill tries-once-more-by-itself
async function bill(
  { topic, partition, offset, value }: ConsumerRecord,
  { producer, group, invoices }: Office,
): Promise<void> {
  const once = (): Promise<void> =>
    producer.transact(async (transaction) => {
      await transaction.send(invoices, [{ value }]);
      await transaction.sendOffsets(group, [{
        topic,
        partition,
        offset: offset + 1n,
      }]);
    });
  await once().catch(once);
}

// %% exercise-bill never-gives-up
async function bill(
  { topic, partition, offset, value }: ConsumerRecord,
  { producer, group, invoices }: Office,
): Promise<void> {
  for (let isBilled = false; !isBilled;) {
    isBilled = await producer.transact(async (transaction) => {
      await transaction.send(invoices, [{ value }]);
      await transaction.sendOffsets(group, [{
        topic,
        partition,
        offset: offset + 1n,
      }]);
    }).then(() => true, () => false);
  }
}

// %% exercise-bill an-error-of-its-own
async function bill(
  { topic, partition, offset, value }: ConsumerRecord,
  { producer, group, invoices }: Office,
): Promise<void> {
  try {
    await producer.transact(async (transaction) => {
      await transaction.send(invoices, [{ value }]);
      await transaction.sendOffsets(group, [{
        topic,
        partition,
        offset: offset + 1n,
      }]);
    });
  } catch (cause) {
    throw new Error(`order ${value} is not billed`, { cause });
  }
}

// %% exercise-book every-payment-under-its-own-name
async function book(
  { offset, key, value }: ConsumerRecord,
  ledger: Ledger,
): Promise<void> {
  const name = `payment ${offset}`;
  if (await ledger.get(name) !== undefined) return;
  const balance = await ledger.get(key!) ?? 0;
  await ledger.put({ [key!]: balance + Number(value), [name]: 1 });
}

// %% exercise-book both-questions-at-once
async function book(payment: ConsumerRecord, ledger: Ledger): Promise<void> {
  const { key, value, offset } = payment;
  const [last = -1, balance = 0] = await Promise.all([
    ledger.get("last"),
    ledger.get(key!),
  ]);
  if (BigInt(last) >= offset) return;
  await ledger.put({ last: Number(offset), [key!]: balance + Number(value) });
}

// %% exercise-book a-place-for-each-customer
async function book(
  { offset, key, value }: ConsumerRecord,
  ledger: Ledger,
): Promise<void> {
  const place = `${key}, booked up to`;
  const isNew = Number(offset) > (await ledger.get(place) ?? -1);
  if (isNew) {
    const balance = await ledger.get(key!) ?? 0;
    await ledger.put({
      [key!]: balance + parseFloat(value!),
      [place]: Number(offset),
    });
  }
}

// %% exercise-book tries-a-write-again
async function book(payment: ConsumerRecord, ledger: Ledger): Promise<void> {
  const offset = Number(payment.offset);
  if (offset < (await ledger.get("next") ?? 0)) return;
  const customer = payment.key!;
  const balance = (await ledger.get(customer) ?? 0) + Number(payment.value);
  const write = (): Promise<void> =>
    ledger.put({ [customer]: balance, next: offset + 1 });
  await write().catch(write);
}
