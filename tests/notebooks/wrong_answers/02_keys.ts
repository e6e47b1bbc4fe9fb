// Typical wrong answers to the exercises of chapter 2, and what the check says to each.
// Each cell takes the place of the exercise cell that its heading names.

// %% exercise-partitioner the-sign-forgotten
// says: For the key "Ada" and 3 partitions yours says -2, but there are only 0 to 2
// says: the remainder of a negative number
function ourPartitioner(): (record: PartitionerArgs) => number {
  let turn = 0;
  return ({ message: { key, partition }, partitionMetadata }) => {
    const count = partitionMetadata.length;
    if (partition != null) return partition;
    if (key == null) return turn++ % count;
    return murmur2(new TextEncoder().encode(key.toString())) % count;
  };
}

// %% exercise-partitioner the-minus-taken-off
// says: KafkaJS and the Java client say 0
// says: You took the minus off
function ourPartitioner(): (record: PartitionerArgs) => number {
  let turn = 0;
  return ({ message: { key, partition }, partitionMetadata }) => {
    const count = partitionMetadata.length;
    if (partition != null) return partition;
    if (key == null) return turn++ % count;
    const hash = murmur2(new TextEncoder().encode(key.toString()));
    return Math.abs(hash) % count;
  };
}

// %% exercise-partitioner the-sign-as-a-digit
// says: You read the sign bit as one more digit
function ourPartitioner(): (record: PartitionerArgs) => number {
  let turn = 0;
  return ({ message: { key, partition }, partitionMetadata }) => {
    const count = partitionMetadata.length;
    if (partition != null) return partition;
    if (key == null) return turn++ % count;
    const hash = murmur2(new TextEncoder().encode(key.toString()));
    return (hash >>> 0) % count;
  };
}

// %% exercise-partitioner text-for-bytes
// says: What does murmur2 take, and what did it get?
function ourPartitioner(): (record: PartitionerArgs) => number {
  let turn = 0;
  return ({ message: { key, partition }, partitionMetadata }) => {
    const count = partitionMetadata.length;
    if (partition != null) return partition;
    if (key == null) return turn++ % count;
    return (murmur2(key as Uint8Array) & 0x7fffffff) % count;
  };
}

// %% exercise-partitioner the-key-in-quotes
// says: You hashed quotation marks too
function ourPartitioner(): (record: PartitionerArgs) => number {
  let turn = 0;
  return ({ message: { key, partition }, partitionMetadata }) => {
    const count = partitionMetadata.length;
    if (partition != null) return partition;
    if (key == null) return turn++ % count;
    const hash = murmur2(new TextEncoder().encode(JSON.stringify(key)));
    return (hash & 0x7fffffff) % count;
  };
}

// %% exercise-partitioner the-hash-of-librdkafka
// says: Yours is where librdkafka puts it
function ourPartitioner(): (record: PartitionerArgs) => number {
  let turn = 0;
  return ({ message: { key, partition }, partitionMetadata }) => {
    const count = partitionMetadata.length;
    if (partition != null) return partition;
    if (key == null) return turn++ % count;
    return crc32PartitionForKey(key, count);
  };
}

// %% exercise-partitioner turns-for-everyone
// says: Asked twice for the key "Ada", yours said 0 and then 1
function ourPartitioner(): (record: PartitionerArgs) => number {
  let turn = 0;
  return ({ partitionMetadata }) => turn++ % partitionMetadata.length;
}

// %% exercise-partitioner the-key-wins
// says: names partition 2, and yours sends it to 0. Who has the last word
function ourPartitioner(): (record: PartitionerArgs) => number {
  let turn = 0;
  return ({ message: { key, partition }, partitionMetadata }) => {
    const count = partitionMetadata.length;
    if (key != null) return partitionForKey(key, count);
    return partition ?? turn++ % count;
  };
}

// %% exercise-partitioner partition-0-taken-for-none
// says: names partition 0
// says: What does JavaScript take 0 for
function ourPartitioner(): (record: PartitionerArgs) => number {
  let turn = 0;
  return ({ message: { key, partition }, partitionMetadata }) => {
    const count = partitionMetadata.length;
    if (partition) return partition;
    if (key) return partitionForKey(key, count);
    return turn++ % count;
  };
}

