// Typical wrong answers to the exercises of chapter 3, and what the check says to each.
// Each cell takes the place of the exercise cell that its heading names.

// %% exercise-in-sequence nothing-sent
// says: sendLives sent 0 of 30 records
async function sendLives(
  producer: Producer,
  topic: string,
  orders: string[],
): Promise<void> {
  await producer.connect();
}

// %% exercise-in-sequence no-key
// says: none of them with a key
// says: What decides the partition?
async function sendLives(
  producer: Producer,
  topic: string,
  orders: string[],
): Promise<void> {
  for (const order of orders) {
    for (const event of EVENTS) {
      await producer.send({
        topic,
        messages: [{ value: `${order} ${event}` }],
      });
    }
  }
}

// %% exercise-in-sequence one-constant-key
// says: Every life is in sequence
// says: the other two stay empty
async function sendLives(
  producer: Producer,
  topic: string,
  orders: string[],
): Promise<void> {
  for (const order of orders) {
    for (const event of EVENTS) {
      const messages = [{ key: "orders", value: `${order} ${event}` }];
      await producer.send({ topic, messages });
    }
  }
}

// %% exercise-in-sequence all-at-once
// says: Both were under way at once
// says: When may the second send begin?
async function sendLives(
  producer: Producer,
  topic: string,
  orders: string[],
): Promise<void> {
  await Promise.all(
    orders.flatMap((key) =>
      EVENTS.map((event) =>
        producer.send({ topic, messages: [{ key, value: `${key} ${event}` }] })
      )
    ),
  );
}

// %% exercise-in-sequence fire-and-forget
// says: of its sends had no answer yet
// says: What should it wait for?
async function sendLives(
  producer: Producer,
  topic: string,
  orders: string[],
): Promise<void> {
  for (const key of orders) {
    for (const event of EVENTS) {
      producer.send({ topic, messages: [{ key, value: `${key} ${event}` }] });
    }
  }
}

// %% exercise-in-sequence the-event-as-key
// says: carry the keys "created", "paid", "shipped"
async function sendLives(
  producer: Producer,
  topic: string,
  orders: string[],
): Promise<void> {
  for (const order of orders) {
    for (const event of EVENTS) {
      const messages = [{ key: event, value: `${order} ${event}` }];
      await producer.send({ topic, messages });
    }
  }
}

// %% exercise-in-sequence a-for-each-that-awaits
// says: of its sends had no answer yet
async function sendLives(
  producer: Producer,
  topic: string,
  orders: string[],
): Promise<void> {
  orders.forEach(async (key) => {
    for (const event of EVENTS) {
      const messages = [{ key, value: `${key} ${event}` }];
      await producer.send({ topic, messages });
    }
  });
}

// %% exercise-in-sequence the-last-two-together
// says: Both were under way at once
async function sendLives(
  producer: Producer,
  topic: string,
  orders: string[],
): Promise<void> {
  for (const key of orders) {
    const send = (event: string) =>
      producer.send({ topic, messages: [{ key, value: `${key} ${event}` }] });
    await send("created");
    await Promise.all([send("paid"), send("shipped")]);
  }
}

