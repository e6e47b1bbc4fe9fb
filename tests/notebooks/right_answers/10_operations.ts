// Unusual right answers to the exercises of chapter 10, which their checks must accept.
// Each cell takes the place of the exercise cell that its heading names.

// %% exercise-kept partition-by-partition
function whatIsLeft(
  records: ConsumerRecord[],
  active: bigint[],
): ConsumerRecord[] {
  return active.flatMap((first, partition) => {
    const own = records.filter((record) => record.partition === partition);
    return own.filter(({ key, offset }) =>
      offset >= first ||
      !own.some((later) =>
        later.key === key && later.offset > offset && later.offset < first
      )
    );
  });
}

// %% exercise-kept from-the-end
function whatIsLeft(
  records: ConsumerRecord[],
  active: bigint[],
): ConsumerRecord[] {
  const seen = new Set<string>();
  return records.toReversed().filter(({ partition, offset, key }) => {
    if (offset >= active[partition]!) return true;
    const place = JSON.stringify([partition, key]);
    return !seen.has(place) && seen.add(place);
  }).toReversed();
}

// %% exercise-kept copies-of-the-records
function whatIsLeft(
  records: ConsumerRecord[],
  active: bigint[],
): ConsumerRecord[] {
  const gone = new Set<ConsumerRecord>();
  const last: Record<string, ConsumerRecord> = {};
  for (const record of records) {
    if (record.offset >= active[record.partition]!) continue;
    const place = `${record.partition}:${record.key}`;
    if (last[place]) gone.add(last[place]);
    last[place] = record;
  }
  return records.filter((record) => !gone.has(record)).map((r) => ({ ...r }));
}

// %% exercise-kept grouped-and-sorted-again
function whatIsLeft(
  records: ConsumerRecord[],
  active: bigint[],
): ConsumerRecord[] {
  const isOld = (r: ConsumerRecord) => r.offset < active[r.partition]!;
  const byKey = Map.groupBy(
    records,
    (r) => isOld(r) ? `${r.partition} ${r.key}` : `${r.partition} @${r.offset}`,
  );
  return [...byKey.values()].map((same) => same.at(-1)!)
    .sort((a, b) => a.partition - b.partition || Number(a.offset - b.offset));
}

// %% exercise-retention the-brokers-clock
function configsForDeliveries(): Record<string, string> {
  const hours = 60 * 60_000;
  return {
    "retention.ms": String(48 * hours),
    "segment.ms": String(hours),
    "retention.bytes": "-1",
    "message.timestamp.type": "LogAppendTime",
  };
}

// %% exercise-retention old-records-are-refused
function configsForDeliveries(): Record<string, string> {
  const hours = 60 * 60_000;
  return {
    "retention.ms": String(50 * hours),
    "segment.ms": String(20 * hours),
    "retention.bytes": "-1",
    "message.timestamp.before.max.ms": String(hours),
  };
}

// %% exercise-retention just-inside
function configsForDeliveries(): Record<string, string> {
  const minutes = 60_000;
  return {
    "retention.ms": String(48 * 60 * minutes),
    "segment.ms": String((24 * 60 - 6) * minutes),
    "retention.bytes": "-1",
  };
}

// %% exercise-retention says-what-holds-anyway
function configsForDeliveries(): Record<string, string> {
  const day = 86_400_000;
  return {
    "cleanup.policy": "delete",
    "retention.bytes": "-1",
    "retention.ms": `${2.5 * day}`,
    "segment.ms": `${day / 24}`,
    "file.delete.delay.ms": "1000",
  };
}

// %% exercise-stuck in-any-order
function stuckPartitions(looks: Look[]): number[] {
  const stuck: number[] = [];
  for (let partition = looks[0]!.length - 1; partition >= 0; partition--) {
    const own = looks.map((look) => look[partition]!);
    const offsets = new Set(own.map(({ committed }) => committed));
    if (offsets.size === 1 && own.every(({ lag }) => lag)) {
      stuck.push(partition);
    }
  }
  return stuck;
}

// %% exercise-stuck as-text
function stuckPartitions(looks: Look[]): number[] {
  const [first, ...others] = looks;
  return first!.filter(({ partition, committed, lag }) =>
    lag > 0n && others.every((look) =>
      look[partition]!.lag > 0n &&
      String(look[partition]!.committed) === String(committed)
    )
  ).map(({ partition }) => partition);
}

// %% exercise-stuck strikes-out
function stuckPartitions(looks: Look[]): number[] {
  const left = new Set(looks[0]!.map(({ partition }) => partition));
  looks.forEach((look, n) => {
    for (const { partition, committed, lag } of look) {
      const before = looks[Math.max(0, n - 1)]![partition]!;
      if (lag === 0n || committed !== before.committed) left.delete(partition);
    }
  });
  return [...left];
}

// %% exercise-stuck by-end-and-lag
function stuckPartitions(looks: Look[]): number[] {
  const [a, b, c] = looks as [Look, Look, Look];
  const isAtRest = (p: number, one: Look, other: Look): boolean =>
    one[p]!.committed === other[p]!.committed;
  return a.map(({ partition }) => partition).filter((p) =>
    a[p]!.lag > 0n && isAtRest(p, a, b) && isAtRest(p, b, c)
  );
}
