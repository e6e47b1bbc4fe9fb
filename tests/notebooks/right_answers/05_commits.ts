// Unusual right answers to the exercises of chapter 5, which the checks must accept.
// Each cell takes the place of the exercise cell that its heading names.

// %% exercise-places one-pass-with-a-map
function placesAfter(
  attempts: { partition: number; offset: bigint; mailed: boolean }[],
): { partition: number; offset: string }[] {
  const next = new Map<number, { place: bigint; stopped: boolean }>();
  for (const { partition, offset, mailed } of attempts) {
    const { place, stopped } = next.get(partition) ??
      { place: offset, stopped: false };
    if (stopped) continue;
    next.set(
      partition,
      mailed
        ? { place: offset + 1n, stopped: false }
        : { place: offset, stopped: true },
    );
  }
  return [...next].map(([partition, { place }]) => ({
    partition,
    offset: `${place}`,
  }));
}

// %% exercise-places the-last-good-one-plus-one
function placesAfter(
  attempts: { partition: number; offset: bigint; mailed: boolean }[],
): { partition: number; offset: string }[] {
  const partitions = [...new Set(attempts.map(({ partition }) => partition))];
  return partitions.map((partition) => {
    const own = attempts.filter((each) => each.partition === partition);
    const undone = own.findIndex(({ mailed }) => !mailed);
    if (undone < 0) {
      return { partition, offset: (own.at(-1)!.offset + 1n).toString() };
    }
    // After the last mail before the refused one: offsets between hold no record.
    const before = own[undone - 1];
    const place = before ? before.offset + 1n : own[0]!.offset;
    return { partition, offset: place.toString() };
  }).reverse();
}

// %% exercise-places leaves-out-where-nothing-moves
function placesAfter(
  attempts: { partition: number; offset: bigint; mailed: boolean }[],
): { partition: number; offset: string }[] {
  const byPartition = Map.groupBy(attempts, ({ partition }) => partition);
  return [...byPartition].flatMap(([partition, own]) => {
    if (!own[0]!.mailed) return []; // it goes on where it stood
    const refused = own.find(({ mailed }) => !mailed);
    const offset = refused?.offset ?? own[own.length - 1]!.offset + 1n;
    return [{ partition, offset: String(offset) }];
  });
}

// %% exercise-places the-least-by-bigint
function placesAfter(
  attempts: { partition: number; offset: bigint; mailed: boolean }[],
): { partition: number; offset: string }[] {
  const placeOf = (partition: number): bigint => {
    const own = attempts.filter((each) => each.partition === partition);
    const open = own.filter(({ mailed }) => !mailed).map(({ offset }) =>
      offset
    );
    const ends = own.map(({ offset }) => offset + 1n);
    return open.length > 0
      ? open.reduce((a, b) => a < b ? a : b)
      : ends.reduce((a, b) => a > b ? a : b);
  };
  return [0, 1, 2, 3, 4, 5]
    .filter((p) => attempts.some(({ partition }) => partition === p))
    .map((partition) => ({ partition, offset: String(placeOf(partition)) }));
}

// %% exercise-mailer in-batches
const startMailer: StartMailer = async (kafka, groupId, topic, mail) => {
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatch: async (
      { batch: { topic, partition, messages }, resolveOffset },
    ) => {
      for (const { offset, value } of messages) {
        await mail(value!.toString());
        const next = (BigInt(offset) + 1n).toString();
        await consumer.commitOffsets([{ topic, partition, offset: next }]);
        resolveOffset(offset);
      }
    },
  });
  return consumer.disconnect;
};

// %% exercise-mailer kafkajs-commits-each
const startMailer: StartMailer = async (kafka, groupId, topic, mail) => {
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommitThreshold: 1,
    eachMessage: async ({ message }) => {
      await mail(String(message.value));
    },
  });
  return () => consumer.disconnect();
};

