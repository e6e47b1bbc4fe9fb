// Unusual right answers to the exercises of chapter 0, which the checks accept.
// Each cell takes the place of the exercise cell that its heading names.

// %% exercise-send-and-read a-batch
async function sendAndRead(
  producer: Producer,
  topic: string,
  order: { id: number; lamp: string },
): Promise<ConsumerRecord> {
  const messages = [{
    key: `${order.id}`,
    value: JSON.stringify(order, null, 2),
  }];
  await producer.sendBatch({ topicMessages: [{ topic, messages }] });
  return (await readToEnd(cluster, topic)).at(-1)!;
}

// %% exercise-send-and-read bytes
async function sendAndRead(
  producer: Producer,
  topic: string,
  order: { id: number; lamp: string },
): Promise<ConsumerRecord> {
  const { Buffer } = await import("node:buffer");
  const bytes = (text: string) => Buffer.from(text);
  const messages = [{
    key: bytes(String(order.id)),
    value: bytes(JSON.stringify(order)),
  }];
  await producer.send({ topic, messages, acks: -1 });
  const { 0: record } = await readToEnd(cluster, topic);
  return record!;
}

// %% exercise-send-and-read by-then
function sendAndRead(
  producer: Producer,
  topic: string,
  { lamp, id }: { id: number; lamp: string },
): Promise<ConsumerRecord> {
  return producer.send({
    topic,
    messages: [{ key: id.toString(), value: JSON.stringify({ lamp, id }) }],
  })
    .then(() => readToEnd(cluster, topic))
    .then((records) => records.find(({ key }) => key === id.toString())!);
}

// %% exercise-send-and-read from-the-offset-of-the-answer
async function sendAndRead(
  producer: Producer,
  topic: string,
  order: { id: number; lamp: string },
): Promise<ConsumerRecord> {
  const message = {
    partition: 0,
    key: String(order.id),
    value: JSON.stringify(order),
    headers: { from: "shop" },
  };
  const [answer] = await producer.send({ topic, messages: [message] });
  const [record] = await readToEnd(cluster, topic, {
    from: BigInt(answer!.baseOffset!),
  });
  return { ...record! };
}

// %% exercise-count-records reduced
function countRecords(ranges: OffsetRange[]): bigint {
  return ranges.map(({ start, end }) => end - start).reduce(
    (a, b) => a + b,
    0n,
  );
}

// %% exercise-count-records ends-less-starts
function countRecords(ranges: OffsetRange[]): bigint {
  const sum = (side: "start" | "end"): bigint =>
    ranges.reduce((all, range) => all + range[side], 0n);
  return sum("end") - sum("start");
}

// %% exercise-count-records recursive
function countRecords([range, ...rest]: OffsetRange[]): bigint {
  return range ? range.end - range.start + countRecords(rest) : 0n;
}

// %% exercise-count-records one-by-one
function countRecords(ranges: OffsetRange[]): bigint {
  let count = 0n;
  for (const { start, end } of ranges) {
    for (let offset = start; offset < end; offset++) count++;
  }
  return count;
}