// %% exercise-partitioner no-key-always-first
// says: All of 30 records without a key went to partition 0
function ourPartitioner(): (record: PartitionerArgs) => number {
  return ({ message: { key, partition }, partitionMetadata }) =>
    partition ?? (key == null ? 0 : partitionForKey(
      key,
      partitionMetadata.length,
    ));
}

// %% exercise-partitioner the-turn-forgotten-each-time
// says: All of 30 records without a key went to partition 0
// says: who keeps count?
function ourPartitioner(): (record: PartitionerArgs) => number {
  return ({ message: { key, partition }, partitionMetadata }) => {
    let turn = 0;
    const count = partitionMetadata.length;
    if (partition != null) return partition;
    return key == null ? turn++ % count : partitionForKey(key, count);
  };
}

// %% exercise-partitioner no-key-at-random
// says: any three in a row lie on three partitions
function ourPartitioner(): (record: PartitionerArgs) => number {
  return ({ message: { key, partition }, partitionMetadata }) => {
    const count = partitionMetadata.length;
    if (partition != null) return partition;
    if (key != null) return partitionForKey(key, count);
    return Math.floor(Math.random() * count);
  };
}

// %% exercise-partitioner bytes-read-as-text
// says: For a key of the bytes 0x00 0x00 0x03 0xe9
// says: These bytes are no text, and you made one of them
function ourPartitioner(): (record: PartitionerArgs) => number {
  const turns: Record<string, number> = {};
  return ({ topic, message: { key, partition }, partitionMetadata }) => {
    const count = partitionMetadata.length;
    if (partition != null) return partition;
    turns[topic] ??= 0;
    if (key == null) return turns[topic]++ % count;
    const hash = murmur2(new TextEncoder().encode(key.toString()));
    return (hash & 0x7fffffff) % count;
  };
}

// %% exercise-partitioner one-count-for-all-topics
// says: One producer, two topics
// says: the orders went to 0, 0, 0, 0, 0, 0
// says: how many counts does a producer need?
function ourPartitioner(): (record: PartitionerArgs) => number {
  let turn = 0;
  return ({ message: { key, partition }, partitionMetadata }) => {
    const count = partitionMetadata.length;
    if (partition != null) return partition;
    return key == null ? turn++ % count : partitionForKey(key, count);
  };
}

// %% exercise-partitioner the-empty-key-taken-for-none
// says: A key of no bytes, "" as text, does not go to partition
// says: Is an empty key no key?
function ourPartitioner(): (record: PartitionerArgs) => number {
  const turns: Record<string, number> = {};
  return ({ topic, message: { key, partition }, partitionMetadata }) => {
    const count = partitionMetadata.length;
    if (partition != null) return partition;
    if (key) return partitionForKey(key, count);
    turns[topic] ??= 0;
    return turns[topic]++ % count;
  };
}

// %% exercise-partitioner the-empty-buffer-taken-for-none
// says: A key of no bytes, as an empty Buffer
function ourPartitioner(): (record: PartitionerArgs) => number {
  const turns: Record<string, number> = {};
  return ({ topic, message: { key, partition }, partitionMetadata }) => {
    const count = partitionMetadata.length;
    if (partition != null) return partition;
    if (key === "" || key?.length) return partitionForKey(key, count);
    turns[topic] ??= 0;
    return turns[topic]++ % count;
  };
}

// %% exercise-partitioner the-turn-before-the-name
// says: A record without a key names partition
// says: Which of your questions comes first?
function ourPartitioner(): (record: PartitionerArgs) => number {
  const turns: Record<string, number> = {};
  return ({ topic, message: { key, partition }, partitionMetadata }) => {
    const count = partitionMetadata.length;
    turns[topic] ??= 0;
    if (key == null) return turns[topic]++ % count;
    return partition ?? partitionForKey(key, count);
  };
}

// %% exercise-partitioner every-record-takes-a-turn
// says: After each record without a key came two that have a key
// says: Whose turns did the others take?
function ourPartitioner(): (record: PartitionerArgs) => number {
  const turns: Record<string, number> = {};
  return ({ topic, message: { key, partition }, partitionMetadata }) => {
    const count = partitionMetadata.length;
    const turn = turns[topic] = (turns[topic] ?? -1) + 1;
    if (partition != null) return partition;
    return key == null ? turn % count : partitionForKey(key, count);
  };
}

