// Typical wrong answers to the exercises of chapter 5, and what the check says to each.
// Each cell takes the place of the exercise cell that its heading names.

// %% exercise-places the-offset-itself
// says: The group now goes on at offset 3 of partition 0
// says: Which offset is the first that still needs a mail?
function placesAfter(
  attempts: { partition: number; offset: bigint; mailed: boolean }[],
): { partition: number; offset: string }[] {
  const byPartition = Map.groupBy(attempts, ({ partition }) => partition);
  return [...byPartition].map(([partition, own]) => {
    const refused = own.find(({ mailed }) => !mailed);
    const last = refused ?? own.at(-1)!;
    return { partition, offset: String(last.offset) };
  });
}

// %% exercise-places behind-the-last-of-the-batch
// says: The group now goes on at offset 8 of partition 1
// says: The mail for offset 5 was refused
// says: that one record is done, or that all before it are?
function placesAfter(
  attempts: { partition: number; offset: bigint; mailed: boolean }[],
): { partition: number; offset: string }[] {
  const byPartition = Map.groupBy(attempts, ({ partition }) => partition);
  return [...byPartition].map(([partition, own]) => ({
    partition,
    offset: String(own.at(-1)!.offset + 1n),
  }));
}

// %% exercise-places behind-the-last-that-was-mailed
// says: nobody will look at that order again
function placesAfter(
  attempts: { partition: number; offset: bigint; mailed: boolean }[],
): { partition: number; offset: string }[] {
  const mailed = attempts.filter((attempt) => attempt.mailed);
  const byPartition = Map.groupBy(mailed, ({ partition }) => partition);
  return [...byPartition].map(([partition, own]) => ({
    partition,
    offset: String(own.at(-1)!.offset + 1n),
  }));
}

// %% exercise-places the-number-of-mails
// says: goes on at offset 2 of partition 1
// says: a second mail goes out for 3, 4
function placesAfter(
  attempts: { partition: number; offset: bigint; mailed: boolean }[],
): { partition: number; offset: string }[] {
  const byPartition = Map.groupBy(attempts, ({ partition }) => partition);
  return [...byPartition].map(([partition, own]) => {
    const refused = own.findIndex(({ mailed }) => !mailed);
    return { partition, offset: String(refused < 0 ? own.length : refused) };
  });
}

// %% exercise-places one-place-for-all
// says: Which partitions does your answer name?
function placesAfter(
  attempts: { partition: number; offset: bigint; mailed: boolean }[],
): { partition: number; offset: string }[] {
  const refused = attempts.find(({ mailed }) => !mailed)!;
  return [{ partition: refused.partition, offset: String(refused.offset) }];
}

// %% exercise-places a-place-for-each-record
// says: Your answer names partition 0 more than once
function placesAfter(
  attempts: { partition: number; offset: bigint; mailed: boolean }[],
): { partition: number; offset: string }[] {
  return attempts.filter(({ mailed }) => mailed).map((
    { partition, offset },
  ) => ({ partition, offset: String(offset + 1n) }));
}

// %% exercise-places offsets-that-are-not-text
// says: with the offset as text
function placesAfter(
  attempts: { partition: number; offset: bigint; mailed: boolean }[],
): { partition: number; offset: bigint }[] {
  return attempts.map(({ partition, offset }) => ({ partition, offset }));
}

// %% exercise-places sorted-as-text
// says: The mail for offset 9 was refused, and nobody will look at that order again
function placesAfter(
  attempts: { partition: number; offset: bigint; mailed: boolean }[],
): { partition: number; offset: string }[] {
  const byPartition = Map.groupBy(attempts, ({ partition }) => partition);
  return [...byPartition].map(([partition, own]) => {
    const refused = own.filter(({ mailed }) => !mailed)
      .map(({ offset }) => String(offset)).sort();
    return {
      partition,
      offset: refused[0] ?? String(own.at(-1)!.offset + 1n),
    };
  });
}

// %% exercise-places counted-from-the-first-offset
// says: a second mail goes out for
function placesAfter(
  attempts: { partition: number; offset: bigint; mailed: boolean }[],
): { partition: number; offset: string }[] {
  const byPartition = Map.groupBy(attempts, ({ partition }) => partition);
  return [...byPartition].map(([partition, own]) => {
    const refused = own.findIndex(({ mailed }) => !mailed);
    const done = refused < 0 ? own.length : refused;
    return { partition, offset: String(own[0]!.offset + BigInt(done)) };
  });
}

