// Typical wrong answers to the exercises of chapter 10, and what the check says to each.
// Each cell takes the place of the exercise cell that its heading names.

// %% exercise-kept the-last-value-of-all
// says: The later one
// says: is in the active segment, which begins at offset
function whatIsLeft(
  records: ConsumerRecord[],
  active: bigint[],
): ConsumerRecord[] {
  const last = new Map(
    records.map((record) => [`${record.partition} ${record.key}`, record]),
  );
  return records.filter((record) => [...last.values()].includes(record));
}

// %% exercise-kept the-tombstone-goes-at-once
// says: Some reader has not seen it yet
function whatIsLeft(
  records: ConsumerRecord[],
  active: bigint[],
): ConsumerRecord[] {
  const place = ({ partition, key }: ConsumerRecord) => `${partition} ${key}`;
  const closed = records.filter(({ partition, offset }) =>
    offset < active[partition]!
  );
  const last = new Map(closed.map((record) => [place(record), record]));
  return records.filter((record) =>
    !closed.includes(record) ||
    (last.get(place(record)) === record && record.value !== null)
  );
}

// %% exercise-kept one-value-a-key-in-all-partitions
// says: The key Cleo is in another partition, too
function whatIsLeft(
  records: ConsumerRecord[],
  active: bigint[],
): ConsumerRecord[] {
  const closed = records.filter(({ partition, offset }) =>
    offset < active[partition]!
  );
  const last = new Map(closed.map((record) => [record.key, record]));
  return records.filter((record) =>
    !closed.includes(record) || last.get(record.key) === record
  );
}

// %% exercise-kept the-active-segment-is-forgotten
// says: It is in the active segment
function whatIsLeft(
  records: ConsumerRecord[],
  active: bigint[],
): ConsumerRecord[] {
  const place = ({ partition, key }: ConsumerRecord) => `${partition} ${key}`;
  const closed = records.filter(({ partition, offset }) =>
    offset < active[partition]!
  );
  return [
    ...new Map(closed.map((record) => [place(record), record])).values(),
  ];
}

// %% exercise-kept in-the-order-of-a-map
// says: All the right records
// says: Does the cleaner move records?
function whatIsLeft(
  records: ConsumerRecord[],
  active: bigint[],
): ConsumerRecord[] {
  const place = ({ partition, key }: ConsumerRecord) => `${partition} ${key}`;
  const isClosed = ({ partition, offset }: ConsumerRecord) =>
    offset < active[partition]!;
  const last = new Map(
    records.filter(isClosed).map((record) => [place(record), record]),
  );
  return [
    ...last.values(),
    ...records.filter((record) => !isClosed(record)),
  ];
}

// %% exercise-kept nothing-goes
// says: Which record after it has the same key?
function whatIsLeft(
  records: ConsumerRecord[],
  active: bigint[],
): ConsumerRecord[] {
  return records;
}

// %% exercise-retention retention-alone
// says: so an address may stay for 216
// says: from DEFAULT_CONFIG
function configsForDeliveries(): Record<string, string> {
  return { "retention.ms": String(48 * 60 * 60_000), "retention.bytes": "-1" };
}

// %% exercise-retention three-days-as-the-limit
// says: so an address may stay for 96
function configsForDeliveries(): Record<string, string> {
  const hours = 60 * 60_000;
  return {
    "retention.ms": String(72 * hours),
    "segment.ms": String(24 * hours),
    "retention.bytes": "-1",
  };
}

// %% exercise-retention the-limit-by-size-forgotten
// says: from STATIC_BROKER_CONFIG
// says: Who has set that limit
function configsForDeliveries(): Record<string, string> {
  const hours = 60 * 60_000;
  return {
    "retention.ms": String(48 * hours),
    "segment.ms": String(12 * hours),
  };
}

// %% exercise-retention in-seconds
// says: which is 0 hours
// says: In which unit does Kafka count
function configsForDeliveries(): Record<string, string> {
  return {
    "retention.ms": String(48 * 60 * 60),
    "segment.ms": String(12 * 60 * 60),
    "retention.bytes": "-1",
  };
}

// %% exercise-retention a-name-of-ones-own
// says: No topic has a config "retention.days"
function configsForDeliveries(): Record<string, string> {
  return { "retention.days": "2" };
}

