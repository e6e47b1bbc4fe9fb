// Typical wrong answers to the exercises of chapter 4, and what the check says to each.
// Each cell takes the place of the exercise cell that its heading names.

// %% exercise-deliver sends-again-what-failed
// says: You sent payment 1103 again because its answer was missing
// says: it is stored at offsets
// says: What did the missing answer tell you about the record?
async function deliver(
  payments: string[],
  send: (payment: string) => Promise<void>,
): Promise<Report> {
  const report: Report = { acknowledged: [], unknown: [] };
  for (const payment of payments) {
    try {
      await send(payment);
    } catch {
      await send(payment);
    }
    report.acknowledged.push(payment);
  }
  return report;
}

// %% exercise-deliver one-failure-hides-the-others
// says: 6 of 8 payments were acknowledged, and nobody is told which
async function deliver(
  payments: string[],
  send: (payment: string) => Promise<void>,
): Promise<Report> {
  await Promise.all(payments.map((payment) => send(payment)));
  return { acknowledged: payments, unknown: [] };
}

// %% exercise-deliver reports-before-the-answers
// says: sends had no answer yet
async function deliver(
  payments: string[],
  send: (payment: string) => Promise<void>,
): Promise<Report> {
  const report: Report = { acknowledged: [], unknown: [] };
  for (const payment of payments) {
    send(payment).then(
      () => report.acknowledged.push(payment),
      () => report.unknown.push(payment),
    );
  }
  return report;
}

// %% exercise-deliver failed-means-not-written
// says: Neither of your lists has payment 1103
// says: in the log it is at offset 2
async function deliver(
  payments: string[],
  send: (payment: string) => Promise<void>,
): Promise<Report> {
  const report: Report = { acknowledged: [], unknown: [] };
  for (const payment of payments) {
    try {
      await send(payment);
      report.acknowledged.push(payment);
    } catch {
      // not written, so there is nothing to report
    }
  }
  return report;
}

// %% exercise-deliver swallows-the-failure
// says: You report payment 1105 as acknowledged
// says: in the log it is nowhere
async function deliver(
  payments: string[],
  send: (payment: string) => Promise<void>,
): Promise<Report> {
  for (const payment of payments) await send(payment).catch(() => {});
  return { acknowledged: payments, unknown: [] };
}

// %% exercise-deliver stops-at-the-first-failure
// says: Only 3 of 8 payments were sent, and payment 1104 was not
async function deliver(
  payments: string[],
  send: (payment: string) => Promise<void>,
): Promise<Report> {
  const acknowledged: string[] = [];
  try {
    for (const payment of payments) {
      await send(payment);
      acknowledged.push(payment);
    }
  } catch {
    // the rest is unknown
  }
  const unknown = payments.filter((one) => !acknowledged.includes(one));
  return { acknowledged, unknown };
}

// %% exercise-deliver lets-the-failure-through
// says: 5 payments, from payment 1104 on, were never sent
async function deliver(
  payments: string[],
  send: (payment: string) => Promise<void>,
): Promise<Report> {
  for (const payment of payments) await send(payment);
  return { acknowledged: payments, unknown: [] };
}

// %% exercise-deliver doubts-everything-after-a-failure
// says: The broker acknowledged 6 payments
// says: Your list `acknowledged` lacks payment 1101
async function deliver(
  payments: string[],
  send: (payment: string) => Promise<void>,
): Promise<Report> {
  const outcomes = await Promise.allSettled(payments.map((one) => send(one)));
  return outcomes.every(({ status }) => status === "fulfilled")
    ? { acknowledged: payments, unknown: [] }
    : { acknowledged: [], unknown: payments };
}

// %% exercise-deliver reports-after-a-pause
// says: sends had no answer yet
async function deliver(
  payments: string[],
  send: (payment: string) => Promise<void>,
): Promise<Report> {
  const report: Report = { acknowledged: [], unknown: [] };
  for (const payment of payments) {
    send(payment).then(
      () => report.acknowledged.push(payment),
      () => report.unknown.push(payment),
    );
    await new Promise((go) => setTimeout(go, 50));
  }
  return report;
}

