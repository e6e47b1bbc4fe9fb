// Unusual right answers to the exercises of chapter 4, which the checks accept.
// Each cell takes the place of the exercise cell that its heading names.

// %% exercise-deliver all-settled-and-sorted-out
async function deliver(
  payments: string[],
  send: (payment: string) => Promise<void>,
): Promise<Report> {
  const outcomes = await Promise.allSettled(payments.map((one) => send(one)));
  const those = (status: string): string[] =>
    payments.filter((_, i) => outcomes[i]!.status === status);
  return { acknowledged: those("fulfilled"), unknown: those("rejected") };
}

// %% exercise-deliver unknown-until-acknowledged
async function deliver(
  payments: string[],
  send: (payment: string) => Promise<void>,
): Promise<Report> {
  const unknown = new Set(payments);
  for (const payment of payments) {
    try {
      await send(payment);
      unknown.delete(payment);
    } catch {
      // it stays unknown
    }
  }
  return {
    acknowledged: payments.filter((one) => !unknown.has(one)),
    unknown: [...unknown],
  };
}

// %% exercise-deliver last-one-first
function deliver(
  payments: string[],
  send: (payment: string) => Promise<void>,
): Promise<Report> {
  const [payment, ...rest] = payments.toReversed();
  if (payment === undefined) {
    return Promise.resolve({ acknowledged: [], unknown: [] });
  }
  return send(payment).then(
    () => "acknowledged" as const,
    () => "unknown" as const,
  ).then(async (name) => {
    const report = await deliver(rest.reverse(), send);
    report[name].push(payment);
    return report;
  });
}

// %% exercise-deliver three-at-a-time
async function deliver(
  payments: string[],
  send: (payment: string) => Promise<void>,
): Promise<Report> {
  const queue = payments.values();
  const report: Report = { acknowledged: [], unknown: [] };
  const work = async (): Promise<void> => {
    for (const payment of queue) {
      await send(payment).then(
        () => report.acknowledged.unshift(payment),
        () => report.unknown.unshift(payment),
      );
    }
  };
  await Promise.all([work(), work(), work()]);
  return report;
}

// %% exercise-deliver with-handlers-and-a-count
function deliver(
  payments: string[],
  send: (payment: string) => Promise<void>,
): Promise<Report> {
  return new Promise((resolve) => {
    const report: Report = { acknowledged: [], unknown: [] };
    let open = payments.length;
    for (const payment of payments) {
      send(payment)
        .then(() => report.acknowledged.push(payment))
        .catch(() => report.unknown.push(payment))
        .finally(() => --open === 0 && resolve(report));
    }
  });
}

// %% exercise-modes defaults-left-out
function chooseModes(): Choice {
  return {
    clicks: { way: "fire and forget" },
    payments: { way: "awaited", idempotent: true },
    prices: { way: "one batch", idempotent: true, gzip: true },
  };
}

// %% exercise-modes handlers-for-the-clicks
function chooseModes(): Choice {
  return {
    clicks: { way: "with handlers", acks: 1, gzip: true },
    payments: { way: "awaited", acks: -1, idempotent: true, gzip: true },
    prices: { way: "one batch", acks: -1, idempotent: true, gzip: true },
  };
}

// %% exercise-modes idempotent-everywhere
function chooseModes(): Choice {
  const common = { acks: -1, idempotent: true, gzip: true };
  const ways = {
    clicks: "fire and forget",
    payments: "awaited",
    prices: "one batch",
  };
  return Object.fromEntries(
    Object.entries(ways).map(([need, way]) => [need, { ...common, way }]),
  ) as Choice;
}

// %% exercise-modes more-settings-of-kafkajs
function chooseModes(): Choice {
  return {
    clicks: { way: "fire and forget", acks: 0, retry: { retries: 0 } },
    payments: {
      way: "awaited",
      idempotent: true,
      maxInFlightRequests: 1,
      retry: { retries: 20 },
    },
    prices: {
      way: "one batch",
      gzip: true,
      idempotent: true,
      retry: { initialRetryTime: 50 },
    },
  };
}

// %% exercise-book a-producer-for-each-payment
async function book(ledger: Ledger, payments: string[]): Promise<string[]> {
  const acknowledged: string[] = [];
  for (const value of payments) {
    const producer = await ledger.open();
    const record = { topic: ledger.topic, messages: [{ value }] };
    await producer.send(record).then(() => acknowledged.push(value), () => {});
    await producer.disconnect();
  }
  return acknowledged;
}

// %% exercise-book producers-side-by-side
async function book(ledger: Ledger, payments: string[]): Promise<string[]> {
  const outcomes = await Promise.allSettled(payments.map(async (value) => {
    const producer = await ledger.open();
    await producer.send({ topic: ledger.topic, messages: [{ value }] });
    return value;
  }));
  return outcomes.flatMap((outcome) =>
    outcome.status === "fulfilled" ? outcome.value : []
  ).reverse();
}

// %% exercise-book opens-one-when-it-is-needed
async function book(
  { topic, open }: Ledger,
  payments: string[],
): Promise<string[]> {
  let producer: Awaited<ReturnType<Ledger["open"]>> | null = null;
  const acknowledged: string[] = [];
  for (const value of payments) {
    producer ??= await open({ retry: { retries: 2 } });
    try {
      const [stored] = await producer.send({
        topic,
        acks: -1,
        messages: [{ key: value, value }],
      });
      if (stored?.baseOffset) acknowledged.push(value);
    } catch {
      await producer.disconnect();
      producer = null;
    }
  }
  return acknowledged;
}

// %% exercise-book without-a-retry-of-its-own
async function book(ledger: Ledger, payments: string[]): Promise<string[]> {
  // Without numbers and without retries nothing is dropped, and nothing is sent twice.
  const producer = await ledger.open({
    idempotent: false,
    retry: { retries: 0 },
  });
  const acknowledged = new Set(payments);
  for (const value of payments) {
    await producer.send({ topic: ledger.topic, messages: [{ value }] })
      .catch(() => acknowledged.delete(value));
  }
  return [...acknowledged];
}

// %% exercise-book send-batch
async function book(ledger: Ledger, payments: string[]): Promise<string[]> {
  let producer = await ledger.open();
  const acknowledged: string[] = [];
  for (const value of payments) {
    const topicMessages = [{ topic: ledger.topic, messages: [{ value }] }];
    const isStored = await producer.sendBatch({ topicMessages }).then(() =>
      true
    ).catch(() => false);
    if (isStored) acknowledged.push(value);
    else producer = await ledger.open();
  }
  return acknowledged;
}

// %% exercise-book a-transaction-a-payment
async function book(ledger: Ledger, payments: string[]): Promise<string[]> {
  const open = () =>
    ledger.open({ transactionalId: ledger.topic, transactionTimeout: 10_000 });
  let producer = await open();
  const acknowledged: string[] = [];
  for (const value of payments) {
    const transaction = await producer.transaction();
    try {
      await transaction.send({ topic: ledger.topic, messages: [{ value }] });
      await transaction.commit();
      acknowledged.push(value);
    } catch {
      await transaction.abort().catch(() => {});
      producer = await open(); // the new one fences the old one
    }
  }
  return acknowledged;
}