// %% exercise-partitioner a-named-partition-takes-a-turn
// says: After each record without a key came two that name their partition
function ourPartitioner(): (record: PartitionerArgs) => number {
  const turns: Record<string, number> = {};
  return ({ topic, message: { key, partition }, partitionMetadata }) => {
    const count = partitionMetadata.length;
    if (key != null) return partition ?? partitionForKey(key, count);
    const turn = turns[topic] = (turns[topic] ?? -1) + 1;
    return partition ?? turn % count;
  };
}

// %% exercise-partitioner one-count-for-all-producers
// says: Two producers, one topic
// says: what do its calls share?
const turns: Record<string, number> = {};
function ourPartitioner(): (record: PartitionerArgs) => number {
  return ({ topic, message: { key, partition }, partitionMetadata }) => {
    const count = partitionMetadata.length;
    if (partition != null) return partition;
    if (key != null) return partitionForKey(key, count);
    turns[topic] ??= 0;
    return turns[topic]++ % count;
  };
}

// %% exercise-key-of no-key
// says: They carry no key, so they took turns
function keyOf(
  _event: { order: number; customer: string; event: string; at: string },
): string | null {
  return null;
}

// %% exercise-key-of what-happened
// says: Their keys are "created", "paid", "shipped"
// says: What do the events of one order have in common?
function keyOf(
  event: { order: number; customer: string; event: string; at: string },
): string | null {
  return event.event;
}

// %% exercise-key-of when-it-happened
// says: but those of order 1101 are spread over partitions
// says: 2026-11-02T08:00:00.000Z
function keyOf(
  event: { order: number; customer: string; event: string; at: string },
): string | null {
  return event.at;
}

// %% exercise-key-of a-new-uuid-each-time
// says: What do the events of one order have in common?
function keyOf(
  _event: { order: number; customer: string; event: string; at: string },
): string | null {
  return crypto.randomUUID();
}

// %% exercise-key-of the-whole-event
// says: Their keys are '{"order":
function keyOf(
  event: { order: number; customer: string; event: string; at: string },
): string | null {
  return JSON.stringify(event);
}

// %% exercise-key-of the-customer
// says: Every order is together. But partition 2 holds
// says: the key "Grand" alone brings 201
function keyOf(
  event: { order: number; customer: string; event: string; at: string },
): string | null {
  return event.customer;
}

// %% exercise-key-of one-for-all
// says: holds 300 of 300 events, and the key "orders" alone brings 300
function keyOf(
  _event: { order: number; customer: string; event: string; at: string },
): string | null {
  return "orders";
}

// %% exercise-key-of as-many-keys-as-partitions
// says: 100 orders share 3 keys
// says: When Lantern adds partitions
function keyOf(
  event: { order: number; customer: string; event: string; at: string },
): string | null {
  return `desk ${event.order % 3}`;
}

// %% exercise-key-of the-last-three-digits
// says: 100 orders share 50 keys
function keyOf(
  event: { order: number; customer: string; event: string; at: string },
): string | null {
  return String(event.order).slice(-3);
}

// %% exercise-key-of a-number-for-a-text
// says: expected text, bytes or null but found number
function keyOf(
  event: { order: number; customer: string; event: string; at: string },
): string | null {
  return event.order as unknown as string;
}

// %% exercise-where-to-look only-where-she-is-now
// says: miss a record that was sent when there were
// says: has anything moved it since?
function whereToLook(key: string, counts: number[]): number[] {
  return [partitionForKey(key, counts.at(-1)!)];
}

// %% exercise-where-to-look only-where-she-was-first
// says: You look for Ada in partition 0, and miss a record that was sent when there were 4 partitions: it is in partition 3
function whereToLook(key: string, counts: number[]): number[] {
  return [partitionForKey(key, counts[0]!)];
}

