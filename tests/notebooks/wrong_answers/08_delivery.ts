// Typical wrong answers to the exercises of chapter 8, and what the check says to each.
// Each cell takes the place of the exercise cell that its heading names.

// %% exercise-promise the-last-run-counts
// says: 1 lost; then nothing went wrong
// says: Does that make good the first?
function promiseOf(runs: Counts[]): string {
  const { lost, unprocessed, duplicated, redelivered } = runs.at(-1)!;
  if (lost + unprocessed > 0) {
    return duplicated + redelivered > 0 ? "none" : "at most once";
  }
  return duplicated + redelivered > 0 ? "at least once" : "exactly once";
}

// %% exercise-promise one-good-run-will-do
// says: nothing went wrong; then 1 lost
// says: which promises allow that?
function promiseOf(runs: Counts[]): string {
  const isGood = ({ lost, unprocessed, duplicated, redelivered }: Counts) =>
    lost + unprocessed + duplicated + redelivered === 0;
  if (runs.some(isGood)) return "exactly once";
  return runs.some(({ lost }) => lost > 0) ? "at most once" : "at least once";
}

// %% exercise-promise only-the-log
// says: 3 unprocessed
// says: Was the work done?
function promiseOf(runs: Counts[]): string {
  const loses = runs.some(({ lost }) => lost > 0);
  const doubles = runs.some(({ duplicated }) => duplicated > 0);
  if (loses) return doubles ? "none" : "at most once";
  return doubles ? "at least once" : "exactly once";
}

// %% exercise-promise the-balance-is-zero
// says: 1 lost, 1 duplicated
// says: do they cancel each other?
function promiseOf(runs: Counts[]): string {
  const total = runs.reduce(
    (sum, run) =>
      sum + run.duplicated + run.redelivered - run.lost - run.unprocessed,
    0,
  );
  return total < 0
    ? "at most once"
    : total > 0
    ? "at least once"
    : "exactly once";
}

// %% exercise-promise most-and-least-swapped
// says: You say "at least once"
// says: How often was the lost record dealt with
function promiseOf(runs: Counts[]): string {
  const loses = runs.some((run) => run.lost + run.unprocessed > 0);
  const doubles = runs.some((run) => run.duplicated + run.redelivered > 0);
  if (loses) return doubles ? "none" : "at least once";
  return doubles ? "at most once" : "exactly once";
}

// %% exercise-promise anything-wrong-breaks-it
// says: 2 reorderedInKey
// says: was any record dealt with too seldom or too often?
function promiseOf(runs: Counts[]): string {
  const loses = runs.some((run) => run.lost + run.unprocessed > 0);
  const doubles = runs.some((run) => run.duplicated + run.redelivered > 0);
  if (loses) return doubles ? "none" : "at most once";
  if (doubles) return "at least once";
  const isSpotless = runs.every((run) =>
    Object.values(run).every((count) => count === 0)
  );
  return isSpotless ? "exactly once" : "none";
}

// %% exercise-promise never-none
// says: You say "at most once"
// says: do they cancel each other?
function promiseOf(runs: Counts[]): string {
  if (runs.some((run) => run.lost + run.unprocessed > 0)) return "at most once";
  if (runs.some((run) => run.duplicated + run.redelivered > 0)) {
    return "at least once";
  }
  return "exactly once";
}

// %% exercise-promise lost-and-unprocessed-in-one-run
// says: 1 unprocessed; then 12 redelivered
// says: You say "at most once"
function promiseOf(runs: Counts[]): string {
  const each = runs.map((run) => {
    const loses = run.lost + run.unprocessed > 0;
    const doubles = run.duplicated + run.redelivered > 0;
    if (loses) return doubles ? "none" : "at most once";
    return doubles ? "at least once" : "exactly once";
  });
  if (
    runs.some(({ lost }) => lost > 0) &&
    runs.some(({ redelivered }) => redelivered > 0)
  ) return "none";
  return each.find((promise) => promise === "none") ??
    each.find((promise) => promise !== "exactly once") ?? "exactly once";
}