// %% exercise-four commit-first
// says: will never get a mail
// says: What must be true of every record before an offset when you commit it?
async function mailAll(
  batch: ConsumerRecord[],
  mail: (record: ConsumerRecord) => Promise<void>,
  commit: (offset: bigint) => Promise<void>,
): Promise<void> {
  for (let i = 0; i < batch.length; i += 4) {
    const four = batch.slice(i, i + 4);
    await commit(four.at(-1)!.offset + 1n);
    await Promise.all(four.map(mail));
  }
}

// %% exercise-four each-commits-when-it-is-out
// says: Your loop had committed 7
// says: the orders at offsets 3, 4, 5 will never get a mail
async function mailAll(
  batch: ConsumerRecord[],
  mail: (record: ConsumerRecord) => Promise<void>,
  commit: (offset: bigint) => Promise<void>,
): Promise<void> {
  for (let i = 0; i < batch.length; i += 4) {
    await Promise.all(batch.slice(i, i + 4).map(async (record) => {
      await mail(record);
      await commit(record.offset + 1n);
    }));
  }
}

// %% exercise-four nobody-waits-for-the-mails
// says: when 0 of 12 mails were out
// says: will never get a mail
async function mailAll(
  batch: ConsumerRecord[],
  mail: (record: ConsumerRecord) => Promise<void>,
  commit: (offset: bigint) => Promise<void>,
): Promise<void> {
  for (let i = 0; i < batch.length; i += 4) {
    const four = batch.slice(i, i + 4);
    four.forEach((record) => void mail(record));
    await commit(four.at(-1)!.offset + 1n);
  }
}

// %% exercise-four one-commit-at-the-end
// says: nothing had been committed
// says: So 10 orders get a second mail. When could your loop have committed?
async function mailAll(
  batch: ConsumerRecord[],
  mail: (record: ConsumerRecord) => Promise<void>,
  commit: (offset: bigint) => Promise<void>,
): Promise<void> {
  for (let i = 0; i < batch.length; i += 4) {
    await Promise.all(batch.slice(i, i + 4).map(mail));
  }
  await commit(batch.at(-1)!.offset + 1n);
}

// %% exercise-four the-offset-itself
// says: the group goes on at offset 15, and the partition ends at 16: 1 would get a second mail
async function mailAll(
  batch: ConsumerRecord[],
  mail: (record: ConsumerRecord) => Promise<void>,
  commit: (offset: bigint) => Promise<void>,
): Promise<void> {
  for (let i = 0; i < batch.length; i += 4) {
    const four = batch.slice(i, i + 4);
    await Promise.all(four.map(mail));
    await commit(four.at(-1)!.offset);
  }
}

// %% exercise-four the-number-of-mails
// says: the group goes on at offset 12, and the partition ends at 16: 4 would get a second mail
async function mailAll(
  batch: ConsumerRecord[],
  mail: (record: ConsumerRecord) => Promise<void>,
  commit: (offset: bigint) => Promise<void>,
): Promise<void> {
  for (let i = 0; i < batch.length; i += 4) {
    await Promise.all(batch.slice(i, i + 4).map(mail));
    await commit(BigInt(i + 4));
  }
}

// %% exercise-four one-at-a-time
// says: never was more than one mail on its way
async function mailAll(
  batch: ConsumerRecord[],
  mail: (record: ConsumerRecord) => Promise<void>,
  commit: (offset: bigint) => Promise<void>,
): Promise<void> {
  for (const record of batch) {
    await mail(record);
    await commit(record.offset + 1n);
  }
}

// %% exercise-four all-at-once
// says: 12 mails were on their way at once, and the mail server takes four
async function mailAll(
  batch: ConsumerRecord[],
  mail: (record: ConsumerRecord) => Promise<void>,
  commit: (offset: bigint) => Promise<void>,
): Promise<void> {
  await Promise.all(batch.map(mail));
  await commit(batch.at(-1)!.offset + 1n);
}

