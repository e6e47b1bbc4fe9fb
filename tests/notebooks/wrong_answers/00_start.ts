// Typical wrong answers to the exercises of chapter 0, and what the check says to each.
// Each cell takes the place of the exercise cell that its heading names.

// %% exercise-send-and-read not-awaited
// says: You went on while your record was still on its way
// says: What do you do with a promise
async function sendAndRead(
  producer: Producer,
  topic: string,
  order: { id: number; lamp: string },
): Promise<ConsumerRecord> {
  const message = { key: String(order.id), value: JSON.stringify(order) };
  producer.send({ topic, messages: [message] });
  const [record] = await readToEnd(cluster, topic);
  return record!;
}

// %% exercise-send-and-read not-awaited-and-tripped
// says: You went on while your record was still on its way
async function sendAndRead(
  producer: Producer,
  topic: string,
  order: { id: number; lamp: string },
): Promise<ConsumerRecord> {
  const message = { key: String(order.id), value: JSON.stringify(order) };
  void producer.send({ topic, messages: [message] });
  const records = await readToEnd(cluster, topic);
  return { ...records[0]!, offset: records[0]!.offset };
}

// %% exercise-send-and-read the-topic-of-the-demo
// says: Your function was asked to write to the topic
// says: Where does that name come from?
async function sendAndRead(
  producer: Producer,
  _topic: string,
  order: { id: number; lamp: string },
): Promise<ConsumerRecord> {
  const message = { key: String(order.id), value: JSON.stringify(order) };
  await producer.send({ topic: orders, messages: [message] });
  const records = await readToEnd(cluster, orders);
  return records.at(-1)!;
}

// %% exercise-send-and-read key-is-a-number
// says: The key that you send is 1004, of type number
// says: How does this become text?
async function sendAndRead(
  producer: Producer,
  topic: string,
  order: { id: number; lamp: string },
): Promise<ConsumerRecord> {
  const message = { key: order.id as never, value: JSON.stringify(order) };
  await producer.send({ topic, messages: [message] });
  const [record] = await readToEnd(cluster, topic);
  return record!;
}

// %% exercise-send-and-read value-is-an-object
// says: The value that you send is
// says: of type object
async function sendAndRead(
  producer: Producer,
  topic: string,
  order: { id: number; lamp: string },
): Promise<ConsumerRecord> {
  const message = { key: String(order.id), value: order as never };
  await producer.send({ topic, messages: [message] });
  const [record] = await readToEnd(cluster, topic);
  return record!;
}

// %% exercise-send-and-read value-is-object-object
// says: its value reads "[object Object]"
// says: How do you write one as JSON?
async function sendAndRead(
  producer: Producer,
  topic: string,
  order: { id: number; lamp: string },
): Promise<ConsumerRecord> {
  const message = { key: String(order.id), value: `${order}` };
  await producer.send({ topic, messages: [message] });
  const [record] = await readToEnd(cluster, topic);
  return record!;
}

// %% exercise-send-and-read only-the-lamp
// says: The packer needs the whole order
async function sendAndRead(
  producer: Producer,
  topic: string,
  order: { id: number; lamp: string },
): Promise<ConsumerRecord> {
  const message = { key: String(order.id), value: order.lamp };
  await producer.send({ topic, messages: [message] });
  const [record] = await readToEnd(cluster, topic);
  return record!;
}

// %% exercise-send-and-read no-key
// says: Its key is null
async function sendAndRead(
  producer: Producer,
  topic: string,
  order: { id: number; lamp: string },
): Promise<ConsumerRecord> {
  await producer.send({
    topic,
    messages: [{ value: JSON.stringify(order) }],
  });
  const [record] = await readToEnd(cluster, topic);
  return record!;
}

// %% exercise-send-and-read the-lamp-as-key
// says: The record is stored with the key "reading lamp", but the order has the number 1004
async function sendAndRead(
  producer: Producer,
  topic: string,
  order: { id: number; lamp: string },
): Promise<ConsumerRecord> {
  const message = { key: order.lamp, value: JSON.stringify(order) };
  await producer.send({ topic, messages: [message] });
  const [record] = await readToEnd(cluster, topic);
  return record!;
}

// %% exercise-send-and-read returns-the-answer-of-the-broker
// says: The record is stored, at offset 0
// says: What does reading the topic give you?
async function sendAndRead(
  producer: Producer,
  topic: string,
  order: { id: number; lamp: string },
): Promise<ConsumerRecord> {
  const message = { key: String(order.id), value: JSON.stringify(order) };
  const [answer] = await producer.send({ topic, messages: [message] });
  return answer as never;
}

// %% exercise-send-and-read a-record-built-from-the-answer
// says: The record is stored with the timestamp
// says: Did you read the topic, or build a record of your own?
async function sendAndRead(
  producer: Producer,
  topic: string,
  order: { id: number; lamp: string },
): Promise<ConsumerRecord> {
  const message = { key: String(order.id), value: JSON.stringify(order) };
  const [answer] = await producer.send({ topic, messages: [message] });
  const { partition, baseOffset } = answer!;
  const timestamp = new Date();
  return {
    topic,
    partition,
    offset: BigInt(baseOffset!),
    timestamp,
    headers: {},
    ...message,
  };
}

