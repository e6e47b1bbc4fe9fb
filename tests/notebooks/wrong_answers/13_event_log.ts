// Typical wrong answers to the exercises of chapter 13, and what the check says to each.
// Each cell takes the place of the exercise cell that its heading names.

// %% exercise-topics nobody-says-how-many
// says: should have 3 partitions and has 1
// says: the broker's default, num.partitions
async function createTopics(layout: Record<string, number>): Promise<void> {
  const topics = Object.keys(layout).map((topic) => ({ topic }));
  await cluster.admin.createTopics({ topics, waitForLeaders: false });
  for (const { topic } of topics) await untilPartitions(cluster, topic, 1);
}

// %% exercise-topics one-size-fits-all
// says: should have 4 partitions and has 3
async function createTopics(layout: Record<string, number>): Promise<void> {
  const topics = Object.keys(layout).map((topic) => ({
    topic,
    numPartitions: 3,
  }));
  await cluster.admin.createTopics({ topics, waitForLeaders: false });
  for (const { topic } of topics) await untilPartitions(cluster, topic, 3);
}

// %% exercise-topics a-clean-start
// says: After the second it is gone
// says: Which call takes them away?
async function createTopics(layout: Record<string, number>): Promise<void> {
  const there = await cluster.admin.listTopics();
  const old = Object.keys(layout).filter((topic) => there.includes(topic));
  if (old.length > 0) await cluster.admin.deleteTopics({ topics: old });
  const topics = Object.entries(layout).map(([topic, numPartitions]) => ({
    topic,
    numPartitions,
  }));
  await cluster.admin.createTopics({ topics, waitForLeaders: false });
  for (const { topic, numPartitions } of topics) {
    await untilPartitions(cluster, topic, numPartitions);
  }
}

// %% exercise-topics an-error-the-second-time
// says: The first run created both topics
// says: What should a start do
async function createTopics(layout: Record<string, number>): Promise<void> {
  const topics = Object.entries(layout).map(([topic, numPartitions]) => ({
    topic,
    numPartitions,
  }));
  const created = await cluster.admin.createTopics({
    topics,
    waitForLeaders: false,
  });
  if (!created) throw new Error("topics not created");
  for (const { topic, numPartitions } of topics) {
    await untilPartitions(cluster, topic, numPartitions);
  }
}

// %% exercise-topics names-of-its-own
// says: there was no topic
async function createTopics(_layout: Record<string, number>): Promise<void> {
  const topics = [{ topic: cluster.name("mine"), numPartitions: 3 }];
  await cluster.admin.createTopics({ topics, waitForLeaders: false });
  await untilPartitions(cluster, topics[0]!.topic, 3);
  await cluster.admin.deleteTopics({ topics: [topics[0]!.topic] });
}

// %% exercise-topics nobody-waits-for-leaders
// says: no broker had answered who leads the partitions
// says: Who waits until there are leaders?
async function createTopics(layout: Record<string, number>): Promise<void> {
  const topics = Object.entries(layout).map(([topic, numPartitions]) => ({
    topic,
    numPartitions,
  }));
  await cluster.admin.createTopics({ topics, waitForLeaders: false });
}

// %% exercise-topics nobody-waits-for-the-wait
// says: no broker had answered who leads the partitions
async function createTopics(layout: Record<string, number>): Promise<void> {
  const topics = Object.entries(layout).map(([topic, numPartitions]) => ({
    topic,
    numPartitions,
  }));
  await cluster.admin.createTopics({ topics, waitForLeaders: false });
  for (const { topic, numPartitions } of topics) {
    void untilPartitions(cluster, topic, numPartitions);
  }
}

// %% exercise-topics small-at-first
// says: made topics smaller first and added partitions to them
async function createTopics(layout: Record<string, number>): Promise<void> {
  for (const [topic, count] of Object.entries(layout)) {
    const topics = [{ topic, numPartitions: 1 }];
    const isNew = await cluster.admin.createTopics({
      topics,
      waitForLeaders: false,
    });
    if (!isNew) continue;
    await untilPartitions(cluster, topic, 1);
    await cluster.admin.createPartitions({
      topicPartitions: [{ topic, count }],
    });
    await untilPartitions(cluster, topic, count);
  }
}

// %% exercise-topics nothing-to-do-if-one-is-there
// says: Of 3 topics there is one
// says: What shall a start do about the rest?
async function createTopics(layout: Record<string, number>): Promise<void> {
  const there = await cluster.admin.listTopics();
  if (Object.keys(layout).some((topic) => there.includes(topic))) return;
  const topics = Object.entries(layout).map(([topic, numPartitions]) => ({
    topic,
    numPartitions,
  }));
  await cluster.admin.createTopics({ topics, waitForLeaders: false });
  for (const { topic, numPartitions } of topics) {
    await untilPartitions(cluster, topic, numPartitions);
  }
}