// %% exercise-four nobody-waits-for-the-commits
// says: Your loop was done before its last commit was
// says: Which of your calls does nobody wait for?
async function mailAll(
  batch: ConsumerRecord[],
  mail: (record: ConsumerRecord) => Promise<void>,
  commit: (offset: bigint) => Promise<void>,
): Promise<void> {
  for (let i = 0; i < batch.length; i += 4) {
    const four = batch.slice(i, i + 4);
    await Promise.all(four.map(mail));
    void commit(four.at(-1)!.offset + 1n);
  }
}

// %% exercise-four eats-its-batch-and-commits-first
// says: will never get a mail
async function mailAll(
  batch: ConsumerRecord[],
  mail: (record: ConsumerRecord) => Promise<void>,
  commit: (offset: bigint) => Promise<void>,
): Promise<void> {
  while (batch.length > 0) {
    const four = batch.splice(0, 4);
    await commit(four.at(-1)!.offset + 1n);
    await Promise.all(four.map(mail));
  }
}

// %% exercise-four leans-on-the-notebook
// says: It ran in a process of its own, which sees nothing but what the function is given
const atOnce = 4;
async function mailAll(
  batch: ConsumerRecord[],
  mail: (record: ConsumerRecord) => Promise<void>,
  commit: (offset: bigint) => Promise<void>,
): Promise<void> {
  for (let i = 0; i < batch.length; i += atOnce) {
    const four = batch.slice(i, i + atOnce);
    await Promise.all(four.map(mail));
    await commit(four.at(-1)!.offset + 1n);
  }
}

// %% exercise-four a-refused-mail-counts-as-done
// says: The mail server refused the mail for offset 10
// says: the order at offset 10 will never get a mail
async function mailAll(
  batch: ConsumerRecord[],
  mail: (record: ConsumerRecord) => Promise<void>,
  commit: (offset: bigint) => Promise<void>,
): Promise<void> {
  for (let i = 0; i < batch.length; i += 4) {
    const four = batch.slice(i, i + 4);
    await Promise.allSettled(four.map(mail));
    await commit(four.at(-1)!.offset + 1n);
  }
}

// %% exercise-four a-refused-mail-ends-it-in-silence
// says: The mail server refused the mail for offset 10, and your loop ended without an error
async function mailAll(
  batch: ConsumerRecord[],
  mail: (record: ConsumerRecord) => Promise<void>,
  commit: (offset: bigint) => Promise<void>,
): Promise<void> {
  try {
    for (let i = 0; i < batch.length; i += 4) {
      const four = batch.slice(i, i + 4);
      await Promise.all(four.map(mail));
      await commit(four.at(-1)!.offset + 1n);
    }
  } catch (error) {
    console.error(error);
  }
}

// %% exercise-four commits-in-any-case
// says: What may be committed after a mail that was refused?
async function mailAll(
  batch: ConsumerRecord[],
  mail: (record: ConsumerRecord) => Promise<void>,
  commit: (offset: bigint) => Promise<void>,
): Promise<void> {
  for (let i = 0; i < batch.length; i += 4) {
    const four = batch.slice(i, i + 4);
    try {
      await Promise.all(four.map(mail));
    } finally {
      await commit(four.at(-1)!.offset + 1n);
    }
  }
}

// %% exercise-four counts-the-offsets
// says: the group goes on at offset 15, and the partition ends at 16: 1 would get a second mail
async function mailAll(
  batch: ConsumerRecord[],
  mail: (record: ConsumerRecord) => Promise<void>,
  commit: (offset: bigint) => Promise<void>,
): Promise<void> {
  let next = batch[0]!.offset;
  for (let i = 0; i < batch.length; i += 4) {
    const four = batch.slice(i, i + 4);
    await Promise.all(four.map(mail));
    next += BigInt(four.length);
    await commit(next);
  }
}

// %% exercise-four waits-for-the-last-commit-only
// says: began while a commit was still on its way
// says: What should the next four wait for?
async function mailAll(
  batch: ConsumerRecord[],
  mail: (record: ConsumerRecord) => Promise<void>,
  commit: (offset: bigint) => Promise<void>,
): Promise<void> {
  let last = Promise.resolve();
  for (let i = 0; i < batch.length; i += 4) {
    const four = batch.slice(i, i + 4);
    await Promise.all(four.map(mail));
    last = commit(four.at(-1)!.offset + 1n);
  }
  await last;
}