// %% exercise-mailer several-partitions-at-once
const startMailer: StartMailer = async (kafka, groupId, topic, mail) => {
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    partitionsConsumedConcurrently: 2,
    eachMessage: async ({ topic, partition, message }) => {
      await mail(String(message.value));
      const offset = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
  return () => consumer.disconnect();
};

// %% exercise-mailer tries-a-refused-mail-again
const startMailer: StartMailer = async (kafka, groupId, topic, mail) => {
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  const end = Promise.withResolvers<void>();
  void end.promise.then(() => consumer.disconnect());
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      const order = `${message.value}`;
      for (let isOut = false; !isOut;) {
        isOut = await mail(order).then(() => true, () => false);
      }
      const offset = `${BigInt(message.offset) + 1n}`;
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
  return async () => {
    const stopped = new Promise((stop) =>
      consumer.on("consumer.disconnect", stop)
    );
    end.resolve();
    await stopped;
  };
};

// %% exercise-four eats-its-batch
async function mailAll(
  batch: ConsumerRecord[],
  mail: (record: ConsumerRecord) => Promise<void>,
  commit: (offset: bigint) => Promise<void>,
): Promise<void> {
  const left = [...batch];
  while (left.length > 0) {
    const four = left.splice(0, 4);
    await Promise.all(four.map((record) => mail(record)));
    await commit(four[four.length - 1]!.offset + 1n);
  }
}

// %% exercise-four recursive
async function mailAll(
  batch: ConsumerRecord[],
  mail: (record: ConsumerRecord) => Promise<void>,
  commit: (offset: bigint) => Promise<void>,
): Promise<void> {
  const four = batch.slice(0, 4);
  const last = four.at(-1);
  if (!last) return;
  await Promise.all(four.map(mail));
  await commit(last.offset + 1n);
  const rest = batch.slice(4);
  if (rest.length === 0) return;
  for (let i = 0; i < rest.length; i += 4) {
    const next = rest.slice(i, i + 4);
    await Promise.all(next.map(mail));
    await commit(next.at(-1)!.offset + 1n);
  }
}

// %% exercise-four waits-for-all-four-before-it-fails
async function mailAll(
  batch: ConsumerRecord[],
  mail: (record: ConsumerRecord) => Promise<void>,
  commit: (offset: bigint) => Promise<void>,
): Promise<void> {
  for (let i = 0; i < batch.length; i += 4) {
    const four = batch.slice(i, i + 4);
    const settled = await Promise.allSettled(four.map(mail));
    const failed = settled.find(({ status }) => status === "rejected");
    if (failed) throw (failed as PromiseRejectedResult).reason;
    await commit(four.at(-1)!.offset + 1n);
  }
}

// %% exercise-four commits-what-came-before-the-refused-one
async function mailAll(
  batch: ConsumerRecord[],
  mail: (record: ConsumerRecord) => Promise<void>,
  commit: (offset: bigint) => Promise<void>,
): Promise<void> {
  for (let i = 0; i < batch.length; i += 4) {
    const four = batch.slice(i, i + 4);
    const settled = await Promise.allSettled(four.map(mail));
    const bad = settled.findIndex(({ status }) => status === "rejected");
    await commit(bad < 0 ? four.at(-1)!.offset + 1n : four[bad]!.offset);
    if (bad >= 0) throw new Error(`no mail for offset ${four[bad]!.offset}`);
  }
}

// %% exercise-four tries-a-refused-mail-again
async function mailAll(
  batch: ConsumerRecord[],
  mail: (record: ConsumerRecord) => Promise<void>,
  commit: (offset: bigint) => Promise<void>,
): Promise<void> {
  for (let i = 0; i < batch.length; i += 4) {
    const four = batch.slice(i, i + 4);
    await Promise.all(
      four.map((record) => mail(record).catch(() => mail(record))),
    );
    await commit(four.at(-1)!.offset + 1n);
  }
}

// %% exercise-four two-pairs-within-four
async function mailAll(
  batch: ConsumerRecord[],
  mail: (record: ConsumerRecord) => Promise<void>,
  commit: (offset: bigint) => Promise<void>,
): Promise<void> {
  for (let i = 0; i < batch.length; i += 2) {
    const two = batch.slice(i, i + 2);
    await Promise.all(two.map(mail));
    await commit(two.at(-1)!.offset + 1n);
  }
}

// %% exercise-replay with-kafkajs-alone
async function replay(group: string, topic: string, from: Date): Promise<void> {
  const { admin } = cluster;
  const [found, ends, [stored]] = await Promise.all([
    admin.fetchTopicOffsetsByTimestamp(topic, from.getTime()),
    admin.fetchTopicOffsets(topic),
    admin.fetchOffsets({ groupId: group, topics: [topic] }),
  ]);
  const partitions = ends.map(({ partition, low }) => {
    const committed = BigInt(
      stored!.partitions.find((each) => each.partition === partition)!.offset,
    );
    const stands = committed < BigInt(low) ? BigInt(low) : committed;
    const then = BigInt(
      found.find((each) => each.partition === partition)!.offset,
    );
    return { partition, offset: String(then < stands ? then : stands) };
  });
  const { groups } = await admin.describeGroups([group]);
  if (groups[0]!.members.length > 0) throw new Error(`${group} runs`);
  const setter = cluster.kafka.consumer({ groupId: group });
  const joined = new Promise((join) =>
    setter.on(setter.events.GROUP_JOIN, join)
  );
  await setter.connect();
  await setter.subscribe({ topics: [topic] });
  await setter.run({ autoCommit: false, eachMessage: () => Promise.resolve() });
  await joined;
  await setter.commitOffsets(partitions.map((place) => ({ topic, ...place })));
  await setter.disconnect();
}

// %% exercise-replay commits-as-a-member
async function replay(group: string, topic: string, from: Date): Promise<void> {
  const found = await cluster.admin.fetchTopicOffsetsByTimestamp(topic, +from);
  const lags = await measureLag(cluster, group, topic);
  const back = found.filter(({ partition, offset }) => {
    const { committed } = lags[partition]!;
    return committed !== null && BigInt(offset) < committed;
  });
  const { groups } = await cluster.admin.describeGroups([group]);
  if (groups[0]!.members.length > 0) throw new Error(`${group} runs`);
  const setter = { group, topic, name: "setter", autoCommit: false };
  const member = await joinGroup(cluster, setter);
  await member.consumer.commitOffsets(
    back.map(({ partition, offset }) => ({ topic, partition, offset })),
  );
  await member.leave();
}

// %% exercise-replay reads-the-times
async function replay(group: string, topic: string, from: Date): Promise<void> {
  const { readToEnd } = await import("workbook");
  const records = await readToEnd(cluster, topic);
  const lags = await measureLag(cluster, group, topic);
  const { offsetRanges } = await import("workbook");
  const ranges = await offsetRanges(cluster, topic);
  const places = ranges.map(({ start }, partition) => {
    const committed = lags[partition]!.committed ?? start;
    const stands = committed > start ? committed : start;
    const later = records.find((record) =>
      record.partition === partition && record.timestamp >= from
    );
    return later && later.offset < stands ? later.offset : stands;
  });
  await resetGroup(cluster, group, topic, places);
}

// %% exercise-replay clamped-at-the-end
async function replay(group: string, topic: string, from: Date): Promise<void> {
  const { offsetRanges } = await import("workbook");
  const ranges = await offsetRanges(cluster, topic);
  const lags = await measureLag(cluster, group, topic);
  const found = await cluster.admin.fetchTopicOffsetsByTimestamp(topic, +from);
  const least = (...all: bigint[]): bigint =>
    all.reduce((a, b) => a < b ? a : b);
  const most = (...all: bigint[]): bigint =>
    all.reduce((a, b) => a > b ? a : b);
  const places: bigint[] = [];
  for (const { partition, offset } of found) {
    const { start, end } = ranges[partition]!;
    places[partition] = most(
      start,
      least(end, BigInt(offset), lags[partition]!.committed ?? start),
    );
  }
  await resetGroup(cluster, group, topic, places);
}