// %% exercise-send-and-read the-order-in-place-of-the-value
// says: and the one that you return has
async function sendAndRead(
  producer: Producer,
  topic: string,
  order: { id: number; lamp: string },
): Promise<ConsumerRecord> {
  const message = { key: String(order.id), value: JSON.stringify(order) };
  await producer.send({ topic, messages: [message] });
  const [record] = await readToEnd(cluster, topic);
  return { ...record!, value: order as never };
}

// %% exercise-send-and-read json-by-hand
// says: The packer needs the whole order: {"id":7
async function sendAndRead(
  producer: Producer,
  topic: string,
  { id, lamp }: { id: number; lamp: string },
): Promise<ConsumerRecord> {
  const message = { key: `${id}`, value: `{"id":${id},"lamp":"${lamp}"}` };
  await producer.send({ topic, messages: [message] });
  const [record] = await readToEnd(cluster, topic);
  return record!;
}

// %% exercise-send-and-read nothing-is-sent
// says: holds 0 records. Who sends one?
async function sendAndRead(
  _producer: Producer,
  topic: string,
  _order: { id: number; lamp: string },
): Promise<ConsumerRecord> {
  const [record] = await readToEnd(cluster, topic);
  return record!;
}

// %% exercise-send-and-read a-record-for-each-field
// says: holds 2 records. Lantern would pack a lamp for each
async function sendAndRead(
  producer: Producer,
  topic: string,
  order: { id: number; lamp: string },
): Promise<ConsumerRecord> {
  const messages = Object.values(order)
    .map((value) => ({ key: String(order.id), value: JSON.stringify(value) }));
  await producer.send({ topic, messages });
  const [record] = await readToEnd(cluster, topic);
  return record!;
}

// %% exercise-send-and-read forgets-the-failure
// says: The broker was gone when your function sent, and send() rejected
// says: your function returned undefined without an error
async function sendAndRead(
  producer: Producer,
  topic: string,
  order: { id: number; lamp: string },
): Promise<ConsumerRecord> {
  const message = { key: String(order.id), value: JSON.stringify(order) };
  await producer.send({ topic, messages: [message] }).catch(() => {});
  const [record] = await readToEnd(cluster, topic);
  return record!;
}

// %% exercise-count-records counts-the-partitions
// says: holds 8 records, and you counted 2n
// says: Is it records that you count, or partitions?
function countRecords(ranges: OffsetRange[]): bigint {
  return BigInt(ranges.length);
}

// %% exercise-count-records takes-the-end-for-the-last-offset
// says: and you counted 10n
// says: The end is the offset that the next record will get
function countRecords(ranges: OffsetRange[]): bigint {
  let count = 0n;
  for (const { start, end } of ranges) count += end - start + 1n;
  return count;
}

// %% exercise-count-records one-less-a-partition
// says: and you counted 6n
// says: The end is the offset that the next record will get
function countRecords(ranges: OffsetRange[]): bigint {
  let count = 0n;
  for (const { start, end } of ranges) count += end - start - 1n;
  return count;
}

// %% exercise-count-records one-less-in-all
// says: and you counted 7n
// says: what is its end?
function countRecords(ranges: OffsetRange[]): bigint {
  let count = 0n;
  for (const { end } of ranges) count += end;
  return count - 1n;
}

// %% exercise-count-records only-the-first-partition
// says: and you counted 5n
// says: Which of them did you leave out?
function countRecords(ranges: OffsetRange[]): bigint {
  const [{ start, end } = { start: 0n, end: 0n }] = ranges;
  return end - start;
}

// %% exercise-count-records only-the-last-partition
// says: and you counted 3n
// says: Which of them did you leave out?
function countRecords(ranges: OffsetRange[]): bigint {
  let count = 0n;
  for (const { start, end } of ranges) count = end - start;
  return count;
}

// %% exercise-count-records forgets-the-start
// says: after its two oldest were deleted, holds 6 records, and you counted 8n
// says: has no records 0 and 1 any more
function countRecords(ranges: OffsetRange[]): bigint {
  let count = 0n;
  for (const { end } of ranges) count += end;
  return count;
}

// %% exercise-count-records text-instead-of-a-number
// says: Is what you return one number?
function countRecords(ranges: OffsetRange[]): bigint {
  return ranges.map(({ start, end }) => `${end - start}`).join("+") as never;
}

// %% exercise-count-records only-the-first-start
// says: A topic of three partitions, some of them old, holds 4 records, and you counted 102n
function countRecords(ranges: OffsetRange[]): bigint {
  const ends = ranges.reduce((sum, { end }) => sum + end, 0n);
  return ends - ranges[0]!.start;
}

// %% exercise-count-records ends-compared-as-text
// says: A topic of three partitions, some of them old, holds 4 records
function countRecords(ranges: OffsetRange[]): bigint {
  return ranges.filter(({ start, end }) => `${start}` < `${end}`)
    .reduce((sum, { start, end }) => sum + end - start, 0n);
}
