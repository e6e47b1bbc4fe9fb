// Unusual right answers to the exercises of chapter 13, which the checks accept.
// Each cell takes the place of the exercise cell that its heading names.

// %% exercise-topics one-after-the-other
async function createTopics(layout: Record<string, number>): Promise<void> {
  for (const [topic, numPartitions] of Object.entries(layout)) {
    await cluster.admin.createTopics({
      topics: [{ topic, numPartitions }],
      waitForLeaders: false,
    });
    await untilPartitions(cluster, topic, numPartitions);
  }
}

// %% exercise-topics asks-what-is-there
async function createTopics(layout: Record<string, number>): Promise<void> {
  const there = new Set(await cluster.admin.listTopics());
  const missing = Object.keys(layout).filter((topic) => !there.has(topic));
  if (missing.length === 0) return;
  await cluster.admin.createTopics({
    waitForLeaders: false,
    topics: missing.map((topic) => ({ topic, numPartitions: layout[topic]! })),
  });
  await Promise.all(
    missing.map((topic) => untilPartitions(cluster, topic, layout[topic]!)),
  );
}

// %% exercise-topics with-an-admin-of-its-own
async function createTopics(layout: Record<string, number>): Promise<void> {
  const admin = cluster.kafka.admin();
  await admin.connect();
  try {
    const topics = Object.entries(layout).map(([topic, numPartitions]) => ({
      topic,
      numPartitions,
      replicationFactor: -1,
    }));
    await admin.createTopics({ topics, waitForLeaders: false });
    for (const { topic, numPartitions } of topics) {
      await untilPartitions(cluster, topic, numPartitions, 3_000);
    }
  } finally {
    await admin.disconnect();
  }
}

// %% exercise-topics refuses-another-size
async function createTopics(layout: Record<string, number>): Promise<void> {
  const topics = Object.entries(layout).map(([topic, numPartitions]) => ({
    topic,
    numPartitions,
  }));
  await cluster.admin.createTopics({ topics, waitForLeaders: false });
  for (const { topic, numPartitions } of topics) {
    await untilPartitions(cluster, topic, 1);
    const { length } = await cluster.admin.fetchTopicOffsets(topic);
    if (length !== numPartitions) {
      throw new Error(
        `${topic} has ${length} partitions, not ${numPartitions}`,
      );
    }
  }
}

// %% exercise-topics asks-until-somebody-answers
async function createTopics(layout: Record<string, number>): Promise<void> {
  const topics = Object.entries(layout).map(([topic, numPartitions]) => ({
    topic,
    numPartitions,
  }));
  await cluster.admin.createTopics({ topics, waitForLeaders: false });
  for (const { topic, numPartitions } of topics) {
    for (let attempt = 1;; attempt++) {
      try {
        await untilPartitions(cluster, topic, numPartitions, 2_000);
        break;
      } catch (error) {
        if (attempt === 3) throw error;
      }
    }
  }
}

// %% exercise-event a-batch-of-one
async function produceEvent(to: Outlet, event: OrderEvent): Promise<Report> {
  const value = JSON.stringify(event);
  return await to.producer.sendBatch({
    acks: -1,
    topicMessages: [{
      topic: to.topic,
      messages: [{ key: event.order, value }],
    }],
  }).then(
    ([at]) => ({ partition: at!.partition, offset: BigInt(at!.baseOffset!) }),
    (error) => ({ unknown: error }),
  );
}

// %% exercise-event bytes-and-headers
async function produceEvent(
  { producer, topic }: Outlet,
  { order, customer, event }: OrderEvent,
): Promise<Report> {
  const bytes = (text: string) => Buffer.from(text);
  try {
    const answers = await producer.send({
      topic,
      timeout: 5_000,
      messages: [{
        key: bytes(`order/${order}`),
        value: bytes(JSON.stringify({ event, customer, order, version: 1 })),
        headers: { type: "order-event" },
      }],
    });
    const { partition, baseOffset } = answers.at(0)!;
    return { offset: BigInt(baseOffset!), partition };
  } catch (cause) {
    return { unknown: new Error(`Nobody knows about ${order}`, { cause }) };
  }
}