// %% exercise-deliver names-the-unknown-twice
// says: The broker acknowledged 6 payments, and 2 sends failed
// says: Your list `unknown` has payment 1103 twice
async function deliver(
  payments: string[],
  send: (payment: string) => Promise<void>,
): Promise<Report> {
  const report: Report = { acknowledged: [], unknown: [] };
  const outcomes = await Promise.allSettled(
    payments.map((payment) =>
      send(payment).catch((error) => {
        report.unknown.push(payment);
        throw error;
      })
    ),
  );
  outcomes.forEach(({ status }, i) =>
    (status === "fulfilled" ? report.acknowledged : report.unknown).push(
      payments[i]!,
    )
  );
  return report;
}

// %% exercise-deliver errors-instead-of-payments
// says: Neither of your lists has payment 1103
async function deliver(
  payments: string[],
  send: (payment: string) => Promise<void>,
): Promise<Report> {
  const report: Report = { acknowledged: [], unknown: [] };
  for (const payment of payments) {
    await send(payment).then(
      () => report.acknowledged.push(payment),
      (error) => report.unknown.push(error.message),
    );
  }
  return report;
}

// %% exercise-deliver believes-the-last-one
// says: You report payment 199 as acknowledged
async function deliver(
  payments: string[],
  send: (payment: string) => Promise<void>,
): Promise<Report> {
  const unknown: string[] = [];
  let before = Promise.resolve();
  for (const [i, payment] of payments.entries()) {
    // The failure of the one before is noticed at the next one.
    await before.catch(() => unknown.push(payments[i - 1]!));
    before = send(payment);
  }
  await before.catch(() => {});
  return {
    acknowledged: payments.filter((one) => !unknown.includes(one)),
    unknown,
  };
}

// %% exercise-deliver finds-the-failed-by-its-number
// says: as acknowledged. Its send failed
async function deliver(
  payments: string[],
  send: (payment: string) => Promise<void>,
): Promise<Report> {
  const failed: string[] = [];
  for (const payment of payments) {
    await send(payment).catch(() => failed.unshift(payment));
  }
  const unknown = payments.filter((one, i) => i > 0 && failed.includes(one));
  return {
    acknowledged: payments.filter((one) => !unknown.includes(one)),
    unknown,
  };
}

// %% exercise-modes safe-is-safe
// says: the visitor still looked at an empty page
function chooseModes(): Choice {
  const safe = { way: "awaited", acks: -1, idempotent: true };
  return { clicks: safe, payments: safe, prices: safe };
}

// %% exercise-modes payments-forgotten
// says: knows the outcome of none
function chooseModes(): Choice {
  return {
    clicks: { way: "fire and forget", acks: 0 },
    payments: { way: "fire and forget", acks: -1, idempotent: true },
    prices: { way: "one batch", idempotent: true, gzip: true },
  };
}

// %% exercise-modes payments-in-one-batch
// says: the first customer stood at the counter until the last one had paid
function chooseModes(): Choice {
  return {
    clicks: { way: "with handlers" },
    payments: { way: "one batch", acks: -1, idempotent: true },
    prices: { way: "one batch", idempotent: true, gzip: true },
  };
}

// %% exercise-modes payments-all-at-once
// says: sends were under way at once when an answer got lost
function chooseModes(): Choice {
  return {
    clicks: { way: "fire and forget", acks: 0 },
    payments: { way: "many at once", acks: -1, idempotent: true },
    prices: { way: "one batch", idempotent: true, gzip: true },
  };
}

// %% exercise-modes payments-without-an-answer
// says: the service noted all 6 as stored
// says: What was it that it waited for?
function chooseModes(): Choice {
  return {
    clicks: { way: "fire and forget", acks: 0 },
    payments: { way: "awaited", acks: 0 },
    prices: { way: "one batch", idempotent: true, gzip: true },
  };
}

// %% exercise-modes payments-not-idempotent
// says: payment 1202 is stored at offsets 1 and 2
function chooseModes(): Choice {
  return {
    clicks: { way: "fire and forget", acks: 0 },
    payments: { way: "awaited", acks: -1, idempotent: false },
    prices: { way: "one batch", idempotent: true, gzip: true },
  };
}