// %% exercise-where-to-look keys-move-only-to-the-new
// says: You look for Bo in partitions 0, 3, 4, 5, and miss a record that was sent when there were 4 partitions: it is in partition 2
function whereToLook(key: string, counts: number[]): number[] {
  const [first = 1, last = 1] = [counts[0], counts.at(-1)];
  const added = Array.from({ length: last - first }, (_, i) => first + i);
  return [partitionForKey(key, first), ...added];
}

// %% exercise-where-to-look first-and-last-home
// says: sent when there were 4 partitions
function whereToLook(key: string, counts: number[]): number[] {
  return [...new Set([counts[0]!, counts.at(-1)!])]
    .map((count) => partitionForKey(key, count))
    .filter((home, i, homes) => homes.indexOf(home) === i);
}

// %% exercise-where-to-look everywhere
// says: you read partition 1 too, where none of Ada's records can be
function whereToLook(_key: string, counts: number[]): number[] {
  return Array.from({ length: counts.at(-1)! }, (_, i) => i);
}

// %% exercise-where-to-look one-partition-twice
// says: partition 3 is named twice
function whereToLook(key: string, counts: number[]): number[] {
  return counts.map((count) => partitionForKey(key, count));
}

// %% exercise-where-to-look the-numbers-of-this-topic
// says: For a topic that had 5 partitions and then 7
function whereToLook(key: string, _counts: number[]): number[] {
  return [...new Set([3, 4, 6].map((count) => partitionForKey(key, count)))];
}

// %% exercise-salt unsalted
// says: You return 1 key for the hotel, and its 36 orders use 1, on partition 2
// says: How many partitions can one key have?
function keysFor(
  customer: string,
): { all: string[]; of: (order: number) => string } {
  return { all: [customer], of: () => customer };
}

// %% exercise-salt salt-at-random
// says: What can you make a salt of, so that it is the same both times?
function keysFor(
  customer: string,
): { all: string[]; of: (order: number) => string } {
  if (customer !== "Grand") {
    return { all: [customer], of: () => customer };
  }
  const all = [0, 1, 2, 3, 4, 5].map((salt) => `${customer}/${salt}`);
  return { all, of: () => all[Math.floor(Math.random() * all.length)]! };
}

// %% exercise-salt salt-in-turn
// says: Order 1201 was created under the key
function keysFor(
  customer: string,
): { all: string[]; of: (order: number) => string } {
  if (customer !== "Grand") {
    return { all: [customer], of: () => customer };
  }
  const all = [0, 1, 2, 3, 4].map((salt) => `${customer}/${salt}`);
  let turn = 0;
  return { all, of: () => all[turn++ % all.length]! };
}

// %% exercise-salt salt-for-everyone
// says: Ada has 6 orders, and 3 keys
// says: Who was too hot, and who was not?
function keysFor(
  customer: string,
): { all: string[]; of: (order: number) => string } {
  const all = [0, 1, 2, 3, 4, 5].map((salt) => `${customer}/${salt}`);
  return { all, of: (order) => all[order % all.length]! };
}

// %% exercise-salt two-keys-and-luck
// says: You return 2 keys for the hotel, and its 36 orders use 2, on partitions 0 and 2
// says: how can you know beforehand?
function keysFor(
  customer: string,
): { all: string[]; of: (order: number) => string } {
  if (customer !== "Grand") {
    return { all: [customer], of: () => customer };
  }
  const all = [0, 1].map((salt) => `${customer}/${salt}`);
  return { all, of: (order) => all[order % all.length]! };
}

// %% exercise-salt keys-that-share-a-home
// says: You return 4 keys for the hotel, and its 36 orders use 4, on partition 0.
// says: Do different keys always have different homes
function keysFor(
  customer: string,
): { all: string[]; of: (order: number) => string } {
  if (customer !== "Grand") {
    return { all: [customer], of: () => customer };
  }
  const all = [0, 1, 2, 3].map((salt) => `${customer}#${salt}`);
  return { all, of: (order) => all[order % all.length]! };
}

// %% exercise-salt a-key-for-each-order
// says: who asks for `all` of Grand finds 0 of 72 records
// says: How many different salts are there, and who has to know them?
function keysFor(
  customer: string,
): { all: string[]; of: (order: number) => string } {
  if (customer !== "Grand") {
    return { all: [customer], of: () => customer };
  }
  return { all: [customer], of: (order) => `${customer}/${order}` };
}