// %% exercise-event a-partition-of-its-own-choice
async function produceEvent(to: Outlet, event: OrderEvent): Promise<Report> {
  const { topics: [topic] } = await cluster.admin.fetchTopicMetadata({
    topics: [to.topic],
  });
  const partition = Number(event.order) % topic!.partitions.length;
  const messages = [{ partition, value: JSON.stringify(event) }];
  try {
    const [at] = await to.producer.send({
      topic: to.topic,
      acks: -1,
      messages,
    });
    return { partition, offset: BigInt(at!.baseOffset!) };
  } catch (error) {
    return { unknown: error };
  }
}

// %% exercise-event the-error-in-words
async function produceEvent(to: Outlet, event: OrderEvent): Promise<Report> {
  let unknown: string | null = null;
  const [at] = await to.producer.send({
    topic: to.topic,
    acks: -1,
    messages: [{ key: event.order, value: JSON.stringify(event) }],
  }).catch((error) => {
    unknown = `${error.name}: ${error.message}`;
    return [];
  });
  if (!at) return { unknown };
  return { partition: at.partition, offset: BigInt(at.baseOffset!) };
}

// %% exercise-batch orders-side-by-side
async function produceBatch(
  to: Outlet,
  events: OrderEvent[],
): Promise<Report[]> {
  const chains = new Map<string, Promise<unknown>>();
  return await Promise.all(events.map((event) => {
    const before = chains.get(event.order) ?? Promise.resolve();
    const report = before.then(() => produceEvent(to, event));
    chains.set(event.order, report);
    return report;
  }));
}

// %% exercise-batch order-by-order-and-sorted-again
async function produceBatch(
  to: Outlet,
  events: OrderEvent[],
): Promise<Report[]> {
  const reports = new Map<OrderEvent, Report>();
  for (const life of Map.groupBy(events, ({ order }) => order).values()) {
    for (const event of life) reports.set(event, await produceEvent(to, event));
  }
  return events.map((event) => reports.get(event)!);
}

// %% exercise-batch recursive
async function produceBatch(
  to: Outlet,
  [event, ...rest]: OrderEvent[],
): Promise<Report[]> {
  if (!event) return [];
  return [await produceEvent(to, event), ...await produceBatch(to, rest)];
}

// %% exercise-batch round-by-round
async function produceBatch(
  to: Outlet,
  events: OrderEvent[],
): Promise<Report[]> {
  const reports: Report[] = new Array(events.length);
  const open = new Set(events.keys());
  while (open.size > 0) {
    const busy = new Set<string>(); // one event of each order at a time
    const round = [...open].filter((i) => {
      const { order } = events[i]!;
      return !busy.has(order) && busy.add(order);
    });
    await Promise.all(round.map(async (i) => {
      reports[i] = await produceEvent(to, events[i]!);
      open.delete(i);
    }));
  }
  return reports;
}

// %% exercise-batch reduced-without-produce-event
function produceBatch(to: Outlet, events: OrderEvent[]): Promise<Report[]> {
  return events.reduce<Promise<Report[]>>(async (before, event) => {
    const reports = await before;
    const messages = [{ key: event.order, value: JSON.stringify(event) }];
    const report = await to.producer.send({ topic: to.topic, messages }).then(
      ([at]): Report => ({
        partition: at!.partition,
        offset: BigInt(at!.baseOffset!),
      }),
      (unknown): Report => ({ unknown }),
    );
    return [...reports, report];
  }, Promise.resolve([]));
}

// %% exercise-consume batch-by-batch
async function consumeEvents({ consumer, topic, handle }: Job): Promise<void> {
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: false,
    eachBatch: async ({ batch, resolveOffset, heartbeat, isRunning }) => {
      for (const message of batch.messages) {
        if (!isRunning()) return;
        await handle(message);
        const offset = String(BigInt(message.offset) + 1n);
        const { partition } = batch;
        await consumer.commitOffsets([{ topic, partition, offset }]);
        resolveOffset(message.offset);
        await heartbeat();
      }
    },
  });
}