// %% exercise-modes idempotent-for-the-leader-alone
// says: For the payments, KafkaJS does not even begin
// says: asks for less than all
function chooseModes(): Choice {
  return {
    clicks: { way: "fire and forget", acks: 0 },
    payments: { way: "awaited", acks: 1, idempotent: true },
    prices: { way: "one batch", idempotent: true, gzip: true },
  };
}

// %% exercise-modes prices-line-by-line
// says: requests for 300 lines
function chooseModes(): Choice {
  return {
    clicks: { way: "fire and forget", acks: 0 },
    payments: { way: "awaited", acks: -1, idempotent: true },
    prices: { way: "awaited", idempotent: true, gzip: true },
  };
}

// %% exercise-modes prices-unpacked
// says: Each line nearly repeats the one before
function chooseModes(): Choice {
  return {
    clicks: { way: "fire and forget", acks: 0 },
    payments: { way: "awaited", acks: -1, idempotent: true },
    prices: { way: "one batch", idempotent: true },
  };
}

// %% exercise-modes prices-without-an-answer
// says: all 300 lines are noted as stored, and 300 of them are nowhere
function chooseModes(): Choice {
  return {
    clicks: { way: "fire and forget", acks: 0 },
    payments: { way: "awaited", acks: -1, idempotent: true },
    prices: { way: "one batch", acks: 0, gzip: true },
  };
}

// %% exercise-modes prices-not-idempotent
// says: Prices: 300 lines are stored twice
function chooseModes(): Choice {
  return {
    clicks: { way: "fire and forget", acks: 0 },
    payments: { way: "awaited", acks: -1, idempotent: true },
    prices: { way: "one batch", acks: 1, gzip: true },
  };
}

// %% exercise-modes clicks-all-at-once
// says: "many at once" waits for an answer
function chooseModes(): Choice {
  return {
    clicks: { way: "many at once", acks: 1 },
    payments: { way: "awaited", acks: -1, idempotent: true },
    prices: { way: "one batch", idempotent: true, gzip: true },
  };
}

// %% exercise-modes payments-without-a-retry
// says: 1 of 6 payments are acknowledged
// says: Who should have tried once more?
function chooseModes(): Choice {
  return {
    clicks: { way: "fire and forget", acks: 0 },
    payments: { way: "awaited", acks: -1, retry: { retries: 0 } },
    prices: { way: "one batch", idempotent: true, gzip: true },
  };
}

// %% exercise-modes prices-without-a-retry
// says: 0 of 300 lines are acknowledged
function chooseModes(): Choice {
  return {
    clicks: { way: "fire and forget", acks: 0 },
    payments: { way: "awaited", acks: -1, idempotent: true },
    prices: { way: "one batch", gzip: true, retry: { retries: 0 } },
  };
}

// %% exercise-modes a-way-of-its-own
// says: For the clicks you chose
// says: A mode has a `way`, one of "fire and forget", "awaited"
function chooseModes(): Choice {
  return {
    clicks: { way: "toString" },
    payments: { way: "awaited", acks: -1, idempotent: true },
    prices: { way: "one batch", idempotent: true, gzip: true },
  };
}

// %% exercise-book asks-for-no-answer
// says: You sent payment 1301 with `acks: 0`, so no broker answered
async function book(ledger: Ledger, payments: string[]): Promise<string[]> {
  const producer = await ledger.open({
    idempotent: false,
    retry: { retries: 0 },
  });
  const acknowledged: string[] = [];
  for (const value of payments) {
    const record = { topic: ledger.topic, acks: 0, messages: [{ value }] };
    await producer.send(record).then(() => acknowledged.push(value), () => {});
  }
  return acknowledged;
}

// %% exercise-book content-with-the-leader
// says: You sent payment 1301 with `acks: 1`, so one broker's answer was enough for you
async function book(ledger: Ledger, payments: string[]): Promise<string[]> {
  const producer = await ledger.open({
    idempotent: false,
    retry: { retries: 0 },
  });
  const acknowledged: string[] = [];
  for (const value of payments) {
    const record = { topic: ledger.topic, acks: 1, messages: [{ value }] };
    await producer.send(record).then(() => acknowledged.push(value), () => {});
  }
  return acknowledged;
}