// %% exercise-topics made-to-fit
// says: existed, with 1 partition, and 4 were asked for. Your function added partitions
async function createTopics(layout: Record<string, number>): Promise<void> {
  const topics = Object.entries(layout).map(([topic, numPartitions]) => ({
    topic,
    numPartitions,
  }));
  await cluster.admin.createTopics({ topics, waitForLeaders: false });
  for (const { topic, numPartitions: count } of topics) {
    await untilPartitions(cluster, topic, 1);
    const { topics: [found] } = await cluster.admin.fetchTopicMetadata({
      topics: [topic],
    });
    if (found!.partitions.length < count) {
      await cluster.admin.createPartitions({
        topicPartitions: [{ topic, count }],
      });
    }
    await untilPartitions(cluster, topic, count);
  }
}

// %% exercise-topics the-numbers-of-the-text
// says: should have 5 partitions and has 4
async function createTopics(layout: Record<string, number>): Promise<void> {
  const topics = Object.keys(layout).map((topic) => ({
    topic,
    numPartitions: topic.startsWith("events") ? 3 : 4,
  }));
  await cluster.admin.createTopics({ topics, waitForLeaders: false });
  for (const { topic, numPartitions } of topics) {
    await untilPartitions(cluster, topic, numPartitions);
  }
}

// %% exercise-topics a-pause-instead-of-the-wait
// says: no broker had answered who leads the partitions
async function createTopics(layout: Record<string, number>): Promise<void> {
  const topics = Object.entries(layout).map(([topic, numPartitions]) => ({
    topic,
    numPartitions,
  }));
  await cluster.admin.createTopics({ topics, waitForLeaders: false });
  for (const { topic, numPartitions } of topics) {
    void untilPartitions(cluster, topic, numPartitions);
    await new Promise((over) => setTimeout(over, 100));
  }
}

// %% exercise-topics a-pause-after-each
// says: no broker had answered who leads the partitions
async function createTopics(layout: Record<string, number>): Promise<void> {
  for (const [topic, numPartitions] of Object.entries(layout)) {
    await cluster.admin.createTopics({
      topics: [{ topic, numPartitions }],
      waitForLeaders: false,
    });
    void untilPartitions(cluster, topic, numPartitions);
    await new Promise((over) => setTimeout(over, 50));
  }
}

// %% exercise-topics whatever-the-wait-says
// says: the question who leads its partitions failed
// says: Who learns that there may be none?
async function createTopics(layout: Record<string, number>): Promise<void> {
  const topics = Object.entries(layout).map(([topic, numPartitions]) => ({
    topic,
    numPartitions,
  }));
  await cluster.admin.createTopics({ topics, waitForLeaders: false });
  for (const { topic, numPartitions } of topics) {
    await untilPartitions(cluster, topic, numPartitions).catch(console.error);
  }
}

// %% exercise-topics a-failure-is-logged
// says: your function ended as if there were leaders
async function createTopics(layout: Record<string, number>): Promise<void> {
  try {
    for (const [topic, numPartitions] of Object.entries(layout)) {
      const topics = [{ topic, numPartitions }];
      await cluster.admin.createTopics({ topics, waitForLeaders: false });
      await untilPartitions(cluster, topic, numPartitions);
    }
  } catch (error) {
    console.error(error);
  }
}

// %% exercise-event no-key
// says: so nothing keeps them in sequence
// says: What decides the partition?
async function produceEvent(to: Outlet, event: OrderEvent): Promise<Report> {
  const messages = [{ value: JSON.stringify(event) }];
  try {
    const [at] = await to.producer.send({ topic: to.topic, messages });
    return { partition: at!.partition, offset: BigInt(at!.baseOffset!) };
  } catch (error) {
    return { unknown: error };
  }
}

// %% exercise-event one-key-for-all
// says: and the others stay empty
async function produceEvent(to: Outlet, event: OrderEvent): Promise<Report> {
  const messages = [{ key: "order", value: JSON.stringify(event) }];
  try {
    const [at] = await to.producer.send({ topic: to.topic, messages });
    return { partition: at!.partition, offset: BigInt(at!.baseOffset!) };
  } catch (error) {
    return { unknown: error };
  }
}

// %% exercise-event nobody-catches
// says: an answer was lost, and your function threw
// says: What do you know about the event
async function produceEvent(to: Outlet, event: OrderEvent): Promise<Report> {
  const messages = [{ key: event.order, value: JSON.stringify(event) }];
  const [at] = await to.producer.send({ topic: to.topic, messages });
  return { partition: at!.partition, offset: BigInt(at!.baseOffset!) };
}

// %% exercise-event sends-again
// says: stands in the topic 2 times
// says: Who is to decide
async function produceEvent(to: Outlet, event: OrderEvent): Promise<Report> {
  const messages = [{ key: event.order, value: JSON.stringify(event) }];
  for (;;) {
    try {
      const [at] = await to.producer.send({ topic: to.topic, messages });
      return { partition: at!.partition, offset: BigInt(at!.baseOffset!) };
    } catch {
      // once more
    }
  }
}