// %% exercise-retention compaction-instead
// says: Compaction goes by key, not by age
function configsForDeliveries(): Record<string, string> {
  return {
    "cleanup.policy": "compact",
    "max.compaction.lag.ms": String(72 * 60 * 60_000),
  };
}

// %% exercise-stuck the-largest-lag
// says: Partition 2 is not stuck
// says: is nobody working there
function stuckPartitions(looks: Look[]): number[] {
  const last = looks.at(-1)!;
  const largest = last.toSorted((a, b) => Number(b.lag - a.lag));
  return [largest[0]!.partition];
}

// %% exercise-stuck a-growing-lag
// says: is not stuck
function stuckPartitions(looks: Look[]): number[] {
  const [first, last] = [looks[0]!, looks.at(-1)!];
  return last.filter(({ lag }, i) => lag > first[i]!.lag)
    .map(({ partition }) => partition);
}

// %% exercise-stuck a-lag-that-does-not-shrink
// says: or that as many come as are done
function stuckPartitions(looks: Look[]): number[] {
  const [first, last] = [looks[0]!, looks.at(-1)!];
  return last.filter(({ partition, lag }, i) =>
    partition !== 2 && partition !== 6 && lag > 0n && lag >= first[i]!.lag
  ).map(({ partition }) => partition);
}

// %% exercise-stuck whoever-has-not-moved
// says: What is there to do?
function stuckPartitions(looks: Look[]): number[] {
  const [first, last] = [looks[0]!, looks.at(-1)!];
  return last.filter(({ committed }, i) => committed === first[i]!.committed)
    .map(({ partition }) => partition);
}

// %% exercise-stuck only-the-last-lag
// says: Its records came between the last two looks
function stuckPartitions(looks: Look[]): number[] {
  const [first, last] = [looks[0]!, looks.at(-1)!];
  return last.filter(({ committed, lag }, i) =>
    lag > 0n && committed === first[i]!.committed
  ).map(({ partition }) => partition);
}

// %% exercise-stuck nothing-committed-is-no-offset
// says: Nothing was ever committed. Who works there?
function stuckPartitions(looks: Look[]): number[] {
  return looks[0]!.filter(({ committed }, i) =>
    committed !== null &&
    looks.every((look) => look[i]!.lag > 0n && look[i]!.committed === committed)
  ).map(({ partition }) => partition);
}

// %% exercise-kept one-value-a-key-in-the-active-segment-too
// says: You drop Eve Moor at offset 4 of partition 1
// says: It is in the active segment
function whatIsLeft(
  records: ConsumerRecord[],
  active: bigint[],
): ConsumerRecord[] {
  const place = ({ partition, offset, key }: ConsumerRecord) =>
    `${offset < active[partition]!} ${partition} ${key}`;
  const last = new Map(records.map((record) => [place(record), record]));
  return records.filter((record) => last.get(place(record)) === record);
}

// %% exercise-kept offsets-as-text
// says: You drop Lea 11 at offset 10 of partition 3, but your broker has kept it
function whatIsLeft(
  records: ConsumerRecord[],
  active: bigint[],
): ConsumerRecord[] {
  const isOld = (r: ConsumerRecord) => r.offset < active[r.partition]!;
  const isLater = (a: ConsumerRecord, b: ConsumerRecord) =>
    a.partition === b.partition && a.key === b.key && isOld(a) &&
    String(a.offset) > String(b.offset);
  return records.filter((r) =>
    !isOld(r) || !records.some((other) => isLater(other, r))
  );
}

// %% exercise-kept an-empty-value-for-a-tombstone
// says: You drop Ida
// says: Nothing came after it for Ida
function whatIsLeft(
  records: ConsumerRecord[],
  active: bigint[],
): ConsumerRecord[] {
  const place = (r: ConsumerRecord) => `${r.partition} ${r.key}`;
  const old = records.filter((r) => r.offset < active[r.partition]!);
  const last = new Map(old.map((r) => [place(r), r]));
  return records.filter((r) =>
    !old.includes(r) || (last.get(place(r)) === r && r.value !== "")
  );
}