// %% exercise-promise exactly-one
// says: 12 lost
// says: You say "exactly once"
function promiseOf(runs: Counts[]): string {
  const loses = runs.some((run) => run.lost === 1 || run.unprocessed > 0);
  const doubles = runs.some((run) => run.duplicated + run.redelivered > 0);
  if (loses) return doubles ? "none" : "at most once";
  return doubles ? "at least once" : "exactly once";
}

// %% exercise-bill the-consumer-commits
// says: The transaction of order 1002 (offset 2) failed just before its commit, and 0 invoices for it can be read
// says: But the group already stood at offset 3
// says: Who committed that offset, and did the transaction know of it?
async function bill(
  { topic, partition, offset, value }: ConsumerRecord,
  { producer, consumer, invoices }: Office,
): Promise<void> {
  await producer.transact(async (transaction) => {
    await transaction.send(invoices, [{ value }]);
    await consumer.commitOffsets([{
      topic,
      partition,
      offset: String(offset + 1n),
    }]);
  });
}

// %% exercise-bill the-offset-of-the-order-itself
// says: Order 1001 has offset 0, it is billed, and the group stands at offset 0
// says: Which offset shall be read next?
async function bill(
  { topic, partition, offset, value }: ConsumerRecord,
  { producer, group, invoices }: Office,
): Promise<void> {
  await producer.transact(async (transaction) => {
    await transaction.send(invoices, [{ value }]);
    await transaction.sendOffsets(group, [{ topic, partition, offset }]);
  });
}

// %% exercise-bill sent-beside-the-transaction
// says: now there are 2 invoices for it
// says: Through what was it sent?
async function bill(
  { topic, partition, offset, value }: ConsumerRecord,
  { producer, group, invoices }: Office,
): Promise<void> {
  const sender = cluster.kafka.producer();
  await sender.connect();
  await producer.transact(async (transaction) => {
    await sender.send({ topic: invoices, messages: [{ value }] });
    await transaction.sendOffsets(group, [{
      topic,
      partition,
      offset: offset + 1n,
    }]);
  });
}

// %% exercise-bill two-transactions
// says: You ran 2 transactions
// says: How many commits may there be for one order?
async function bill(
  { topic, partition, offset, value }: ConsumerRecord,
  { producer, group, invoices }: Office,
): Promise<void> {
  await producer.transact((transaction) =>
    transaction.send(invoices, [{ value }])
  );
  await producer.transact((transaction) =>
    transaction.sendOffsets(group, [{ topic, partition, offset: offset + 1n }])
  );
}

// %% exercise-bill two-transactions-offset-first
// says: a successor would go on there, and nobody would ever bill 1002
// says: How many commits may there be for one order?
async function bill(
  { topic, partition, offset, value }: ConsumerRecord,
  { producer, group, invoices }: Office,
): Promise<void> {
  await producer.transact((transaction) =>
    transaction.sendOffsets(group, [{ topic, partition, offset: offset + 1n }])
  );
  await producer.transact((transaction) =>
    transaction.send(invoices, [{ value }])
  );
}

// %% exercise-bill no-offset-at-all
// says: the group has committed nothing at all
async function bill(
  { value }: ConsumerRecord,
  { producer, invoices }: Office,
): Promise<void> {
  await producer.transact((transaction) =>
    transaction.send(invoices, [{ value }])
  );
}

// %% exercise-bill without-a-transaction
// says: `office.producer.transact` was never called
async function bill(
  { topic, partition, offset, value }: ConsumerRecord,
  { consumer, invoices }: Office,
): Promise<void> {
  const sender = cluster.kafka.producer({ idempotent: true });
  await sender.connect();
  await sender.send({ topic: invoices, messages: [{ value }] });
  await consumer.commitOffsets([{
    topic,
    partition,
    offset: String(offset + 1n),
  }]);
}

// %% exercise-bill nobody-waits
// says: while its transaction was still open
async function bill(
  { topic, partition, offset, value }: ConsumerRecord,
  { producer, group, invoices }: Office,
): Promise<void> {
  producer.transact(async (transaction) => {
    await transaction.send(invoices, [{ value }]);
    await transaction.sendOffsets(group, [{
      topic,
      partition,
      offset: offset + 1n,
    }]);
  });
}