// %% exercise-event acks-zero
// says: gave no answer at all
async function produceEvent(to: Outlet, event: OrderEvent): Promise<Report> {
  const { producer, topic } = to;
  const messages = [{ key: event.order, value: JSON.stringify(event) }];
  try {
    const [at] = await producer.send({ topic, acks: 0, messages });
    return { partition: at!.partition, offset: BigInt(at!.baseOffset!) };
  } catch (error) {
    return { unknown: error };
  }
}

// %% exercise-event the-leader-alone
// says: the leader alone answers
async function produceEvent(to: Outlet, event: OrderEvent): Promise<Report> {
  const { producer, topic } = to;
  const messages = [{ key: event.order, value: JSON.stringify(event) }];
  try {
    const [at] = await producer.send({ topic, acks: 1, messages });
    return { partition: at!.partition, offset: BigInt(at!.baseOffset!) };
  } catch (error) {
    return { unknown: error };
  }
}

// %% exercise-event the-other-offset
// says: but the broker answered
// says: Which field of the answer holds the offset?
async function produceEvent(to: Outlet, event: OrderEvent): Promise<Report> {
  const messages = [{ key: event.order, value: JSON.stringify(event) }];
  try {
    const [at] = await to.producer.send({ topic: to.topic, messages });
    return { partition: at!.partition, offset: BigInt(at!.offset!) };
  } catch (error) {
    return { unknown: error };
  }
}

// %% exercise-event offset-as-text
// says: would sort after "10"
async function produceEvent(to: Outlet, event: OrderEvent): Promise<Report> {
  const messages = [{ key: event.order, value: JSON.stringify(event) }];
  try {
    const [at] = await to.producer.send({ topic: to.topic, messages });
    return { partition: at!.partition, offset: at!.baseOffset as never };
  } catch (error) {
    return { unknown: error };
  }
}

// %% exercise-event only-a-part-of-it
// says: Is the whole event in the value, as JSON?
async function produceEvent(to: Outlet, event: OrderEvent): Promise<Report> {
  const messages = [{ key: event.order, value: event.event }];
  try {
    const [at] = await to.producer.send({ topic: to.topic, messages });
    return { partition: at!.partition, offset: BigInt(at!.baseOffset!) };
  } catch (error) {
    return { unknown: error };
  }
}

// %% exercise-event counted-for-three-partitions
// says: it was sent to partition 2, and the topic has 2 partitions, counted from 0
// says: Who knows how many there are?
async function produceEvent(to: Outlet, event: OrderEvent): Promise<Report> {
  const partition = Number(event.order) % 3;
  const messages = [{ partition, value: JSON.stringify(event) }];
  try {
    const [at] = await to.producer.send({ topic: to.topic, messages });
    return { partition: at!.partition, offset: BigInt(at!.baseOffset!) };
  } catch (error) {
    return { unknown: error };
  }
}

// %% exercise-event nothing-said-about-why
// says: its report is { unknown: undefined }
// says: What will the reader of the report want to know?
async function produceEvent(to: Outlet, event: OrderEvent): Promise<Report> {
  const messages = [{ key: event.order, value: JSON.stringify(event) }];
  try {
    const [at] = await to.producer.send({ topic: to.topic, messages });
    return { partition: at!.partition, offset: BigInt(at!.baseOffset!) };
  } catch {
    return { unknown: undefined };
  }
}

// %% exercise-event a-sentence-of-its-own
// says: its report is { unknown: "it did not work" }. The send had rejected with
async function produceEvent(to: Outlet, event: OrderEvent): Promise<Report> {
  const messages = [{ key: event.order, value: JSON.stringify(event) }];
  return await to.producer.send({ topic: to.topic, messages }).then(
    ([at]) => ({ partition: at!.partition, offset: BigInt(at!.baseOffset!) }),
    () => ({ unknown: "it did not work" }),
  );
}

// %% exercise-event counts-its-own-sends
// says: There stands
const sentSoFar = new Map<number, bigint>();
async function produceEvent(to: Outlet, event: OrderEvent): Promise<Report> {
  const messages = [{ key: event.order, value: JSON.stringify(event) }];
  try {
    const [at] = await to.producer.send({ topic: to.topic, messages });
    const offset = sentSoFar.get(at!.partition) ?? 0n;
    sentSoFar.set(at!.partition, offset + 1n);
    return { partition: at!.partition, offset };
  } catch (error) {
    return { unknown: error };
  }
}

// %% exercise-event json-by-hand
// says: Is the whole event in the value, as JSON?
async function produceEvent(to: Outlet, event: OrderEvent): Promise<Report> {
  const { order, customer, event: what } = event;
  const value =
    `{"order":"${order}","customer":"${customer}","event":"${what}"}`;
  const messages = [{ key: order, value }];
  try {
    const [at] = await to.producer.send({ topic: to.topic, messages });
    return { partition: at!.partition, offset: BigInt(at!.baseOffset!) };
  } catch (error) {
    return { unknown: error };
  }
}