// %% exercise-consume commits-with-its-batch
async function consumeEvents({ consumer, topic, handle }: Job): Promise<void> {
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: false,
    eachBatch: async ({ batch, resolveOffset, commitOffsetsIfNecessary }) => {
      const { partition, messages } = batch;
      for (const message of messages) {
        await handle(message);
        const offset = String(BigInt(message.offset) + 1n);
        await commitOffsetsIfNecessary({
          topics: [{ topic, partitions: [{ partition, offset }] }],
        });
        resolveOffset(message.offset);
      }
    },
  });
}

// %% exercise-consume tries-again-by-itself
async function consumeEvents({ consumer, topic, handle }: Job): Promise<void> {
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition, message, heartbeat }) => {
      for (let attempt = 1;; attempt++) {
        try {
          await handle(message);
          break;
        } catch (error) {
          if (attempt === 3) throw error;
          await heartbeat();
        }
      }
      const offset = `${BigInt(message.offset) + 1n}`;
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
}

// %% exercise-consume stops-at-a-failure
async function consumeEvents({ consumer, topic, handle }: Job): Promise<void> {
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message, pause }) => {
      try {
        await handle(message);
      } catch (error) {
        pause();
        void consumer.stop(); // another consumer of the group goes on here
        throw error;
      }
      const offset = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
}

// %% exercise-consume goes-back-to-what-failed
async function consumeEvents({ consumer, topic, handle }: Job): Promise<void> {
  await consumer.subscribe({
    topics: [new RegExp(`^${topic}$`)],
    fromBeginning: true,
  });
  await consumer.run({
    autoCommit: false,
    eachMessage: ({ partition, message: { offset, ...message } }) =>
      handle({ ...message, offset } as never).then(
        () =>
          consumer.commitOffsets([
            { topic, partition, offset: String(BigInt(offset) + 1n) },
          ]),
        () => consumer.seek({ topic, partition, offset }),
      ),
  });
}

// %% exercise-consume commits-until-it-works
async function consumeEvents({ consumer, topic, handle }: Job): Promise<void> {
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition, message }) => {
      await handle(message);
      const offset = String(BigInt(message.offset) + 1n);
      const commit = (): Promise<void> =>
        consumer.commitOffsets([{ topic, partition, offset }]);
      await commit().catch(commit);
    },
  });
}

// %% exercise-worker its-own-loop
async function runWorker(work: Work): Promise<Consumer> {
  const { topic, note } = work;
  const consumer = cluster.kafka.consumer({
    groupId: work.groupId,
    heartbeatInterval: 150,
    maxWaitTimeInMs: 200,
  });
  consumer.on(consumer.events.REBALANCING, () => note("revoke"));
  consumer.on("consumer.group_join", (event) => {
    note("assign", [...event.payload.memberAssignment[topic] ?? []].reverse());
  });
  await consumer.connect();
  try {
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition, message, heartbeat }) => {
      await heartbeat();
      await work.handle(message);
      const offset = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
  } catch (error) {
    await consumer.disconnect();
    throw error;
  }
  return consumer;
}

// %% exercise-worker connected-first
async function runWorker(
  { groupId, note, topic, handle }: Work,
): Promise<Consumer> {
  const consumer = cluster.kafka.consumer({ groupId, ...quick });
  await consumer.connect();
  const { events } = consumer;
  for (
    const [event, tell] of [
      [events.REBALANCING, () => note("revoke")],
      [
        events.GROUP_JOIN,
        ({ payload }) => note("assign", payload.memberAssignment[topic] ?? []),
      ],
    ] as [typeof events.GROUP_JOIN, (event: any) => void][]
  ) {
    consumer.on(event, tell);
  }
  await using leaving = new AsyncDisposableStack();
  leaving.defer(() => consumer.disconnect());
  await consumeEvents({ consumer, topic, handle });
  leaving.move();
  return consumer;
}