// %% exercise-salt the-keys-of-other-customers
// says: The key "Ada" belongs to Grand and to Ada
// says: who asks for all of Grand gets orders of Ada
function keysFor(
  customer: string,
): { all: string[]; of: (order: number) => string } {
  if (customer !== "Grand") return { all: [customer], of: () => customer };
  const all = ["a", "b", "c", "Ada", "Bo"];
  return { all, of: (order) => all[order % all.length]! };
}

// %% exercise-salt one-set-of-keys-for-all
// says: The key "0" belongs to Grand and to Ada
function keysFor(
  customer: string,
): { all: string[]; of: (order: number) => string } {
  const all = ["0", "1", "2", "3", "4", "5"];
  if (customer !== "Grand") return { all, of: () => all[customer.length]! };
  return { all, of: (order) => all[order % all.length]! };
}

// %% exercise-salt two-thousand-keys
// says: Every order so far is found. But order 2001 of Grand would get the key "Grand/2001"
// says: What keeps the number of keys the same
function keysFor(
  customer: string,
): { all: string[]; of: (order: number) => string } {
  if (customer !== "Grand") return { all: [customer], of: () => customer };
  const all = Array.from({ length: 2_000 }, (_, i) => `Grand/${i}`);
  return { all, of: (order) => `Grand/${order}` };
}

// %% exercise-salt whose-name-begins-alike
// says: Grandma, another customer, has four orders and 4 keys
function keysFor(
  customer: string,
): { all: string[]; of: (order: number) => string } {
  const isHot = customer.startsWith("Grand");
  const salts = isHot ? ["/0", "/1", "/2", "/3", "/4", "/5"] : [""];
  const all = salts.map((salt) => customer + salt);
  return { all, of: (order) => all[order % all.length]! };
}

// %% exercise-salt ten-salts-and-six-in-use
// says: Partition 0 still holds 64 of 120 records
// says: You return 10 keys for the hotel, and its 36 orders use 6, on
function keysFor(
  customer: string,
): { all: string[]; of: (order: number) => string } {
  if (customer !== "Grand") return { all: [customer], of: () => customer };
  const all = Array.from({ length: 10 }, (_, i) => `Grand-${i}`);
  return { all, of: (order) => all[order % 10]! };
}

// %% exercise-salt a-key-named-twice
// says: `all` of Grand names the key "Grand/0" twice
function keysFor(
  customer: string,
): { all: string[]; of: (order: number) => string } {
  if (customer !== "Grand") return { all: [customer], of: () => customer };
  const all = Array.from({ length: 60 }, (_, i) => `Grand/${i % 6}`);
  return { all, of: (order) => all[order % 6]! };
}

// %% exercise-salt other-salts-in-each-program
// says: Asked for the keys of Grand a second time
function keysFor(
  customer: string,
): { all: string[]; of: (order: number) => string } {
  if (customer !== "Grand") return { all: [customer], of: () => customer };
  const homes = [0, 1, 2].map((home) => {
    for (;;) {
      const key = `Grand/${crypto.randomUUID()}`;
      if (partitionForKey(key, 3) === home) return key;
    }
  });
  return { all: homes, of: (order) => homes[order % 3]! };
}

// %% exercise-salt another-key-for-everyone
// says: Ada is not hot, and has the key "Ada/0"
// says: The records stored so far have the key "Ada"
function keysFor(
  customer: string,
): { all: string[]; of: (order: number) => string } {
  const count = customer === "Grand" ? 6 : 1;
  const key = (salt: number): string => `${customer}/${salt}`;
  return {
    all: [...Array(count).keys()].map(key),
    of: (order) => key(order % count),
  };
}

// %% exercise-salt a-second-key-that-nobody-uses
// says: Ada is not hot, and has the key "Ada/old"
function keysFor(
  customer: string,
): { all: string[]; of: (order: number) => string } {
  if (customer !== "Grand") {
    return {
      all: [customer, `${customer}/old`],
      of: () => customer,
    };
  }
  const all = ["/0", "/1", "/2", "/3", "/4", "/5"].map((salt) =>
    customer + salt
  );
  return { all, of: (order) => all[order % all.length]! };
}