// %% exercise-event a-batch-of-one-and-the-leader-alone
// says: the leader alone answers
async function produceEvent(to: Outlet, event: OrderEvent): Promise<Report> {
  const messages = [{ key: event.order, value: JSON.stringify(event) }];
  const topicMessages = [{ topic: to.topic, messages }];
  try {
    const [at] = await to.producer.sendBatch({ acks: 1, topicMessages });
    return { partition: at!.partition, offset: BigInt(at!.baseOffset!) };
  } catch (error) {
    return { unknown: error };
  }
}

// %% exercise-batch all-at-once
// says: Both were under way at once
async function produceBatch(
  to: Outlet,
  events: OrderEvent[],
): Promise<Report[]> {
  return await Promise.all(events.map((event) => produceEvent(to, event)));
}

// %% exercise-batch in-one-send
// says: and 15 events were in that send
// says: How many events may share a fate
async function produceBatch(
  to: Outlet,
  events: OrderEvent[],
): Promise<Report[]> {
  const messages = events.map((event) => ({
    key: event.order,
    value: JSON.stringify(event),
  }));
  const answers = await to.producer.send({ topic: to.topic, messages });
  return answers.map(({ partition, baseOffset }) => ({
    partition,
    offset: BigInt(baseOffset!),
  }));
}

// %% exercise-batch in-one-send-and-caught
// says: all of them are unknown now
async function produceBatch(
  to: Outlet,
  events: OrderEvent[],
): Promise<Report[]> {
  const messages = events.map((event) => ({
    key: event.order,
    value: JSON.stringify(event),
  }));
  try {
    const [at] = await to.producer.send({ topic: to.topic, messages });
    return events.map((_, i) => ({
      partition: at!.partition,
      offset: BigInt(at!.baseOffset!) + BigInt(i),
    }));
  } catch (error) {
    return events.map(() => ({ unknown: error }));
  }
}

// %% exercise-batch one-failure-ends-it
// says: your function threw
// says: Now 15 events have no report
async function produceBatch(
  to: Outlet,
  events: OrderEvent[],
): Promise<Report[]> {
  const reports: Report[] = [];
  for (const event of events) {
    const [at] = await to.producer.send({
      topic: to.topic,
      messages: [{ key: event.order, value: JSON.stringify(event) }],
    });
    reports.push({
      partition: at!.partition,
      offset: BigInt(at!.baseOffset!),
    });
  }
  return reports;
}

// %% exercise-batch stops-at-the-first-unknown
// says: 15 events and 6 reports
// says: Which events went without
async function produceBatch(
  to: Outlet,
  events: OrderEvent[],
): Promise<Report[]> {
  const reports: Report[] = [];
  for (const event of events) {
    const report = await produceEvent(to, event);
    reports.push(report);
    if ("unknown" in report) break;
  }
  return reports;
}

// %% exercise-batch hides-the-unknown
// says: 15 events and 14 reports
async function produceBatch(
  to: Outlet,
  events: OrderEvent[],
): Promise<Report[]> {
  const reports: Report[] = [];
  for (const event of events) {
    const report = await produceEvent(to, event);
    if ("offset" in report) reports.push(report);
  }
  return reports;
}

// %% exercise-batch once-more-to-be-safe
// says: stands in the topic 2 times
async function produceBatch(
  to: Outlet,
  events: OrderEvent[],
): Promise<Report[]> {
  const reports: Report[] = [];
  for (const event of events) {
    let report = await produceEvent(to, event);
    while ("unknown" in report) report = await produceEvent(to, event);
    reports.push(report);
  }
  return reports;
}

// %% exercise-batch waits-by-the-clock
// says: Both were under way at once
async function produceBatch(
  to: Outlet,
  events: OrderEvent[],
): Promise<Report[]> {
  const reports: Promise<Report>[] = [];
  for (const event of events) {
    reports.push(produceEvent(to, event));
    await new Promise((over) => setTimeout(over, 20));
  }
  return await Promise.all(reports);
}

// %% exercise-batch order-by-order
// says: Each report is about an event of the list, but they are in another order
// says: How does the caller know which report is whose?
async function produceBatch(
  to: Outlet,
  events: OrderEvent[],
): Promise<Report[]> {
  const reports: Report[] = [];
  for (const life of Map.groupBy(events, ({ order }) => order).values()) {
    for (const event of life) reports.push(await produceEvent(to, event));
  }
  return reports;
}

// %% exercise-batch what-comes-after-the-unknown-is-not-sent
// says: The report of "1001 shipped" is unknown
// says: What do you know about an event that was never sent?
async function produceBatch(
  to: Outlet,
  events: OrderEvent[],
): Promise<Report[]> {
  const unknown = new Map<string, Report>();
  const reports: Report[] = [];
  for (const event of events) {
    const report = unknown.get(event.order) ?? await produceEvent(to, event);
    if ("unknown" in report) unknown.set(event.order, report);
    reports.push(report);
  }
  return reports;
}