// %% exercise-in-sequence twenty-milliseconds-instead-of-the-answer
// says: When may the second send begin?
async function sendLives(
  producer: Producer,
  topic: string,
  orders: string[],
): Promise<void> {
  const sent: Promise<unknown>[] = [];
  for (const key of orders) {
    for (const event of EVENTS) {
      const messages = [{ key, value: `${key} ${event}` }];
      sent.push(producer.send({ topic, messages }));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  await Promise.all(sent);
}

// %% exercise-in-sequence waits-for-the-first-and-sleeps-after-it
// says: When may the second send begin?
async function sendLives(
  producer: Producer,
  topic: string,
  orders: string[],
): Promise<void> {
  for (const key of orders) {
    const send = (event: string) =>
      producer.send({ topic, messages: [{ key, value: `${key} ${event}` }] });
    await send("created");
    const paid = send("paid");
    await new Promise((resolve) => setTimeout(resolve, 50));
    await Promise.all([paid, send("shipped")]);
  }
}

// %% exercise-in-sequence a-race-against-the-clock
// says: When may the second send begin?
async function sendLives(
  producer: Producer,
  topic: string,
  orders: string[],
): Promise<void> {
  const sent: Promise<unknown>[] = [];
  for (const key of orders) {
    for (const event of EVENTS) {
      const messages = [{ key, value: `${key} ${event}` }];
      const answer = producer.send({ topic, messages });
      sent.push(answer);
      await Promise.race([
        answer,
        new Promise((late) => setTimeout(late, 300)),
      ]);
    }
  }
  await Promise.all(sent);
}

// %% exercise-in-sequence a-failure-swallowed
// says: The send of "12001 paid" failed, and sendLives was done without an error, though 12001 paid is not stored
// says: How does its caller learn of that?
async function sendLives(
  producer: Producer,
  topic: string,
  orders: string[],
): Promise<void> {
  for (const key of orders) {
    for (const event of EVENTS) {
      const messages = [{ key, value: `${key} ${event}` }];
      await producer.send({ topic, messages }).catch(() => {});
    }
  }
}

// %% exercise-in-sequence all-settled
// says: The send of "12001 paid" failed, and sendLives was done without an error, though 12001 created, 12001 paid, 12001 shipped are not stored
async function sendLives(
  producer: Producer,
  topic: string,
  orders: string[],
): Promise<void> {
  await Promise.allSettled(orders.map((key) => {
    const messages = EVENTS.map((event) => ({ key, value: `${key} ${event}` }));
    return producer.send({ topic, messages });
  }));
}

// %% exercise-chronological sort-by-time
// says: Their partition has them the other way round
// says: Which records may you compare by time?
function chronological(partitions: ConsumerRecord[][]): ConsumerRecord[] {
  return partitions.flat().sort((a, b) =>
    Number(a.timestamp) - Number(b.timestamp)
  );
}

// %% exercise-chronological sort-by-offset
// says: You went by offsets
function chronological(partitions: ConsumerRecord[][]): ConsumerRecord[] {
  return partitions.flat().sort((a, b) => Number(a.offset - b.offset));
}

// %% exercise-chronological sort-by-value
// says: Their partition has them the other way round
function chronological(partitions: ConsumerRecord[][]): ConsumerRecord[] {
  return partitions.flat().sort((a, b) => a.value!.localeCompare(b.value!));
}

// %% exercise-chronological one-partition-after-the-other
// says: Place 3 of your list has "1001 shipped"
// says: By what did you choose?
function chronological(partitions: ConsumerRecord[][]): ConsumerRecord[] {
  return partitions.flat();
}

// %% exercise-chronological until-one-is-empty
// says: When is the merging done?
function chronological(partitions: ConsumerRecord[][]): ConsumerRecord[] {
  const merged: ConsumerRecord[] = [];
  while (partitions.every((queue) => queue.length > 0)) {
    const next = partitions.reduce((a, b) =>
      b[0]!.timestamp < a[0]!.timestamp ? b : a
    );
    merged.push(next.shift()!);
  }
  return merged;
}

// %% exercise-chronological the-higher-partition-first
// says: They have the same time
function chronological(partitions: ConsumerRecord[][]): ConsumerRecord[] {
  const time = (queue: ConsumerRecord[]): number =>
    Number(queue[0]?.timestamp ?? Infinity);
  const merged: ConsumerRecord[] = [];
  const count = partitions.flat().length;
  while (merged.length < count) {
    merged.push(
      partitions.reduce((a, b) => time(b) <= time(a) ? b : a).shift()!,
    );
  }
  return merged;
}

// %% exercise-chronological partitions-as-text
// says: They have the same time
function chronological(partitions: ConsumerRecord[][]): ConsumerRecord[] {
  const queues = partitions.map((records) => [...records]);
  const rank = ({ timestamp, partition }: ConsumerRecord): string =>
    `${Number(timestamp)} ${partition}`;
  const merged: ConsumerRecord[] = [];
  for (;;) {
    const heads = queues.flatMap(([head]) => head ?? []);
    const [next] = heads.sort((a, b) => rank(a) < rank(b) ? -1 : 1);
    if (!next) return merged;
    merged.push(queues[next.partition]!.shift()!);
  }
}

// %% exercise-chronological offsets-as-places
// says: of them missing
function chronological(partitions: ConsumerRecord[][]): ConsumerRecord[] {
  const places = partitions.map(() => 0);
  const merged: ConsumerRecord[] = [];
  for (;;) {
    const heads = partitions.flatMap((records, p) =>
      records.find(({ offset }) => offset === BigInt(places[p]!)) ?? []
    );
    const [next] = heads.sort((a, b) =>
      Number(a.timestamp) - Number(b.timestamp)
    );
    if (!next) return merged;
    places[next.partition]!++;
    merged.push(next);
  }
}

// %% exercise-chronological mends-the-clock
// says: What may merging change in a record?
function chronological(partitions: ConsumerRecord[][]): ConsumerRecord[] {
  const queues = partitions.map((records) => [...records]);
  const merged: ConsumerRecord[] = [];
  let now = 0;
  for (let left = partitions.flat().length; left > 0; left--) {
    const time = (queue: ConsumerRecord[]): number =>
      Number(queue[0]?.timestamp ?? Infinity);
    const next = queues.reduce((a, b) => time(b) < time(a) ? b : a).shift()!;
    now = Math.max(now, Number(next.timestamp));
    merged.push({ ...next, timestamp: new Date(now) });
  }
  return merged;
}

// %% exercise-examine first-and-last-only
// says: You call 1008 turned
// says: paid at offset 5 of partition 1
function examine(
  records: ConsumerRecord[],
): { turned: string[]; apart: string[] } {
  const report = { turned: [] as string[], apart: [] as string[] };
  for (const [order, life] of Map.groupBy(records, orderOf)) {
    const sorted = life.toSorted((a, b) => step(a) - step(b));
    if (sorted[0]!.partition !== sorted.at(-1)!.partition) {
      report.apart.push(order);
    } else if (tooEarly(life).length > 0) report.turned.push(order);
  }
  return report;
}

// %% exercise-examine once-for-each-record
// says: times:
// says: Does your report go through orders, or through records?
function examine(
  records: ConsumerRecord[],
): { turned: string[]; apart: string[] } {
  const report = { turned: [] as string[], apart: [] as string[] };
  for (const record of records) {
    const life = records.filter((each) => orderOf(each) === orderOf(record));
    if (life.some(({ partition }) => partition !== record.partition)) {
      report.apart.push(orderOf(record));
    } else if (tooEarly(life).length > 0) report.turned.push(orderOf(record));
  }
  return report;
}

// %% exercise-examine offsets-as-text
// says: You name 1009
function examine(
  records: ConsumerRecord[],
): { turned: string[]; apart: string[] } {
  const report = { turned: [] as string[], apart: [] as string[] };
  for (const [order, life] of Map.groupBy(records, orderOf)) {
    life.sort((a, b) => String(a.offset) < String(b.offset) ? -1 : 1);
    const lanes = new Set(life.map(({ partition }) => partition));
    if (lanes.size > 1) report.apart.push(order);
    else if (tooEarly(life).length > 0) report.turned.push(order);
  }
  return report;
}

// %% exercise-examine one-of-the-two-lists
// says: You call 1004 turned
function examine(
  records: ConsumerRecord[],
): { turned: string[]; apart: string[] } {
  const report = { turned: [] as string[], apart: [] as string[] };
  for (const [order, life] of Map.groupBy(records, orderOf)) {
    if (new Set(life.map(({ partition }) => partition)).size > 1) {
      report.apart.push(order);
    }
    if (tooEarly(life).length > 0) report.turned.push(order);
  }
  return report;
}

// %% exercise-examine the-list-as-it-is
// says: Who of the two is right?
function examine(
  records: ConsumerRecord[],
): { turned: string[]; apart: string[] } {
  return { turned: [...new Set(tooEarly(records).map(orderOf))], apart: [] };
}

// %% exercise-examine sorted-by-time-first
// says: You did not name 1002 as turned
// says: whatever the timestamps say
function examine(
  records: ConsumerRecord[],
): { turned: string[]; apart: string[] } {
  const sorted = records.toSorted((a, b) =>
    Number(a.timestamp) - Number(b.timestamp)
  );
  const report = { turned: [] as string[], apart: [] as string[] };
  for (const [order, life] of Map.groupBy(sorted, orderOf)) {
    if (new Set(life.map(({ partition }) => partition)).size > 1) {
      report.apart.push(order);
    } else if (tooEarly(life).length > 0) report.turned.push(order);
  }
  return report;
}

// %% exercise-examine every-life-must-be-complete
// says: You name 1007
// says: What is wrong with that, so far?
function examine(
  records: ConsumerRecord[],
): { turned: string[]; apart: string[] } {
  const report = { turned: [] as string[], apart: [] as string[] };
  for (const [order, life] of Map.groupBy(records, orderOf)) {
    if (new Set(life.map(({ partition }) => partition)).size > 1) {
      report.apart.push(order);
    } else if (life.map(eventOf).join() !== EVENTS.join()) {
      report.turned.push(order);
    }
  }
  return report;
}

// %% exercise-examine offsets-across-partitions
// says: You call 1004 turned
function examine(
  records: ConsumerRecord[],
): { turned: string[]; apart: string[] } {
  const sorted = records.toSorted((a, b) => Number(a.offset - b.offset));
  const turned = [...new Set(tooEarly(sorted).map(orderOf))];
  return { turned, apart: [] };
}

// %% exercise-examine each-partition-for-itself
// says: You find nothing about 1003
// says: Would you swear to their sequence
function examine(
  records: ConsumerRecord[],
): { turned: string[]; apart: string[] } {
  const lanes = Map.groupBy(records, ({ partition }) => partition).values();
  const turned = [...lanes].flatMap((lane) => tooEarly(lane).map(orderOf));
  return { turned: [...new Set(turned)], apart: [] };
}

// %% exercise-side-by-side one-line-for-all
// says: waits for the answer to "created"
// says: Whom do they wait for
function dispatcher(
  send: (order: string, event: string) => Promise<void>,
): { dispatch(order: string, event: string): void; done(): Promise<void> } {
  let last = Promise.resolve();
  return {
    dispatch: (order, event) =>
      void (last = last.then(() => send(order, event))),
    done: () => last,
  };
}

// %% exercise-side-by-side all-at-once
// says: No order waited for another
// says: they were under way at once
function dispatcher(
  send: (order: string, event: string) => Promise<void>,
): { dispatch(order: string, event: string): void; done(): Promise<void> } {
  const sends: Promise<void>[] = [];
  return {
    dispatch: (order, event) => void sends.push(send(order, event)),
    done: async () => void await Promise.all(sends),
  };
}

// %% exercise-side-by-side wave-after-wave
// says: Whom do they wait for
function dispatcher(
  send: (order: string, event: string) => Promise<void>,
): { dispatch(order: string, event: string): void; done(): Promise<void> } {
  const waves = new Map<string, Promise<void>[]>();
  let before: Promise<unknown> = Promise.resolve();
  return {
    dispatch(order, event) {
      if (!waves.has(event)) {
        before = Promise.all([...waves.values()].flat());
        waves.set(event, []);
      }
      waves.get(event)!.push(before.then(() => send(order, event)));
    },
    done: async () => void await Promise.all([...waves.values()].flat()),
  };
}

// %% exercise-side-by-side one-chain-an-event
// says: they were under way at once
function dispatcher(
  send: (order: string, event: string) => Promise<void>,
): { dispatch(order: string, event: string): void; done(): Promise<void> } {
  const last = new Map<string, Promise<void>>();
  return {
    dispatch(order, event) {
      const before = last.get(`${order} ${event}`) ?? Promise.resolve();
      last.set(`${order} ${event}`, before.then(() => send(order, event)));
    },
    done: async () => void await Promise.all(last.values()),
  };
}

// %% exercise-side-by-side done-at-once
// says: done() was done when
function dispatcher(
  send: (order: string, event: string) => Promise<void>,
): { dispatch(order: string, event: string): void; done(): Promise<void> } {
  const last = new Map<string, Promise<void>>();
  return {
    dispatch(order, event) {
      const before = last.get(order) ?? Promise.resolve();
      last.set(order, before.then(() => send(order, event)));
    },
    done: () => Promise.resolve(),
  };
}

// %% exercise-side-by-side four-chains
// says: waits for the answer to "created"
// says: Whom do they wait for, and need they?
function dispatcher(
  send: (order: string, event: string) => Promise<void>,
): { dispatch(order: string, event: string): void; done(): Promise<void> } {
  const chains = Array.from({ length: 4 }, () => Promise.resolve());
  return {
    dispatch(order, event) {
      const i = Number(order) % chains.length;
      chains[i] = chains[i]!.then(() => send(order, event));
    },
    done: async () => void await Promise.all(chains),
  };
}

// %% exercise-side-by-side a-hundred-chains
// says: Whom do they wait for, and need they?
function dispatcher(
  send: (order: string, event: string) => Promise<void>,
): { dispatch(order: string, event: string): void; done(): Promise<void> } {
  const chains = Array.from({ length: 100 }, () => Promise.resolve());
  return {
    dispatch(order, event) {
      const i = Number(order) % chains.length;
      chains[i] = chains[i]!.then(() => send(order, event));
    },
    done: async () => void await Promise.all(chains),
  };
}

// %% exercise-side-by-side chains-by-the-first-digits
// says: Whom do they wait for, and need they?
function dispatcher(
  send: (order: string, event: string) => Promise<void>,
): { dispatch(order: string, event: string): void; done(): Promise<void> } {
  const last = new Map<string, Promise<void>>();
  return {
    dispatch(order, event) {
      const block = order.slice(0, 2);
      const before = last.get(block) ?? Promise.resolve();
      last.set(block, before.then(() => send(order, event)));
    },
    done: async () => void await Promise.all(last.values()),
  };
}

// %% exercise-side-by-side a-failure-swallowed
// says: The send of "1203 paid" failed, and done() resolved, though 1 of 99 events are not stored
// says: How does its caller learn of that?
function dispatcher(
  send: (order: string, event: string) => Promise<void>,
): { dispatch(order: string, event: string): void; done(): Promise<void> } {
  const last = new Map<string, Promise<void>>();
  return {
    dispatch(order, event) {
      const before = last.get(order) ?? Promise.resolve();
      last.set(order, before.then(() => send(order, event)).catch(() => {}));
    },
    done: async () => void await Promise.all(last.values()),
  };
}

// %% exercise-side-by-side all-settled
// says: and done() resolved, though 2 of 99 events are not stored
function dispatcher(
  send: (order: string, event: string) => Promise<void>,
): { dispatch(order: string, event: string): void; done(): Promise<void> } {
  const last = new Map<string, Promise<void>>();
  return {
    dispatch(order, event) {
      const before = last.get(order) ?? Promise.resolve();
      last.set(order, before.then(() => send(order, event)));
    },
    done: async () => void await Promise.allSettled(last.values()),
  };
}

// %% exercise-side-by-side forgets-what-is-under-way
// says: the answer to its "paid" had not come when its "shipped" was dispatched: it was sent at once
function dispatcher(send: Send): Dispatcher {
  const last = new Map<string, Promise<void>>();
  return {
    dispatch(order, event): void {
      const sent = (last.get(order) ?? Promise.resolve()).then(() =>
        send(order, event)
      );
      last.set(order, sent);
      sent.then(() => last.get(order) !== sent && last.delete(order), () => {});
    },
    done: async () => void await Promise.all(last.values()),
  };
}

// %% exercise-side-by-side done-with-the-first-answer
// says: done() was done while
// says: had no answer. What should it wait for?
function dispatcher(send: Send): Dispatcher {
  const last = new Map<string, Promise<void>>();
  return {
    dispatch(order, event): void {
      const start = () => send(order, event);
      const sent = last.get(order)?.then(start) ?? start();
      last.set(order, sent);
      sent.then(() => last.get(order) === sent && last.delete(order), () => {});
    },
    done: async () => void await Promise.race(last.values()),
  };
}

// %% exercise-side-by-side a-failure-ends-the-program
// says: The send of "1203 paid" failed before anyone had called done(), and nothing handled the rejection
function dispatcher(send: Send): Dispatcher {
  const last = new Map<string, Promise<void>>();
  return {
    dispatch(order, event): void {
      last.set(
        order,
        (last.get(order) ?? Promise.resolve()).then(() => send(order, event)),
      );
    },
    done: async () => void await Promise.all(last.values()),
  };
}