// %% exercise-book two-producers-by-turns
// says: You opened 2 producers, and the one that sent it had failed before
async function book(ledger: Ledger, payments: string[]): Promise<string[]> {
  let [producer, spare] = [await ledger.open(), await ledger.open()];
  const acknowledged: string[] = [];
  for (const value of payments) {
    const record = { topic: ledger.topic, messages: [{ value }] };
    await producer.send(record).then(() => acknowledged.push(value), () => {
      [producer, spare] = [spare, producer];
    });
  }
  return acknowledged;
}

// %% exercise-book through-send-batch
// says: The broker acknowledged payment 1304 at offset 2, and there stands payment 1303
async function book(ledger: Ledger, payments: string[]): Promise<string[]> {
  const producer = await ledger.open();
  const acknowledged: string[] = [];
  for (const value of payments) {
    const topicMessages = [{ topic: ledger.topic, messages: [{ value }] }];
    await producer.sendBatch({ topicMessages }).then(
      () => acknowledged.push(value),
      () => {},
    );
  }
  return acknowledged;
}

// %% exercise-book returns-places
// says: The broker acknowledged 5 of 6 payments, and your list has "0"
async function book(ledger: Ledger, payments: string[]): Promise<string[]> {
  let producer = await ledger.open();
  const acknowledged: string[] = [];
  for (const value of payments) {
    const record = { topic: ledger.topic, messages: [{ value }] };
    try {
      const [stored] = await producer.send(record);
      acknowledged.push(stored!.baseOffset!);
    } catch {
      producer = await ledger.open();
    }
  }
  return acknowledged;
}

// %% exercise-book forgets-the-one-after-a-failure
// says: and your list lacks payment 1304
async function book(ledger: Ledger, payments: string[]): Promise<string[]> {
  let producer = await ledger.open();
  let hasFailed = false;
  const acknowledged: string[] = [];
  for (const value of payments) {
    const record = { topic: ledger.topic, messages: [{ value }] };
    const isStored = await producer.send(record).then(() => true, () => false);
    if (isStored && !hasFailed) acknowledged.push(value);
    hasFailed = !isStored;
    if (hasFailed) producer = await ledger.open();
  }
  return acknowledged;
}

// %% exercise-book the-same-producer-goes-on
// says: The broker acknowledged payment 1304 at offset 2, and there stands payment 1303
// says: You opened 1 producer, and the one that sent it had failed before
async function book(ledger: Ledger, payments: string[]): Promise<string[]> {
  const producer = await ledger.open();
  const acknowledged: string[] = [];
  for (const value of payments) {
    const record = { topic: ledger.topic, messages: [{ value }] };
    const isStored = await producer.send(record).then(() => true, () => false);
    if (isStored) acknowledged.push(value);
  }
  return acknowledged;
}

// %% exercise-book disconnects-and-connects-again
// says: The broker acknowledged payment 1304 at offset 2, and there stands payment 1303
async function book(ledger: Ledger, payments: string[]): Promise<string[]> {
  const producer = await ledger.open();
  const acknowledged: string[] = [];
  for (const value of payments) {
    try {
      await producer.send({ topic: ledger.topic, messages: [{ value }] });
      acknowledged.push(value);
    } catch {
      await producer.disconnect();
      await producer.connect();
    }
  }
  return acknowledged;
}

// %% exercise-book sends-it-again-through-the-same-producer
// says: The broker acknowledged payment 1304 at offset 2, and there stands payment 1303
async function book(ledger: Ledger, payments: string[]): Promise<string[]> {
  const producer = await ledger.open();
  const acknowledged: string[] = [];
  for (const value of payments) {
    const record = { topic: ledger.topic, messages: [{ value }] };
    for (let tries = 0; tries < 2; tries++) {
      const isStored = await producer.send(record).then(
        () => true,
        () => false,
      );
      if (isStored) {
        acknowledged.push(value);
        break;
      }
    }
  }
  return acknowledged;
}

