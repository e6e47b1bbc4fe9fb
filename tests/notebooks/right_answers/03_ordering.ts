// Unusual right answers to the exercises of chapter 3, which the checks accept.
// Each cell takes the place of the exercise cell that its heading names.

// %% exercise-in-sequence one-batch-for-all
async function sendLives(
  producer: Producer,
  topic: string,
  orders: string[],
): Promise<void> {
  const messages = orders.flatMap((key) =>
    EVENTS.map((event) => ({ key, value: `${key} ${event}` }))
  );
  await producer.sendBatch({ topicMessages: [{ topic, messages }] });
}

// %% exercise-in-sequence orders-side-by-side
async function sendLives(
  producer: Producer,
  topic: string,
  orders: string[],
): Promise<void> {
  await Promise.all(orders.map(async (key) => {
    for (const event of EVENTS) {
      await producer.send({
        topic,
        messages: [{ key, value: `${key} ${event}` }],
      });
    }
  }));
}

// %% exercise-in-sequence a-named-partition
async function sendLives(
  producer: Producer,
  topic: string,
  orders: string[],
): Promise<void> {
  for (const event of EVENTS) {
    const messages = orders.map((order, i) => ({
      value: `${order} ${event}`,
      partition: i % 3,
    }));
    await producer.send({ topic, messages });
  }
}

// %% exercise-in-sequence tries-again-by-itself
async function sendLives(
  producer: Producer,
  topic: string,
  orders: string[],
): Promise<void> {
  const stored = (key: string, event: string): Promise<unknown> =>
    producer.send({
      topic,
      messages: [{ key: `order ${key}`, value: `${key} ${event}` }],
    })
      .catch(() => stored(key, event));
  for (const key of orders) {
    for (const event of EVENTS) await stored(key, event);
  }
}

// %% exercise-in-sequence a-chain-of-promises
function sendLives(
  producer: Producer,
  topic: string,
  orders: string[],
): Promise<void> {
  return orders.flatMap((key) =>
    EVENTS.map((event) => ({ key, value: `${key} ${event}` }))
  )
    .reduce<Promise<unknown>>(
      (before, message) =>
        before.then(() => producer.send({ topic, messages: [message] })),
      Promise.resolve(),
    )
    .then(() => {});
}

// %% exercise-chronological copies
function chronological(partitions: ConsumerRecord[][]): ConsumerRecord[] {
  const queues = structuredClone(partitions);
  const merged: ConsumerRecord[] = [];
  for (;;) {
    const heads = queues.flatMap(([head]) => head ?? []);
    if (heads.length === 0) return merged;
    heads.sort((a, b) => Number(a.timestamp) - Number(b.timestamp)); // stable: the lower partition stays first
    merged.push(queues[heads[0]!.partition]!.shift()!);
  }
}

// %% exercise-chronological two-at-a-time
function chronological(partitions: ConsumerRecord[][]): ConsumerRecord[] {
  const merge = (
    a: ConsumerRecord[],
    b: ConsumerRecord[],
  ): ConsumerRecord[] => {
    if (a.length === 0 || b.length === 0) return [...a, ...b];
    return Number(b[0]!.timestamp) < Number(a[0]!.timestamp)
      ? [b[0]!, ...merge(a, b.slice(1))]
      : [a[0]!, ...merge(a.slice(1), b)];
  };
  return partitions.reduce(merge, []);
}

// %% exercise-chronological takes-from-what-it-is-given
function chronological(partitions: ConsumerRecord[][]): ConsumerRecord[] {
  const merged: ConsumerRecord[] = [];
  while (partitions.some((queue) => queue.length > 0)) {
    const next = partitions.filter((queue) => queue.length > 0)
      .reduce((a, b) =>
        Number(b[0]!.timestamp) < Number(a[0]!.timestamp) ? b : a
      );
    merged.push(next.shift()!);
  }
  return merged;
}

// %% exercise-chronological by-running-latest-times
function chronological(partitions: ConsumerRecord[][]): ConsumerRecord[] {
  // A record can't be taken before the latest one in front of it: sort by that time.
  const ranked = partitions.flatMap((records, partition) => {
    let latest = 0;
    return records.map((record, place) => {
      latest = Math.max(latest, Number(record.timestamp));
      return {
        record,
        latest,
        partition,
        place,
        own: Number(record.timestamp),
      };
    });
  });
  const merged: ConsumerRecord[] = [];
  const rest = new Set(ranked);
  while (rest.size > 0) {
    let best: (typeof ranked)[number] | null = null;
    for (const each of rest) {
      const isHead = ![...rest].some((other) =>
        other.partition === each.partition && other.place < each.place
      );
      if (isHead && (best === null || each.own < best.own)) best = each;
    }
    rest.delete(best!);
    merged.push(best!.record);
  }
  return merged;
}

// %% exercise-examine by-counting
function examine(
  records: ConsumerRecord[],
): { turned: string[]; apart: string[] } {
  const seen: Record<
    string,
    { partition: number; step: number; fault: "turned" | "apart" | null }
  > = {};
  for (const record of records) {
    const life = seen[orderOf(record)] ??= {
      partition: record.partition,
      step: -1,
      fault: null,
    };
    if (record.partition !== life.partition) life.fault = "apart";
    else if (step(record) < life.step) life.fault ??= "turned";
    life.step = Math.max(life.step, step(record));
  }
  const named = (fault: string): string[] =>
    Object.keys(seen).filter((order) => seen[order]!.fault === fault);
  return { turned: named("turned"), apart: named("apart") };
}