// %% exercise-batch a-round-in-one-send
// says: and 5 events were in that send
// says: How many events may share a fate
async function produceBatch(
  to: Outlet,
  events: OrderEvent[],
): Promise<Report[]> {
  const reports = new Map<OrderEvent, Report>();
  for (const round of Map.groupBy(events, ({ event }) => event).values()) {
    const messages = round.map((event) => ({
      key: event.order,
      value: JSON.stringify(event),
    }));
    const topicMessages = [{ topic: to.topic, messages }];
    try {
      const answers = await to.producer.sendBatch({ topicMessages });
      for (const event of round) {
        const [at] = answers;
        reports.set(event, {
          partition: at!.partition,
          offset: BigInt(at!.baseOffset!),
        });
      }
    } catch (error) {
      for (const event of round) reports.set(event, { unknown: error });
    }
  }
  return events.map((event) => reports.get(event)!);
}

// %% exercise-consume from-the-latest
// says: 9 records were in the topic before
// says: Where does a group start
async function consumeEvents({ consumer, topic, handle }: Job): Promise<void> {
  await consumer.subscribe({ topics: [topic] });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition, message }) => {
      await handle(message);
      const offset = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
}

// %% exercise-consume its-own-offset
// says: which is that record's own
async function consumeEvents({ consumer, topic, handle }: Job): Promise<void> {
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition, message: { offset, ...message } }) => {
      await handle({ offset, ...message } as never);
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
}

// %% exercise-consume text-plus-one
// says: Your code committed offset 81 in partition
// says: What is "1" + 1?
async function consumeEvents({ consumer, topic, handle }: Job): Promise<void> {
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition, message }) => {
      await handle(message);
      const offset = message.offset + 1;
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
}

// %% exercise-consume commit-first
// says: is in hand, and the group has already committed
// says: who will ever handle it?
async function consumeEvents({ consumer, topic, handle }: Job): Promise<void> {
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition, message }) => {
      const offset = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset }]);
      await handle(message);
    },
  });
}

// %% exercise-consume the-work-is-not-awaited
// says: (partition
// says: will ever handle it?
async function consumeEvents({ consumer, topic, handle }: Job): Promise<void> {
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition, message }) => {
      void handle(message);
      const offset = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
}

// %% exercise-consume kafkajs-commits
// says: in its partition nothing is committed
// says: what is done twice?
async function consumeEvents({ consumer, topic, handle }: Job): Promise<void> {
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({ eachMessage: ({ message }) => handle(message) });
}

// %% exercise-consume never-commits
// says: in its partition nothing is committed
async function consumeEvents({ consumer, topic, handle }: Job): Promise<void> {
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: ({ message }) => handle(message),
  });
}

// %% exercise-consume committed-whatever-happens
// says: 1005 (partition 1, offset 9) is not done: its work failed. And the group has committed 10
// says: Who will ever handle it?
async function consumeEvents({ consumer, topic, handle }: Job): Promise<void> {
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition, message }) => {
      const offset = String(BigInt(message.offset) + 1n);
      try {
        await handle(message);
      } finally {
        await consumer.commitOffsets([{ topic, partition, offset }]);
      }
    },
  });
}

// %% exercise-consume a-failure-is-logged-and-committed
// says: 1005 (partition 1, offset 9) is not done: its work failed
async function consumeEvents({ consumer, topic, handle }: Job): Promise<void> {
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition, message }) => {
      await handle(message).catch(console.error);
      const offset = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
}

// %% exercise-consume a-failure-is-passed-over
// says: The work for 1005 failed, and the next record of partition 1 that your function took was 1008
// says: Who hears that 1005 is not done?
async function consumeEvents({ consumer, topic, handle }: Job): Promise<void> {
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition, message }) => {
      try {
        await handle(message);
      } catch {
        return; // not done, so no commit
      }
      const offset = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
}

// %% exercise-consume a-commit-a-batch
// says: in its partition nothing is committed
// says: what is done twice?
async function consumeEvents({ consumer, topic, handle }: Job): Promise<void> {
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch: { partition, messages, lastOffset } }) => {
      for (const message of messages) await handle(message);
      const offset = String(BigInt(lastOffset()) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
}

// %% exercise-consume kafkajs-commits-after-each
// says: `run` left KafkaJS's own commits on
// says: Which of its options leaves the moment to your code alone?
async function consumeEvents({ consumer, topic, handle }: Job): Promise<void> {
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommitThreshold: 1,
    eachMessage: ({ message }) => handle(message),
  });
}

// %% exercise-consume both-commit
// says: `run` left KafkaJS's own commits on
async function consumeEvents({ consumer, topic, handle }: Job): Promise<void> {
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ partition, message }) => {
      await handle(message);
      const offset = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
}

