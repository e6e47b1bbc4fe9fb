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

// %% exercise-places after-the-last-of-the-batch
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

// %% exercise-places after-the-last-that-was-mailed
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

// %% exercise-mailer commit-first
// says: is not out, it stands at offset
// says: If the mailer dies now, who will mail it?
const startMailer: StartMailer = async (kafka, groupId, topic, mail) => {
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      const offset = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset }]);
      await mail(String(message.value));
    },
  });
  return () => consumer.disconnect();
};

// %% exercise-mailer leaves-it-to-auto-commit
// says: was out, and the group's place in partition
// says: What should the next mail wait for?
const startMailer: StartMailer = async (kafka, groupId, topic, mail) => {
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ topic, partition, message }) => {
      await mail(String(message.value));
    },
  });
  return () => consumer.disconnect();
};

// %% exercise-mailer the-offset-itself
// says: was out, and the group's place in partition
const startMailer: StartMailer = async (kafka, groupId, topic, mail) => {
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      await mail(String(message.value));
      const { offset } = message;
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
  return () => consumer.disconnect();
};

// %% exercise-mailer nobody-waits-for-the-mail
// says: was still on its way. Which of the two may your mailer commit now?
const startMailer: StartMailer = async (kafka, groupId, topic, mail) => {
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      void mail(String(message.value));
      const offset = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
  return () => consumer.disconnect();
};

// %% exercise-mailer nobody-waits-for-the-commit
// says: What should the next mail wait for?
const startMailer: StartMailer = async (kafka, groupId, topic, mail) => {
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      await mail(String(message.value));
      const offset = String(BigInt(message.offset) + 1n);
      void consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
  return () => consumer.disconnect();
};

// %% exercise-mailer waits-a-little-for-the-commit
// says: What should the next mail wait for?
const startMailer: StartMailer = async (kafka, groupId, topic, mail) => {
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      await mail(String(message.value));
      const offset = String(BigInt(message.offset) + 1n);
      void consumer.commitOffsets([{ topic, partition, offset }]);
      await new Promise((later) => setTimeout(later, 20));
    },
  });
  return () => consumer.disconnect();
};

// %% exercise-mailer goes-on-after-a-refused-mail
// says: The mail server refused order 1004, and the next order that your mailer took from partition 1 was 1006
const startMailer: StartMailer = async (kafka, groupId, topic, mail) => {
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      try {
        await mail(String(message.value));
      } catch {
        return;
      }
      const offset = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
  return () => consumer.disconnect();
};

// %% exercise-mailer a-refused-mail-counts-as-done
// says: The mail server refused order 1004
const startMailer: StartMailer = async (kafka, groupId, topic, mail) => {
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      await mail(String(message.value)).catch(() => {});
      const offset = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
  return () => consumer.disconnect();
};

// %% exercise-mailer begins-at-the-latest
// says: orders had their mail. Where does your consumer begin in a partition without a place
const startMailer: StartMailer = async (kafka, groupId, topic, mail) => {
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic] });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      await mail(String(message.value));
      const offset = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
  return () => consumer.disconnect();
};

// %% exercise-mailer a-group-of-its-own
// says: no consumer is in the group whose name your function was given
const startMailer: StartMailer = async (kafka, groupId, topic, mail) => {
  const consumer = kafka.consumer({ groupId: `${groupId}-mailer` });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      await mail(String(message.value));
      const offset = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
  return () => consumer.disconnect();
};

// %% exercise-mailer a-batch-without-its-progress
// says: got a second mail, and nothing had died. Order 100
// says: How does it learn how far your mailer has come?
const startMailer: StartMailer = async (kafka, groupId, topic, mail) => {
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch: { topic, partition, messages }, heartbeat }) => {
      for (const { offset, value } of messages) {
        await mail(value!.toString());
        const next = (BigInt(offset) + 1n).toString();
        await consumer.commitOffsets([{ topic, partition, offset: next }]);
        await heartbeat();
      }
    },
  });
  return consumer.disconnect;
};

// %% exercise-mailer two-after-each
// says: is not out, it stands at offset
// says: If the mailer dies now, who will mail it?
const startMailer: StartMailer = async (kafka, groupId, topic, mail) => {
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      await mail(String(message.value));
      const offset = String(BigInt(message.offset) + 2n);
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
  return () => consumer.disconnect();
};

// %% exercise-mailer a-commit-that-fails-is-forgotten
// says: The commit for order 1003 was rejected, and the next mail of partition 0 was for order 1005
// says: Who hears of a commit that failed?
const startMailer: StartMailer = async (kafka, groupId, topic, mail) => {
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      await mail(String(message.value));
      const offset = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset }]).catch(() => {});
    },
  });
  return () => consumer.disconnect();
};