// %% exercise-bill invoiced-twice
// says: the invoices are 1001, 1001
async function bill(
  { topic, partition, offset, value }: ConsumerRecord,
  { producer, group, invoices }: Office,
): Promise<void> {
  await producer.transact(async (transaction) => {
    await transaction.send(invoices, [{ value }, { value }]);
    await transaction.sendOffsets(group, [{
      topic,
      partition,
      offset: offset + 1n,
    }]);
  });
}

// %% exercise-bill swallows-the-failure
// says: your function returned all the same
// says: In the end the invoices are 1001, 1003, and the group stands at offset 5
// says: Who will ever bill 1002?
async function bill(
  { topic, partition, offset, value }: ConsumerRecord,
  { producer, group, invoices }: Office,
): Promise<void> {
  await producer.transact(async (transaction) => {
    await transaction.send(invoices, [{ value }]);
    await transaction.sendOffsets(group, [{
      topic,
      partition,
      offset: offset + 1n,
    }]);
  }).catch((error) => console.error(error.message));
}

// %% exercise-bill gives-up-after-three-tries
// says: your function returned all the same
// says: Who will ever bill 1002?
async function bill(
  { topic, partition, offset, value }: ConsumerRecord,
  { producer, group, invoices }: Office,
): Promise<void> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      return await producer.transact(async (transaction) => {
        await transaction.send(invoices, [{ value }]);
        await transaction.sendOffsets(group, [{
          topic,
          partition,
          offset: offset + 1n,
        }]);
      });
    } catch {
      // once more
    }
  }
}

// %% exercise-bill remembers-what-it-began
// says: KafkaJS handed the order over once more, and this time the function began 0 transactions
// says: What made it believe that 1002 was billed?
const begun = new Set<string | null>();
async function bill(
  { topic, partition, offset, value }: ConsumerRecord,
  { producer, group, invoices }: Office,
): Promise<void> {
  if (begun.has(value)) return;
  begun.add(value);
  await producer.transact(async (transaction) => {
    await transaction.send(invoices, [{ value }]);
    await transaction.sendOffsets(group, [{
      topic,
      partition,
      offset: offset + 1n,
    }]);
  });
}

// %% exercise-bill the-failure-moves-the-group
// says: your function returned all the same
// says: Who will ever bill 1002?
async function bill(
  { topic, partition, offset, value }: ConsumerRecord,
  { producer, consumer, group, invoices }: Office,
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
  } catch {
    await consumer.commitOffsets([{
      topic,
      partition,
      offset: String(offset + 1n),
    }]);
  }
}

// %% exercise-bill counts-instead-of-offsets
// says: Order 1003 has offset 4, it is billed, and the group stands at offset 3
// says: Which offset shall be read next?
const values = new Set<string | null>();
async function bill(
  { topic, partition, value }: ConsumerRecord,
  { producer, group, invoices }: Office,
): Promise<void> {
  const offset = BigInt(values.add(value).size);
  await producer.transact(async (transaction) => {
    await transaction.send(invoices, [{ value }]);
    await transaction.sendOffsets(group, [{ topic, partition, offset }]);
  });
}

// %% exercise-bill always-partition-0
// says: Order 1001 came from partition 1
// says: Whose progress is that?
async function bill(
  { topic, offset, value }: ConsumerRecord,
  { producer, group, invoices }: Office,
): Promise<void> {
  await producer.transact(async (transaction) => {
    await transaction.send(invoices, [{ value }]);
    await transaction.sendOffsets(group, [{
      topic,
      partition: 0,
      offset: offset + 1n,
    }]);
  });
}

// %% exercise-bill the-number-instead-of-the-value
// says: the invoices are 0, 2, 4
async function bill(
  { topic, partition, offset }: ConsumerRecord,
  { producer, group, invoices }: Office,
): Promise<void> {
  await producer.transact(async (transaction) => {
    await transaction.send(invoices, [{ value: String(offset) }]);
    await transaction.sendOffsets(group, [{
      topic,
      partition,
      offset: offset + 1n,
    }]);
  });
}