// %% exercise-consume counts-instead-of-offsets
// says: and the group's committed offset was
async function consumeEvents({ consumer, topic, handle }: Job): Promise<void> {
  const done = new Map<number, number>();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition, message }) => {
      const first = done.get(partition) ?? Number(message.offset);
      await handle(message);
      done.set(partition, first + 1);
      const offset = String(first + 1);
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
}

// %% exercise-consume the-commit-is-not-awaited
// says: If the machine goes now, what is done twice?
async function consumeEvents({ consumer, topic, handle }: Job): Promise<void> {
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition, message }) => {
      await handle(message);
      const offset = String(BigInt(message.offset) + 1n);
      void consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
}

// %% exercise-consume partitions-side-by-side
// says: If the machine goes now
async function consumeEvents({ consumer, topic, handle }: Job): Promise<void> {
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    partitionsConsumedConcurrently: 3,
    eachMessage: async ({ partition, message }) => {
      await handle(message);
      const offset = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
}

// %% exercise-consume nobody-waits-for-run
// says: `consumer.run()` rejected: no broker could be reached
// says: Who learns that nothing is read?
async function consumeEvents({ consumer, topic, handle }: Job): Promise<void> {
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  void consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition, message }) => {
      await handle(message);
      const offset = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
}

// %% exercise-consume whatever-subscribe-says
// says: `consumer.subscribe()` rejected: no broker could be reached
async function consumeEvents({ consumer, topic, handle }: Job): Promise<void> {
  await consumer.subscribe({ topics: [topic], fromBeginning: true })
    .catch(console.error);
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition, message }) => {
      await handle(message);
      const offset = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
}

// %% exercise-consume a-pause-instead-of-the-answer
// says: If the machine goes now, what is done twice?
async function consumeEvents({ consumer, topic, handle }: Job): Promise<void> {
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition, message }) => {
      await handle(message);
      const offset = String(BigInt(message.offset) + 1n);
      void consumer.commitOffsets([{ topic, partition, offset }]);
      await new Promise((resolve) => setTimeout(resolve, 20));
    },
  });
}

// %% exercise-consume a-failed-commit-is-logged
// says: The commit after 1006 failed, and the next record of partition 2 that your function took was 1009
// says: Who hears that 1006 is not committed?
async function consumeEvents({ consumer, topic, handle }: Job): Promise<void> {
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition, message }) => {
      await handle(message);
      const offset = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset }])
        .catch(console.error);
    },
  });
}

// %% exercise-worker listens-too-late
// says: desk 1 runs, has joined the group, and noted nothing
// says: Who was listening then?
async function runWorker({ groupId, note, ...work }: Work): Promise<Consumer> {
  const consumer = cluster.kafka.consumer({ ...quick, groupId });
  await consumer.connect();
  await consumeEvents({ ...work, consumer });
  const { GROUP_JOIN, REBALANCING } = consumer.events;
  consumer.on(REBALANCING, () => note("revoke"));
  consumer.on(
    GROUP_JOIN,
    ({ payload }) => note("assign", payload.memberAssignment[work.topic] ?? []),
  );
  return consumer;
}

// %% exercise-worker gives-nothing-up
// says: desk 1 gave up all partitions and got one back
// says: Which event tells that a rebalance has begun?
async function runWorker({ groupId, note, ...work }: Work): Promise<Consumer> {
  const consumer = cluster.kafka.consumer({ ...quick, groupId });
  consumer.on(
    consumer.events.GROUP_JOIN,
    ({ payload }) => note("assign", payload.memberAssignment[work.topic] ?? []),
  );
  await consumer.connect();
  await consumeEvents({ ...work, consumer });
  return consumer;
}

// %% exercise-worker nothing-is-no-list
// says: noted "assign" with undefined instead of a list
async function runWorker({ groupId, note, ...work }: Work): Promise<Consumer> {
  const consumer = cluster.kafka.consumer({ ...quick, groupId });
  const { GROUP_JOIN, REBALANCING } = consumer.events;
  consumer.on(REBALANCING, () => note("revoke"));
  consumer.on(
    GROUP_JOIN,
    ({ payload }) => note("assign", payload.memberAssignment[work.topic]!),
  );
  await consumer.connect();
  await consumeEvents({ ...work, consumer });
  return consumer;
}

// %% exercise-worker the-whole-assignment
// says: instead of a list of partition numbers
// says: Which part of the assignment belongs to this topic?
async function runWorker({ groupId, note, ...work }: Work): Promise<Consumer> {
  const consumer = cluster.kafka.consumer({ ...quick, groupId });
  const { GROUP_JOIN, REBALANCING } = consumer.events;
  consumer.on(REBALANCING, () => note("revoke"));
  consumer.on(
    GROUP_JOIN,
    ({ payload }) => note("assign", payload.memberAssignment as never),
  );
  await consumer.connect();
  await consumeEvents({ ...work, consumer });
  return consumer;
}

