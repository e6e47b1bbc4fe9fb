// Typical wrong answers to the exercises of chapter 8, and what the check says to each.
// Each cell takes the place of the exercise cell that its heading names.

// %% exercise-promise the-last-run-counts
// says: 1 lost; then nothing went wrong
// says: Does that make good the first?
function promiseOf(runs: Counts[]): string {
  const { lost, unprocessed, duplicated, redelivered } = runs.at(-1)!;
  if (lost + unprocessed > 0) return duplicated + redelivered > 0 ? "none" : "at most once";
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
    (sum, run) => sum + run.duplicated + run.redelivered - run.lost - run.unprocessed,
    0,
  );
  return total < 0 ? "at most once" : total > 0 ? "at least once" : "exactly once";
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
  const isSpotless = runs.every((run) => Object.values(run).every((count) => count === 0));
  return isSpotless ? "exactly once" : "none";
}

// %% exercise-promise never-none
// says: You say "at most once"
// says: do they cancel each other?
function promiseOf(runs: Counts[]): string {
  if (runs.some((run) => run.lost + run.unprocessed > 0)) return "at most once";
  if (runs.some((run) => run.duplicated + run.redelivered > 0)) return "at least once";
  return "exactly once";
}

// %% exercise-bill the-consumer-commits
// says: But the group already stood at offset 2
// says: Who committed that offset, and did the transaction know of it?
async function bill(
  { topic, partition, offset, value }: ConsumerRecord,
  { producer, consumer, invoices }: Office,
): Promise<void> {
  await producer.transact(async (transaction) => {
    await transaction.send(invoices, [{ value }]);
    await consumer.commitOffsets([{ topic, partition, offset: String(offset + 1n) }]);
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
    await transaction.sendOffsets(group, [{ topic, partition, offset: offset + 1n }]);
  });
}

// %% exercise-bill two-transactions
// says: You ran 2 transactions
// says: How many commits may there be for one order?
async function bill(
  { topic, partition, offset, value }: ConsumerRecord,
  { producer, group, invoices }: Office,
): Promise<void> {
  await producer.transact((transaction) => transaction.send(invoices, [{ value }]));
  await producer.transact((transaction) =>
    transaction.sendOffsets(group, [{ topic, partition, offset: offset + 1n }])
  );
}

// %% exercise-bill two-transactions-offset-first
// says: its successor would go on there, and nobody would ever bill 1002
// says: How many commits may there be for one order?
async function bill(
  { topic, partition, offset, value }: ConsumerRecord,
  { producer, group, invoices }: Office,
): Promise<void> {
  await producer.transact((transaction) =>
    transaction.sendOffsets(group, [{ topic, partition, offset: offset + 1n }])
  );
  await producer.transact((transaction) => transaction.send(invoices, [{ value }]));
}

// %% exercise-bill no-offset-at-all
// says: the group has committed nothing at all
async function bill(
  { value }: ConsumerRecord,
  { producer, invoices }: Office,
): Promise<void> {
  await producer.transact((transaction) => transaction.send(invoices, [{ value }]));
}

// %% exercise-bill without-a-transaction
// says: `transact` was never called
async function bill(
  { topic, partition, offset, value }: ConsumerRecord,
  { consumer, invoices }: Office,
): Promise<void> {
  const sender = cluster.kafka.producer({ idempotent: true });
  await sender.connect();
  await sender.send({ topic: invoices, messages: [{ value }] });
  await consumer.commitOffsets([{ topic, partition, offset: String(offset + 1n) }]);
}

// %% exercise-bill nobody-waits
// says: while its transaction was still open
async function bill(
  { topic, partition, offset, value }: ConsumerRecord,
  { producer, group, invoices }: Office,
): Promise<void> {
  producer.transact(async (transaction) => {
    await transaction.send(invoices, [{ value }]);
    await transaction.sendOffsets(group, [{ topic, partition, offset: offset + 1n }]);
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
    await transaction.sendOffsets(group, [{ topic, partition, offset: offset + 1n }]);
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
// says: The process died right behind put({ Ada: 30 }), for payment 0
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
// says: The process died right behind put({ next: 1 }), for payment 0
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
// says: delivered once, and nobody died. Ada has 50 instead of 70
// says: what makes it different?
async function book(payment: ConsumerRecord, ledger: Ledger): Promise<void> {
  const customer = payment.key!;
  const name = `${customer} paid ${payment.value}`;
  if (await ledger.get(name)) return;
  const balance = (await ledger.get(customer) ?? 0) + Number(payment.value);
  await ledger.put({ [customer]: balance, [name]: 1 });
}

// %% exercise-book off-by-one
// says: delivered once, and nobody died
async function book(payment: ConsumerRecord, ledger: Ledger): Promise<void> {
  const offset = Number(payment.offset);
  if (offset <= (await ledger.get("next") ?? 0)) return;
  const customer = payment.key!;
  const balance = (await ledger.get(customer) ?? 0) + Number(payment.value);
  await ledger.put({ [customer]: balance, next: offset });
}