// %% exercise-bill an-invoice-that-fails-is-forgotten
// says: The send of the invoice for order 1003 was rejected, and the transaction was committed all the same
// says: The invoices are 1001, 1002, and the group stands at offset 5
async function bill(
  { topic, partition, offset, value }: ConsumerRecord,
  { producer, group, invoices }: Office,
): Promise<void> {
  await producer.transact(async (transaction) => {
    await transaction.send(invoices, [{ value }]).catch(console.error);
    const progress = [{ topic, partition, offset: offset + 1n }];
    await transaction.sendOffsets(group, progress);
  });
}

// %% exercise-bill waits-for-the-offsets-only
// says: What should a transaction do when one of its parts fails?
async function bill(
  { topic, partition, offset, value }: ConsumerRecord,
  { producer, group, invoices }: Office,
): Promise<void> {
  await producer.transact(async (transaction) => {
    void transaction.send(invoices, [{ value }]);
    const progress = [{ topic, partition, offset: offset + 1n }];
    await transaction.sendOffsets(group, progress);
  });
}

// %% exercise-book remembered-in-memory
// says: seen is not defined
// says: in the memory of the old process
const seen = new Set<bigint>();
async function book(payment: ConsumerRecord, ledger: Ledger): Promise<void> {
  if (seen.has(payment.offset)) return;
  seen.add(payment.offset);
  const customer = payment.key!;
  const balance = (await ledger.get(customer) ?? 0) + Number(payment.value);
  await ledger.put({ [customer]: balance });
}

// %% exercise-book nothing-remembered
// says: all payments were delivered a second time, and now Ada has 140 instead of 70
async function book(payment: ConsumerRecord, ledger: Ledger): Promise<void> {
  const customer = payment.key!;
  const balance = (await ledger.get(customer) ?? 0) + Number(payment.value);
  await ledger.put({ [customer]: balance });
}

// %% exercise-book booked-then-noted
// says: The process died right after put({ Ada: 30 }), for payment 0
// says: booked twice
async function book(payment: ConsumerRecord, ledger: Ledger): Promise<void> {
  const offset = Number(payment.offset);
  if (offset < (await ledger.get("next") ?? 0)) return;
  const customer = payment.key!;
  const balance = (await ledger.get(customer) ?? 0) + Number(payment.value);
  await ledger.put({ [customer]: balance });
  await ledger.put({ next: offset + 1 });
}

// %% exercise-book noted-then-booked
// says: The process died right after put({ next: 1 }), for payment 0
// says: never booked
async function book(payment: ConsumerRecord, ledger: Ledger): Promise<void> {
  const offset = Number(payment.offset);
  if (offset < (await ledger.get("next") ?? 0)) return;
  await ledger.put({ next: offset + 1 });
  const customer = payment.key!;
  const balance = (await ledger.get(customer) ?? 0) + Number(payment.value);
  await ledger.put({ [customer]: balance });
}

// %% exercise-book only-the-last-one-is-known
// says: all payments were delivered a second time
async function book(payment: ConsumerRecord, ledger: Ledger): Promise<void> {
  const offset = Number(payment.offset);
  if (offset === await ledger.get("last")) return;
  const customer = payment.key!;
  const balance = (await ledger.get(customer) ?? 0) + Number(payment.value);
  await ledger.put({ [customer]: balance, last: offset });
}

// %% exercise-book equal-amounts-are-one-payment
// says: 4 payments were delivered once, with the offsets 0, 1, 2, 3, and nobody died. Ada has 50 instead of 70
// says: what makes it different?
async function book(payment: ConsumerRecord, ledger: Ledger): Promise<void> {
  const customer = payment.key!;
  const name = `${customer} paid ${payment.value}`;
  if (await ledger.get(name)) return;
  const balance = (await ledger.get(customer) ?? 0) + Number(payment.value);
  await ledger.put({ [customer]: balance, [name]: 1 });
}