// %% exercise-book sends-it-again-through-a-new-producer
// says: The log holds payment 1303 at offsets 2 and 3
// says: the broker has it from two producers
async function book(ledger: Ledger, payments: string[]): Promise<string[]> {
  let producer = await ledger.open();
  const acknowledged: string[] = [];
  for (const value of payments) {
    const record = { topic: ledger.topic, messages: [{ value }] };
    try {
      await producer.send(record);
      acknowledged.push(value);
    } catch {
      producer = await ledger.open();
      await producer.send(record).catch(() => {});
      producer = await ledger.open();
    }
  }
  return acknowledged;
}

// %% exercise-book all-at-once
// says: Up to 6 payments of one producer were under way at once when an answer got lost
async function book(ledger: Ledger, payments: string[]): Promise<string[]> {
  const producer = await ledger.open();
  const outcomes = await Promise.allSettled(
    payments.map((value) =>
      producer.send({ topic: ledger.topic, messages: [{ value }] })
    ),
  );
  return payments.filter((_, i) => outcomes[i]!.status === "fulfilled");
}

// %% exercise-book more-retries
// says: In the end payment 1303 went through
// says: one send of many retries
async function book(ledger: Ledger, payments: string[]): Promise<string[]> {
  const producer = await ledger.open({ retry: { retries: 100 } });
  for (const value of payments) {
    await producer.send({ topic: ledger.topic, messages: [{ value }] });
  }
  return payments;
}

// %% exercise-book again-until-it-works
// says: In the end payment 1303 went through
// says: sends. Nothing is lost this time
async function book(ledger: Ledger, payments: string[]): Promise<string[]> {
  const producer = await ledger.open();
  for (const value of payments) {
    const record = { topic: ledger.topic, messages: [{ value }] };
    while (!await producer.send(record).then(() => true, () => false));
  }
  return payments;
}

// %% exercise-book without-idempotence
// says: The log holds payment 1303 at offsets 2 and 3
// says: You sent it once, and KafkaJS once more
async function book(ledger: Ledger, payments: string[]): Promise<string[]> {
  const producer = await ledger.open({ idempotent: false });
  const acknowledged: string[] = [];
  for (const value of payments) {
    const record = { topic: ledger.topic, messages: [{ value }] };
    const isStored = await producer.send(record).then(() => true, () => false);
    if (isStored) acknowledged.push(value);
  }
  return acknowledged;
}

// %% exercise-book one-send-for-all
// says: 6 payments went in one send, and its answer got lost, so 6 are unknown
async function book(ledger: Ledger, payments: string[]): Promise<string[]> {
  const producer = await ledger.open();
  const messages = payments.map((value) => ({ value }));
  const record = { topic: ledger.topic, messages };
  return await producer.send(record).then(() => payments, () => []);
}

// %% exercise-book takes-the-unknown-for-booked
// says: You give back payment 1303 as booked
// says: Could you have known?
async function book(ledger: Ledger, payments: string[]): Promise<string[]> {
  for (const value of payments) {
    const producer = await ledger.open();
    const record = { topic: ledger.topic, messages: [{ value }] };
    await producer.send(record).catch(() => {});
  }
  return payments;
}

// %% exercise-book stops-for-good
// says: Never sent: payment 1304, payment 1305, payment 1306
async function book(ledger: Ledger, payments: string[]): Promise<string[]> {
  const producer = await ledger.open();
  const acknowledged: string[] = [];
  try {
    for (const value of payments) {
      await producer.send({ topic: ledger.topic, messages: [{ value }] });
      acknowledged.push(value);
    }
  } catch {
    // better none than a wrong one
  }
  return acknowledged;
}

// %% exercise-book the-failed-one-when-no-other-opens
// says: The broker acknowledged payment 9 at offset 0, and there stands payment 99
// says: You opened 1 producer, and the one that sent it had failed before
async function book(ledger: Ledger, payments: string[]): Promise<string[]> {
  let producer = await ledger.open();
  const acknowledged: string[] = [];
  for (const value of payments) {
    try {
      await producer.send({ topic: ledger.topic, messages: [{ value }] });
      acknowledged.push(value);
    } catch {
      producer = await ledger.open().catch(() => producer);
    }
  }
  return acknowledged;
}