// %% exercise-examine sorted-by-offset
function examine(
  records: ConsumerRecord[],
): { turned: string[]; apart: string[] } {
  const lives = Map.groupBy(
    records.toSorted((a, b) => a.offset < b.offset ? -1 : 1),
    orderOf,
  );
  const apart = [...lives].filter(([, life]) =>
    life.some(({ partition }) => partition !== life[0]!.partition)
  );
  const turned = [...lives].filter(([order, life]) =>
    !apart.some(([each]) => each === order) &&
    life.some((record, i) => i > 0 && step(record) < step(life[i - 1]!))
  );
  return {
    turned: turned.map(([order]) => order),
    apart: apart.map(([order]) => order),
  };
}

// %% exercise-examine in-sets
function examine(
  records: ConsumerRecord[],
): { turned: string[]; apart: string[] } {
  const turned = new Set<string>();
  const apart = new Set<string>();
  records.forEach((a, i) =>
    records.slice(i + 1).forEach((b) => {
      if (orderOf(a) !== orderOf(b)) return;
      if (a.partition !== b.partition) apart.add(orderOf(a));
      else if (step(b) < step(a)) turned.add(orderOf(a));
    })
  );
  return {
    turned: [...turned.difference(apart)].sort().reverse(),
    apart: [...apart],
  };
}

// %% exercise-examine lane-by-lane
function examine(
  records: ConsumerRecord[],
): { turned: string[]; apart: string[] } {
  const lanes = [
    ...Map.groupBy(records, ({ partition }) => partition).values(),
  ];
  const orders = [...new Set(records.map(orderOf))];
  const homes = (order: string): ConsumerRecord[][] =>
    lanes.filter((lane) => lane.some((r) => orderOf(r) === order));
  const apart = orders.filter((order) => homes(order).length > 1);
  const turned = lanes.flatMap((lane) => tooEarly(lane)).map(orderOf).filter((
    order,
  ) => !apart.includes(order));
  return { turned: [...new Set(turned)], apart };
}

// %% exercise-side-by-side an-array-an-order
function dispatcher(
  send: (order: string, event: string) => Promise<void>,
): { dispatch(order: string, event: string): void; done(): Promise<void> } {
  const queues: Record<string, string[]> = {};
  const workers: Promise<void>[] = [];
  const work = async (order: string): Promise<void> => {
    for (let event = queues[order]![0]; event; event = queues[order]![0]) {
      await send(order, event);
      queues[order]!.shift();
    }
    delete queues[order];
  };
  return {
    dispatch(order, event) {
      if (queues[order]) return void queues[order].push(event);
      queues[order] = [event];
      const working = work(order);
      working.catch(() => {}); // done() reports it
      workers.push(working);
    },
    done: async () => void await Promise.all(workers),
  };
}

// %% exercise-side-by-side tries-again-by-itself
function dispatcher(
  send: (order: string, event: string) => Promise<void>,
): { dispatch(order: string, event: string): void; done(): Promise<void> } {
  const stored = (order: string, event: string): Promise<void> =>
    send(order, event).catch(() => stored(order, event));
  const last: Record<string, Promise<void>> = {};
  return {
    dispatch: (order, event) =>
      void (last[order] = Promise.resolve(last[order]).then(() =>
        stored(order, event)
      )),
    done: () => Promise.all(Object.values(last)).then(() => {}),
  };
}

// %% exercise-side-by-side a-class-that-counts
class Chains {
  #last = new Map<string, Promise<void>>();
  #failures: unknown[] = [];
  constructor(private send: (order: string, event: string) => Promise<void>) {}
  dispatch(order: string, event: string): void {
    const chain = (this.#last.get(order) ?? Promise.resolve())
      .then(() => this.send(order, event))
      .catch((error) => void this.#failures.push(error))
      .finally(() =>
        this.#last.get(order) === chain && this.#last.delete(order)
      );
    this.#last.set(order, chain);
  }
  async done(): Promise<void> {
    while (this.#last.size > 0) await Promise.all(this.#last.values());
    if (this.#failures.length > 0) throw new AggregateError(this.#failures);
  }
}
function dispatcher(
  send: (order: string, event: string) => Promise<void>,
): { dispatch(order: string, event: string): void; done(): Promise<void> } {
  return new Chains(send);
}

// %% exercise-side-by-side settled-and-reported
function dispatcher(
  send: (order: string, event: string) => Promise<void>,
): { dispatch(order: string, event: string): void; done(): Promise<void> } {
  const chains = new Map<string, Promise<PromiseSettledResult<void>[]>>();
  return {
    dispatch(order, event) {
      const before = chains.get(order) ?? Promise.resolve([]);
      chains.set(
        order,
        before.then(async (
          results,
        ) => [...results, ...await Promise.allSettled([send(order, event)])]),
      );
    },
    async done() {
      const results = (await Promise.all(chains.values())).flat();
      const failed = results.find(({ status }) => status === "rejected");
      if (failed) throw (failed as PromiseRejectedResult).reason;
    },
  };
}