// %% exercise-worker a-group-of-its-own
// says: desk 1 reads [0,1], desk 2 reads [0,1]
// says: What makes two consumers members of one group?
async function runWorker({ groupId, note, ...work }: Work): Promise<Consumer> {
  const own = `${groupId}-${crypto.randomUUID()}`;
  cluster.onClose(async () => void await cluster.admin.deleteGroups([own]));
  const consumer = cluster.kafka.consumer({ ...quick, groupId: own });
  const { GROUP_JOIN, REBALANCING } = consumer.events;
  consumer.on(REBALANCING, () => note("revoke"));
  consumer.on(
    GROUP_JOIN,
    ({ payload }) => note("assign", payload.memberAssignment[work.topic] ?? []),
  );
  await consumer.connect();
  await consumeEvents({ ...work, consumer });
  return consumer;
}

// %% exercise-worker gives-up-when-it-gets
// says: A rebalance had begun, KafkaJS had told desk 1, and by its notes it still read [0,1]
// says: Which event comes at the beginning?
async function runWorker({ groupId, note, ...work }: Work): Promise<Consumer> {
  const consumer = cluster.kafka.consumer({ ...quick, groupId });
  let isFirst = true;
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    if (!isFirst) note("revoke");
    isFirst = false;
    note("assign", payload.memberAssignment[work.topic] ?? []);
  });
  await consumer.connect();
  await consumeEvents({ ...work, consumer });
  return consumer;
}

// %% exercise-worker a-failure-is-nobodys-business
// says: The work for order 1003 failed once, and it never came again
async function runWorker({ groupId, note, ...work }: Work): Promise<Consumer> {
  const consumer = cluster.kafka.consumer({ ...quick, groupId });
  const { GROUP_JOIN, REBALANCING } = consumer.events;
  consumer.on(REBALANCING, () => note("revoke"));
  consumer.on(
    GROUP_JOIN,
    ({ payload }) => note("assign", payload.memberAssignment[work.topic] ?? []),
  );
  await consumer.connect();
  const handle: Work["handle"] = (message) =>
    work.handle(message).catch(console.error);
  await consumeEvents({ ...work, handle, consumer });
  return consumer;
}

// %% exercise-worker nobody-can-stop-it
// says: Your function should return the consumer
async function runWorker({ groupId, note, ...work }: Work): Promise<Consumer> {
  const consumer = cluster.kafka.consumer({ ...quick, groupId });
  const { GROUP_JOIN, REBALANCING } = consumer.events;
  consumer.on(REBALANCING, () => note("revoke"));
  consumer.on(
    GROUP_JOIN,
    ({ payload }) => note("assign", payload.memberAssignment[work.topic] ?? []),
  );
  await consumer.connect();
  await consumeEvents({ ...work, consumer });
  await consumer.disconnect();
  return undefined as never;
}

// %% exercise-worker a-failed-start-is-logged
// says: `consumer.run()` rejected: no broker could be reached
// says: Who learns that it reads nothing?
async function runWorker({ groupId, note, ...work }: Work): Promise<Consumer> {
  const consumer = cluster.kafka.consumer({ ...quick, groupId });
  const { GROUP_JOIN, REBALANCING } = consumer.events;
  consumer.on(REBALANCING, () => note("revoke"));
  consumer.on(
    GROUP_JOIN,
    ({ payload }) => note("assign", payload.memberAssignment[work.topic] ?? []),
  );
  await consumer.connect();
  await consumeEvents({ ...work, consumer }).catch(console.error);
  return consumer;
}

// %% exercise-worker a-failed-start-leaves-it-connected
// says: Your function threw, as it should, and its consumer was still connected
// says: Who can disconnect it now?
async function runWorker({ groupId, note, ...work }: Work): Promise<Consumer> {
  const consumer = cluster.kafka.consumer({ ...quick, groupId });
  const { GROUP_JOIN, REBALANCING } = consumer.events;
  consumer.on(GROUP_JOIN, ({ payload }) => {
    note("assign", payload.memberAssignment[work.topic] ?? []);
  });
  consumer.on(REBALANCING, () => note("revoke"));
  await consumer.connect();
  await consumeEvents({ ...work, consumer });
  return consumer;
}

// %% exercise-rebalance all-together
// says: Members that come together are dealt to together
async function demonstrateRebalancing(stage: Stage): Promise<Consumer[]> {
  await createTopics({ [stage.topic]: 4 });
  await produceBatch(stage, stage.events);
  const names = ["desk 1", "desk 2", "desk 3"];
  return await Promise.all(names.map((name) => runWorker(stage.workOf(name))));
}

// %% exercise-rebalance nothing-to-do-yet
// says: of 40 orders were sent after desk 1 had joined
// says: What should be there first?
async function demonstrateRebalancing(stage: Stage): Promise<Consumer[]> {
  await createTopics({ [stage.topic]: 4 });
  const workers: Consumer[] = [];
  for (const name of ["desk 1", "desk 2", "desk 3"]) {
    workers.push(await runWorker(stage.workOf(name)));
    await stage.settled(workers.length);
  }
  await produceBatch(stage, stage.events);
  return workers;
}