// %% exercise-replay to-the-moment-everywhere
// says: On partition 1 the group had come as far as offset 1, and now it stands at 2
// says: The order of minute 15, at offset 1, has never had a mail
// says: In which direction may a replay move a group?
async function replay(group: string, topic: string, from: Date): Promise<void> {
  await resetGroup(cluster, group, topic, from);
}

// %% exercise-replay forgets-who-has-committed-nothing
// says: On partition 3 the group had committed nothing, and now it stands at 1
// says: The order of minute 12, at offset 0, has never had a mail
async function replay(group: string, topic: string, from: Date): Promise<void> {
  const found = await cluster.admin.fetchTopicOffsetsByTimestamp(topic, +from);
  const stands = await measureLag(cluster, group, topic);
  const places = stands.map(({ partition, committed }) => {
    const then = found.find((each) => each.partition === partition)!.offset;
    return committed !== null && committed < BigInt(then)
      ? committed
      : BigInt(then);
  });
  await resetGroup(cluster, group, topic, places);
}

// %% exercise-replay everything-once-more
// says: the order of minute 0 is mailed again. The mail server broke in minute 35
async function replay(group: string, topic: string): Promise<void> {
  await resetGroup(cluster, group, topic, "earliest");
}

// %% exercise-replay one-offset-for-all-partitions
// says: is mailed again
async function replay(group: string, topic: string, from: Date): Promise<void> {
  const found = await cluster.admin.fetchTopicOffsetsByTimestamp(topic, +from);
  const least = found.map(({ offset }) => BigInt(offset))
    .reduce((a, b) => a < b ? a : b);
  const stands = await measureLag(cluster, group, topic);
  const places = stands.map(({ committed }) =>
    committed !== null && committed > least ? least : committed ?? 0n
  );
  await resetGroup(cluster, group, topic, places);
}

// %% exercise-replay only-looks
// says: the group stands at offset 5, as it did before
async function replay(group: string, topic: string, from: Date): Promise<void> {
  await cluster.admin.fetchTopicOffsetsByTimestamp(topic, +from);
  await measureLag(cluster, group, topic);
}

// %% exercise-replay all-who-read-the-topic
// says: The bank's group stood at offset
// says: Whose place does your function move?
async function replay(group: string, topic: string, from: Date): Promise<void> {
  const bank = group.replace(
    /mailer-(.*)-(\d+)$/,
    (_, run, count) => `bank-${run}-${Number(count) + 1}`,
  );
  for (const each of [group, bank]) {
    await resetGroup(cluster, each, topic, from);
  }
}

// %% exercise-replay no-place-taken-for-zero
// says: expected an offset from 2 to 4 but found 0
async function replay(group: string, topic: string, from: Date): Promise<void> {
  const found = await cluster.admin.fetchTopicOffsetsByTimestamp(topic, +from);
  const stands = await measureLag(cluster, group, topic);
  const places = stands.map(({ partition, committed }) => {
    const then = found.find((each) => each.partition === partition)!.offset;
    const place = committed ?? 0n;
    return BigInt(then) < place ? BigInt(then) : place;
  });
  await resetGroup(cluster, group, topic, places);
}

// %% exercise-replay a-place-that-is-deleted
// says: expected an offset from 3 to 6 but found 1
async function replay(group: string, topic: string, from: Date): Promise<void> {
  const found = await cluster.admin.fetchTopicOffsetsByTimestamp(topic, +from);
  const stands = await measureLag(cluster, group, topic);
  const places = stands.map(({ partition, committed, end, lag }) => {
    const then = found.find((each) => each.partition === partition)!.offset;
    const place = committed ?? end - lag;
    return BigInt(then) < place ? BigInt(then) : place;
  });
  await resetGroup(cluster, group, topic, places);
}

// %% exercise-replay found-is-taken-as-it-is
// says: On partition 1 the group had come as far as offset 1, and now it stands at 2
async function replay(group: string, topic: string, from: Date): Promise<void> {
  const found = await cluster.admin.fetchTopicOffsetsByTimestamp(topic, +from);
  const places = found.toSorted((a, b) => a.partition - b.partition)
    .map(({ offset }) => BigInt(offset));
  await resetGroup(cluster, group, topic, places);
}