// %% exercise-mailer never-connects
// says: consumer.connect() was to be rejected, and your function did not fail
const startMailer: StartMailer = async (kafka, groupId, topic, mail) => {
  const consumer = kafka.consumer({ groupId });
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      await mail(String(message.value));
      const offset = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
  return () => consumer.disconnect();
};

// %% exercise-mailer a-failed-subscription-is-forgotten
// says: consumer.subscribe() was to be rejected, and your function did not fail
const startMailer: StartMailer = async (kafka, groupId, topic, mail) => {
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true })
    .catch(console.error);
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      await mail(String(message.value));
      const offset = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
  return () => consumer.disconnect();
};

// %% exercise-mailer nobody-waits-for-run
// says: consumer.run() was to be rejected, and your function did not fail
const startMailer: StartMailer = async (kafka, groupId, topic, mail) => {
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  void consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      await mail(String(message.value));
      const offset = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
  return () => consumer.disconnect();
};

// %% exercise-mailer does-not-leave
// says: and the coordinator still counts a member in the group
// says: How does a consumer leave?
const startMailer: StartMailer = async (kafka, groupId, topic, mail) => {
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      await mail(String(message.value));
      const offset = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
  return () => Promise.resolve();
};

// %% exercise-mailer gives-nothing-back
// says: A function was asked for that ends the mailer
const startMailer: StartMailer = async (kafka, groupId, topic, mail) => {
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      await mail(String(message.value));
      const offset = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
  return undefined as unknown as () => Promise<void>;
};

// %% exercise-mailer text-plus-one
// says: is not out, it stands at offset
const startMailer: StartMailer = async (kafka, groupId, topic, mail) => {
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      await mail(String(message.value));
      const offset = message.offset + 1;
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
  });
  return () => consumer.disconnect();
};

// %% exercise-places two-after-the-last
// says: The group now goes on at offset 5 of partition 0. The last record that the mailer had from there is at 3
// says: Who will mail that one?
function placesAfter(
  attempts: { partition: number; offset: bigint; mailed: boolean }[],
): { partition: number; offset: string }[] {
  const byPartition = Map.groupBy(attempts, ({ partition }) => partition);
  return [...byPartition].map(([partition, own]) => {
    const refused = own.find(({ mailed }) => !mailed);
    const next = refused ? refused.offset : own.at(-1)!.offset + 2n;
    return { partition, offset: String(next) };
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
    await Promise.all(
      batch.slice(i, i + 4).map(async (record) => {
        await mail(record);
        await commit(record.offset + 1n);
      }),
    );
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

// %% exercise-four a-commit-that-fails-is-forgotten
// says: A commit was rejected, and the mail for offset 7 began all the same
async function mailAll(
  batch: ConsumerRecord[],
  mail: (record: ConsumerRecord) => Promise<void>,
  commit: (offset: bigint) => Promise<void>,
): Promise<void> {
  for (let i = 0; i < batch.length; i += 4) {
    const four = batch.slice(i, i + 4);
    await Promise.all(four.map(mail));
    await commit(four.at(-1)!.offset + 1n).catch(() => {});
  }
}

// %% exercise-four waits-a-little-for-each-commit
// says: began while a commit was still on its way
async function mailAll(
  batch: ConsumerRecord[],
  mail: (record: ConsumerRecord) => Promise<void>,
  commit: (offset: bigint) => Promise<void>,
): Promise<void> {
  for (let i = 0; i < batch.length; i += 4) {
    const four = batch.slice(i, i + 4);
    await Promise.all(four.map(mail));
    void commit(four.at(-1)!.offset + 1n);
    await new Promise((later) => setTimeout(later, 50));
  }
}

// %% exercise-four waits-a-little-for-the-mails
// says: will never get a mail
async function mailAll(
  batch: ConsumerRecord[],
  mail: (record: ConsumerRecord) => Promise<void>,
  commit: (offset: bigint) => Promise<void>,
): Promise<void> {
  for (let i = 0; i < batch.length; i += 4) {
    const four = batch.slice(i, i + 4);
    void Promise.all(four.map(mail));
    await new Promise((later) => setTimeout(later, 50));
    await commit(four.at(-1)!.offset + 1n);
  }
}

// %% exercise-replay keeps-failures-to-itself
// says: This time the group was running, and a running group can't be taken back
async function replay(group: string, topic: string, from: Date): Promise<void> {
  try {
    const found = await cluster.admin.fetchTopicOffsetsByTimestamp(
      topic,
      +from,
    );
    const kept = await cluster.admin.fetchTopicOffsets(topic);
    const places = (await measureLag(cluster, group, topic)).map((lag, i) => {
      const low = BigInt(kept.find(({ partition }) => partition === i)!.low);
      const then = BigInt(
        found.find(({ partition }) => partition === i)!.offset,
      );
      const stands = lag.committed ?? low;
      return then < stands ? then : stands < low ? low : stands;
    });
    await resetGroup(cluster, group, topic, places);
  } catch (error) {
    console.error(`${error}`);
  }
}