// %% exercise-rebalance a-single-worker
// says: 1 of 3 members came: desk 1
async function demonstrateRebalancing(stage: Stage): Promise<Consumer[]> {
  await createTopics({ [stage.topic]: 4 });
  await produceBatch(stage, stage.events);
  const first = await runWorker(stage.workOf("desk 1"));
  await stage.settled(1);
  return [first];
}

// %% exercise-rebalance too-few-partitions
// says: should have 4 partitions and has 1
async function demonstrateRebalancing(stage: Stage): Promise<Consumer[]> {
  await createTopics({ [stage.topic]: 1 });
  await produceBatch(stage, stage.events);
  const workers: Consumer[] = [];
  for (const name of ["desk 1", "desk 2", "desk 3"]) {
    workers.push(await runWorker(stage.workOf(name)));
    await stage.settled(workers.length);
  }
  return workers;
}

// %% exercise-rebalance waits-before-anybody-comes
// says: You wait for a group of 1, and 0 members have been given work
// says: Who should join before you wait?
async function demonstrateRebalancing(stage: Stage): Promise<Consumer[]> {
  await createTopics({ [stage.topic]: 4 });
  await produceBatch(stage, stage.events);
  const workers: Consumer[] = [];
  for (const name of ["desk 1", "desk 2", "desk 3"]) {
    await stage.settled(workers.length + 1);
    workers.push(await runWorker(stage.workOf(name)));
  }
  return workers;
}

// %% exercise-rebalance nobody-can-stop-them
// says: and your function gave back no consumers
async function demonstrateRebalancing(stage: Stage): Promise<Consumer[]> {
  await createTopics({ [stage.topic]: 4 });
  await produceBatch(stage, stage.events);
  const names = ["desk 1", "desk 2", "desk 3"];
  for (const [i, name] of names.entries()) {
    await runWorker(stage.workOf(name));
    await stage.settled(i + 1);
  }
  return undefined as never;
}

// %% exercise-rebalance nobody-waits-and-the-clock-is-short
// says: What tells you that a group is at rest?
async function demonstrateRebalancing(stage: Stage): Promise<Consumer[]> {
  await createTopics({ [stage.topic]: 4 });
  await produceBatch(stage, stage.events);
  const workers: Promise<Consumer>[] = [];
  for (const name of ["desk 1", "desk 2", "desk 3"]) {
    workers.push(runWorker(stage.workOf(name)));
    if (name === "desk 1") await workers[0];
    else await new Promise((over) => setTimeout(over, 1));
  }
  return await Promise.all(workers);
}

// %% exercise-rebalance one-of-them-is-kept-back
// says: 3 members came, and your function gave back 2 consumers
async function demonstrateRebalancing(stage: Stage): Promise<Consumer[]> {
  await createTopics({ [stage.topic]: 4 });
  await produceBatch(stage, stage.events);
  const workers: Consumer[] = [];
  for (const name of ["desk 1", "desk 2", "desk 3"]) {
    workers.push(await runWorker(stage.workOf(name)));
    await stage.settled(workers.length);
  }
  const [last] = workers.splice(2);
  cluster.onClose(() => last!.disconnect());
  return workers;
}

// %% exercise-rebalance whatever-becomes-of-the-topic
// says: Your function sent events to it all the same
// says: What has to come to a good end before the first event is sent?
async function demonstrateRebalancing(stage: Stage): Promise<Consumer[]> {
  await createTopics({ [stage.topic]: 4 }).catch(console.error);
  await produceBatch(stage, stage.events);
  const workers: Consumer[] = [];
  for (const name of ["desk 1", "desk 2", "desk 3"]) {
    workers.push(await runWorker(stage.workOf(name)));
    await stage.settled(workers.length);
  }
  return workers;
}

// %% exercise-rebalance a-pause-instead-of-the-topic
// says: Your function sent events to it all the same
async function demonstrateRebalancing(stage: Stage): Promise<Consumer[]> {
  void createTopics({ [stage.topic]: 4 });
  await new Promise((over) => setTimeout(over, 1_000));
  await produceBatch(stage, stage.events);
  const workers: Consumer[] = [];
  for (const name of ["desk 1", "desk 2", "desk 3"]) {
    workers.push(await runWorker(stage.workOf(name)));
    await stage.settled(workers.length);
  }
  return workers;
}

// %% exercise-rebalance a-worker-more-or-less
// says: no worker could start
// says: Who learns that a worker did not start?
async function demonstrateRebalancing(stage: Stage): Promise<Consumer[]> {
  await createTopics({ [stage.topic]: 4 });
  await produceBatch(stage, stage.events);
  const workers: Consumer[] = [];
  for (const name of ["desk 1", "desk 2", "desk 3"]) {
    try {
      workers.push(await runWorker(stage.workOf(name)));
      await stage.settled(workers.length);
    } catch (error) {
      console.error(error);
    }
  }
  return workers;
}