// %% exercise-lag minus-one-taken-for-a-place
// says: An offset of -1 is no place
function totalLag(
  ends: { partition: number; low: string; high: string }[],
  committed: { partition: number; offset: string }[],
): bigint {
  const sum = (texts: string[]): bigint =>
    texts.reduce((total, text) => total + BigInt(text), 0n);
  return sum(ends.map(({ high }) => high)) -
    sum(committed.map(({ offset }) => offset));
}

// %% exercise-lag nothing-committed-nothing-to-read
// says: By your count a group that has committed nothing on a partition has nothing to read there
function totalLag(
  ends: { partition: number; low: string; high: string }[],
  committed: { partition: number; offset: string }[],
): bigint {
  return ends.reduce((sum, { partition, high }) => {
    const place = committed.find((each) => each.partition === partition)!;
    return place.offset === "-1"
      ? sum
      : sum + BigInt(high) - BigInt(place.offset);
  }, 0n);
}

// %% exercise-lag counted-from-offset-zero
// says: its five oldest orders are deleted. What does low say?
function totalLag(
  ends: { partition: number; low: string; high: string }[],
  committed: { partition: number; offset: string }[],
): bigint {
  return ends.reduce((sum, { partition, high }) => {
    const { offset } = committed.find((each) => each.partition === partition)!;
    return sum + BigInt(high) - (offset === "-1" ? 0n : BigInt(offset));
  }, 0n);
}

// %% exercise-lag the-end-taken-for-the-last-record
// says: Your count is one short for each partition
function totalLag(
  ends: { partition: number; low: string; high: string }[],
  committed: { partition: number; offset: string }[],
): bigint {
  return ends.reduce((sum, { partition, low, high }) => {
    const { offset } = committed.find((each) => each.partition === partition)!;
    return sum + BigInt(high) - BigInt(offset === "-1" ? low : offset) - 1n;
  }, 0n);
}

// %% exercise-lag first-with-first
// says: The group has 7 orders to read, and your function says 10. The two lists name the partitions in different orders
function totalLag(
  ends: { partition: number; low: string; high: string }[],
  committed: { partition: number; offset: string }[],
): bigint {
  return ends.reduce((sum, { low, high }, i) => {
    const { offset } = committed[i]!;
    return sum + BigInt(high) - BigInt(offset === "-1" ? low : offset);
  }, 0n);
}

// %% exercise-lag texts-added-up
// says: Offsets count further than a number can, so lag is a bigint
// says: what do + and < do with that?
function totalLag(
  ends: { partition: number; low: string; high: string }[],
  committed: { partition: number; offset: string }[],
): number {
  return ends.reduce((sum, { partition, low, high }) => {
    const { offset } = committed.find((each) => each.partition === partition)!;
    return sum + Number(high) - Number(offset === "-1" ? low : offset);
  }, 0);
}

// %% exercise-lag reversed-as-it-happens
// says: The two lists name the partitions in different orders
function totalLag(
  ends: { partition: number; low: string; high: string }[],
  committed: { partition: number; offset: string }[],
): bigint {
  const other = committed.toReversed();
  return ends.reduce((sum, { low, high }, i) => {
    const { offset } = other[i]!;
    return sum + BigInt(high) - BigInt(offset === "-1" ? low : offset);
  }, 0n);
}

// %% exercise-lag added-up-as-numbers
// says: Which of these offsets does it take for another number?
function totalLag(
  ends: { partition: number; low: string; high: string }[],
  committed: { partition: number; offset: string }[],
): bigint {
  const lag = ends.reduce((sum, { partition, low, high }) => {
    const { offset } = committed.find((each) => each.partition === partition)!;
    return sum + Number(high) - Number(offset === "-1" ? low : offset);
  }, 0);
  return BigInt(lag);
}

// %% exercise-lag the-partition-taken-for-a-place-in-the-list
// says: Your code threw TypeError
function totalLag(
  ends: { partition: number; low: string; high: string }[],
  committed: { partition: number; offset: string }[],
): bigint {
  return ends.reduce((sum, { partition, low, high }) => {
    const { offset } = committed[partition]!;
    return sum + BigInt(high) - BigInt(offset === "-1" ? low : offset);
  }, 0n);
}