// %% exercise-worker runs-in-the-background
async function runWorker({ groupId, note, ...work }: Work): Promise<Consumer> {
  const consumer = cluster.kafka.consumer({ ...quick, groupId });
  consumer.on(consumer.events.REBALANCING, async () => {
    await Promise.resolve(); // whatever is to be tidied up first
    note("revoke");
  });
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    const { [work.topic]: own = [] } = payload.memberAssignment;
    note("assign", own);
  });
  await consumer.connect();
  void consumeEvents({ ...work, consumer });
  return consumer;
}

// %% exercise-worker listens-once-and-again
function runWorker({ groupId, note, ...work }: Work): Promise<Consumer> {
  const consumer = cluster.kafka.consumer({
    ...quick,
    groupId,
    readUncommitted: false,
  });
  const { GROUP_JOIN, REBALANCING } = consumer.events;
  const listen = (): void => {
    const stop = consumer.on(REBALANCING, () => {
      stop();
      note("revoke");
    });
  };
  consumer.on(GROUP_JOIN, ({ payload: { memberAssignment } }) => {
    listen();
    note("assign", memberAssignment[work.topic] ?? []);
  });
  return consumer.connect()
    .then(() => consumeEvents({ ...work, consumer }))
    .then(() => consumer, async (error) => {
      await consumer.disconnect();
      throw error;
    });
}

// %% exercise-rebalance asks-the-group-itself
async function demonstrateRebalancing(stage: Stage): Promise<Consumer[]> {
  await createTopics({ [stage.topic]: 4 });
  await produceBatch(stage, stage.events);
  const workers: Consumer[] = [];
  for (const name of ["desk 1", "desk 2", "desk 3"]) {
    const work = stage.workOf(name);
    workers.push(await runWorker(work));
    for (;;) {
      const { groups: [group] } = await cluster.admin.describeGroups([
        work.groupId,
      ]);
      if (
        group!.state === "Stable" && group!.members.length === workers.length
      ) {
        break;
      }
    }
  }
  return workers;
}

// %% exercise-rebalance in-words
async function demonstrateRebalancing(stage: Stage): Promise<Consumer[]> {
  await createTopics({ [stage.topic]: 4 });
  await produceBatch(stage, stage.events);
  const first = await runWorker(stage.workOf("desk 1"));
  await stage.settled(1);
  const second = await runWorker(stage.workOf("desk 2"));
  await stage.settled(2);
  const third = await runWorker(stage.workOf("desk 3"));
  await stage.settled(3);
  return [third, second, first];
}

// %% exercise-rebalance the-last-needs-no-wait
async function demonstrateRebalancing(stage: Stage): Promise<Consumer[]> {
  await createTopics({ [stage.topic]: 4 });
  await produceBatch(stage, stage.events);
  const workers: Consumer[] = [];
  for (const desk of [1, 2, 3]) {
    if (desk > 1) await stage.settled(desk - 1);
    workers.push(await runWorker(stage.workOf(`desk ${desk}`)));
  }
  return workers;
}

// %% exercise-rebalance recursive-and-in-one-send
async function demonstrateRebalancing(stage: Stage): Promise<Consumer[]> {
  await cluster.admin.createTopics({
    topics: [{ topic: stage.topic, numPartitions: 4 }],
    waitForLeaders: false,
  });
  await untilPartitions(cluster, stage.topic, 4);
  await stage.producer.send({
    topic: stage.topic,
    messages: stage.events.map((event) => ({
      key: event.order,
      value: JSON.stringify(event),
    })),
  });
  const join = async (count: number): Promise<Consumer[]> => {
    if (count === 0) return [];
    const before = await join(count - 1);
    const worker = await runWorker(stage.workOf(`desk ${count}`));
    await stage.settled(count);
    return [...before, worker];
  };
  return await join(3);
}