// %% exercise-book off-by-one
// says: 4 payments were delivered once, with the offsets 0, 1, 2, 3, and nobody died
async function book(payment: ConsumerRecord, ledger: Ledger): Promise<void> {
  const offset = Number(payment.offset);
  if (offset <= (await ledger.get("next") ?? 0)) return;
  const customer = payment.key!;
  const balance = (await ledger.get(customer) ?? 0) + Number(payment.value);
  await ledger.put({ [customer]: balance, next: offset });
}

// %% exercise-book nobody-waits-for-the-ledger
// says: put({ Ada: 30, next: 1 }) failed once, for payment 0 (Ada, 30), and wrote nothing
// says: Your function returned all the same, so the next payment came
async function book(payment: ConsumerRecord, ledger: Ledger): Promise<void> {
  const offset = Number(payment.offset);
  if (offset < (await ledger.get("next") ?? 0)) return;
  const customer = payment.key!;
  const balance = (await ledger.get(customer) ?? 0) + Number(payment.value);
  void ledger.put({ [customer]: balance, next: offset + 1 });
}

// %% exercise-book swallows-a-failed-write
// says: Your function returned all the same
// says: What does a call that fails say about the payment in hand?
async function book(payment: ConsumerRecord, ledger: Ledger): Promise<void> {
  const offset = Number(payment.offset);
  if (offset < (await ledger.get("next") ?? 0)) return;
  const customer = payment.key!;
  const balance = (await ledger.get(customer) ?? 0) + Number(payment.value);
  try {
    await ledger.put({ [customer]: balance, next: offset + 1 });
  } catch (error) {
    console.error((error as Error).message);
  }
}

// %% exercise-book no-answer-means-nothing-there
// says: get("Ada") failed once, for payment 1 (Ada, 20)
// says: Your function returned all the same
// says: Ada has 40 instead of 70
async function book(payment: ConsumerRecord, ledger: Ledger): Promise<void> {
  const offset = Number(payment.offset);
  if (offset < (await ledger.get("next") ?? 0)) return;
  const customer = payment.key!;
  const before = await ledger.get(customer).catch(() => undefined) ?? 0;
  await ledger.put({
    [customer]: before + Number(payment.value),
    next: offset + 1,
  });
}

// %% exercise-book counts-payments
// says: with the offsets 8, 9, 10, 13, and nobody died
async function book(payment: ConsumerRecord, ledger: Ledger): Promise<void> {
  const next = await ledger.get("next") ?? 0;
  if (Number(payment.offset) !== next) return;
  const customer = payment.key!;
  const balance = (await ledger.get(customer) ?? 0) + Number(payment.value);
  await ledger.put({ [customer]: balance, next: next + 1 });
}

// %% exercise-book whole-euros
// says: with the offsets 8, 9, 10, 13, and nobody died. Ada has 32 instead of 32.5
async function book(payment: ConsumerRecord, ledger: Ledger): Promise<void> {
  const offset = Number(payment.offset);
  if (offset < (await ledger.get("next") ?? 0)) return;
  const customer = payment.key!;
  const balance = (await ledger.get(customer) ?? 0) + parseInt(payment.value!);
  await ledger.put({ [customer]: balance, next: offset + 1 });
}

// %% exercise-book last-digit-of-the-offset
// says: with the offsets 8, 9, 10, 13, and nobody died
async function book(payment: ConsumerRecord, ledger: Ledger): Promise<void> {
  const offset = Number(payment.offset) % 10;
  if (offset < (await ledger.get("next") ?? 0)) return;
  const customer = payment.key!;
  const balance = (await ledger.get(customer) ?? 0) + Number(payment.value);
  await ledger.put({ [customer]: balance, next: offset + 1 });
}

// %% exercise-book a-place-that-does-not-answer-is-none
// says: get("next") failed once, for payment 0 (Ada, 30), and wrote nothing
// says: Ada has 140 instead of 70
async function book(payment: ConsumerRecord, ledger: Ledger): Promise<void> {
  const offset = Number(payment.offset);
  const next = await ledger.get("next").catch(() => 0);
  if (offset < (next ?? 0)) return;
  const customer = payment.key!;
  const balance = (await ledger.get(customer) ?? 0) + Number(payment.value);
  await ledger.put({ [customer]: balance, next: offset + 1 });
}