// %% exercise-kept takes-the-partitions-one-after-the-other
// says: You drop
function whatIsLeft(
  records: ConsumerRecord[],
  active: bigint[],
): ConsumerRecord[] {
  return active.flatMap((first, partition) => {
    const from = records.findIndex((record) => record.partition === partition);
    const own = records.slice(from)
      .filter((record, i) => i === Number(record.offset));
    const old = own.filter(({ offset }) => offset < first);
    const last = new Map(old.map((record) => [record.key, record]));
    return own.filter((r) => r.offset >= first || last.get(r.key) === r);
  });
}

// %% exercise-kept named-twice
// says: twice. It was written once.
function whatIsLeft(
  records: ConsumerRecord[],
  active: bigint[],
): ConsumerRecord[] {
  const place = (r: ConsumerRecord) => `${r.partition} ${r.key}`;
  const old = records.filter((r) => r.offset < active[r.partition]!);
  const last = new Map(old.map((r) => [place(r), r]));
  return records.flatMap((r) =>
    old.includes(r) ? last.get(place(r)) === r ? [r] : [] : [r, r]
  );
}

// %% exercise-retention not-a-minute-to-spare
// says: brokers look every five minutes
// says: so an address may stay for 72.1
function configsForDeliveries(): Record<string, string> {
  const hours = 60 * 60_000;
  return {
    "retention.ms": String(48 * hours),
    "segment.ms": String(24 * hours),
    "retention.bytes": "-1",
  };
}

// %% exercise-retention files-that-stay-a-day
// says: a deleted file goes 1440 minutes later
function configsForDeliveries(): Record<string, string> {
  const hours = 60 * 60_000;
  return {
    "retention.ms": String(48 * hours),
    "segment.ms": String(12 * hours),
    "retention.bytes": "-1",
    "file.delete.delay.ms": String(24 * hours),
  };
}

// %% exercise-retention a-minute-too-few
// says: which is 48 hours
// says: how much of it is two days
function configsForDeliveries(): Record<string, string> {
  const hours = 60 * 60_000;
  return {
    "retention.ms": String(48 * hours - 60_000),
    "segment.ms": String(12 * hours),
    "retention.bytes": "-1",
  };
}

// %% exercise-retention the-brokers-clock-and-a-week-of-segments
// says: so an address may stay for 216
function configsForDeliveries(): Record<string, string> {
  return {
    "retention.ms": String(48 * 60 * 60_000),
    "retention.bytes": "-1",
    "message.timestamp.type": "LogAppendTime",
  };
}

// %% exercise-stuck only-the-first-look-counts
// says: Partition 9 is not stuck
// says: Has the group done nothing between the last two looks?
function stuckPartitions(looks: Look[]): number[] {
  const [first, second] = [looks[0]!, looks[1]!];
  return first.filter(({ committed, lag }, i) =>
    lag > 0n && committed === second[i]!.committed
  ).map(({ partition }) => partition);
}

// %% exercise-stuck only-the-last-two-looks
// says: is not stuck
function stuckPartitions(looks: Look[]): number[] {
  const [before, last] = [looks[1]!, looks[2]!];
  return last.filter(({ committed }, i) =>
    before[i]!.lag > 0n && committed === before[i]!.committed
  ).map(({ partition }) => partition);
}

// %% exercise-stuck first-and-last
// says: Partition 12 is not stuck
// says: First and last are the same
function stuckPartitions(looks: Look[]): number[] {
  const [first, last] = [looks[0]!, looks.at(-1)!];
  return last.filter(({ committed }, i) =>
    first[i]!.lag > 0n && committed === first[i]!.committed
  ).map(({ partition }) => partition);
}

// %% exercise-stuck nothing-is-zero
// says: You did not name partition 13
function stuckPartitions(looks: Look[]): number[] {
  return looks[0]!.filter(({ committed }, i) =>
    looks.every((look) =>
      look[i]!.lag > 0n && look[i]!.committed === committed
    ) && committed !== 0n
  ).map(({ partition }) => partition);
}

// %% exercise-stuck once-a-look
// says: more than once
function stuckPartitions(looks: Look[]): number[] {
  return looks.flatMap((look) =>
    look.filter(({ partition }) =>
      looks.every((each) =>
        each[partition]!.lag > 0n &&
        each[partition]!.committed === look[partition]!.committed
      )
    ).map(({ partition }) => partition)
  );
}
