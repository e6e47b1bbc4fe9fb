// Unusual right answers to the exercises of chapter 2, which the checks accept.
// Each cell takes the place of the exercise cell that its heading names.

// %% exercise-partitioner backwards
function ourPartitioner(): (record: PartitionerArgs) => number {
  const turns = new Map<string, number>();
  return ({ topic, message: { key, partition }, partitionMetadata }) => {
    const { length } = partitionMetadata;
    if (typeof partition === "number") return partition;
    if (key !== null && key !== undefined) return partitionForKey(key, length);
    const turn = ((turns.get(topic) ?? 0) + length - 1) % length;
    turns.set(topic, turn);
    return turn;
  };
}

// %% exercise-partitioner a-generator-a-topic
function ourPartitioner(): (record: PartitionerArgs) => number {
  function* turns(): Generator<number, never> {
    for (let turn = 0;; turn++) yield turn;
  }
  const ofTopic: Record<string, ReturnType<typeof turns>> = {};
  return ({ topic, message, partitionMetadata: { length } }) =>
    message.partition ??
      (message.key == null
        ? (ofTopic[topic] ??= turns()).next().value % length
        : partitionForKey(message.key, length));
}

// %% exercise-partitioner bytes-by-buffer
function ourPartitioner(): (record: PartitionerArgs) => number {
  const queues = new Map<string, number[]>();
  return ({ topic, message: { key, partition }, partitionMetadata }) => {
    if (partition !== undefined && partition !== null) return partition;
    const ids = partitionMetadata.map(({ partitionId }) => partitionId);
    if (key === undefined || key === null) {
      const queue = queues.get(topic)?.length ? queues.get(topic)! : [...ids];
      queues.set(topic, queue);
      return queue.shift()!;
    }
    const bytes = typeof key === "string"
      ? new TextEncoder().encode(key)
      : new Uint8Array(key);
    const hash = BigInt.asUintN(31, BigInt(murmur2(bytes)));
    return Number(hash % BigInt(ids.length));
  };
}

// %% exercise-partitioner the-sign-shifted-out
function ourPartitioner(): (record: PartitionerArgs) => number {
  const turns: { [topic: string]: number } = Object.create(null);
  const home = (key: string | Uint8Array, count: number): number => {
    const bytes = typeof key === "string"
      ? Uint8Array.from(new TextEncoder().encode(key))
      : key;
    return ((murmur2(bytes) << 1) >>> 1) % count;
  };
  return ({ topic, message: { key, partition }, partitionMetadata }) => {
    const count = partitionMetadata.length;
    switch (true) {
      case partition != null:
        return partition!;
      case key != null:
        return home(key!, count);
      default:
        return turns[topic] = ((turns[topic] ?? 0) + 1) % count;
    }
  };
}

// %% exercise-key-of with-a-word-before
function keyOf(
  { order }: { order: number; customer: string; event: string; at: string },
): string | null {
  return `order ${order}`;
}

// %% exercise-key-of with-the-customer
function keyOf(
  event: { order: number; customer: string; event: string; at: string },
): string | null {
  return JSON.stringify([event.customer, event.order]);
}

// %% exercise-key-of in-another-base
function keyOf(
  event: { order: number; customer: string; event: string; at: string },
): string | null {
  return event.order.toString(36).padStart(8, "0");
}

// %% exercise-key-of one-name-an-order
const names = new Map<number, string>();
function keyOf(
  { order }: { order: number; customer: string; event: string; at: string },
): string | null {
  if (!names.has(order)) names.set(order, crypto.randomUUID());
  return names.get(order)!;
}

// %% exercise-where-to-look by-trying-each
function whereToLook(key: string, counts: number[]): number[] {
  return Array.from({ length: Math.max(...counts) }, (_, i) => i)
    .filter((each) =>
      counts.some((count) => partitionForKey(key, count) === each)
    );
}

// %% exercise-where-to-look the-newest-first
function whereToLook(key: string, counts: number[]): number[] {
  const homes = counts.toReversed().map((count) => partitionForKey(key, count));
  return homes.filter((home, i) => homes.indexOf(home) === i);
}

// %% exercise-where-to-look recursive
function whereToLook(key: string, [count, ...later]: number[]): number[] {
  if (count === undefined) return [];
  const home = partitionForKey(key, count);
  const others = whereToLook(key, later);
  return others.includes(home) ? others : [home, ...others];
}

// %% exercise-where-to-look by-the-hash
function whereToLook(key: string, counts: number[]): number[] {
  const hash = murmur2(new TextEncoder().encode(key)) & 0x7fffffff;
  const homes = Object.groupBy(counts, (count) => String(hash % count));
  return Object.keys(homes).map(Number);
}

// %% exercise-salt one-key-for-each-desk
function keysFor(
  customer: string,
): { all: string[]; of: (order: number) => string } {
  if (customer !== "Grand") return { all: [customer], of: () => customer };
  const all: string[] = [];
  for (let salt = 0; all.length < 3; salt++) {
    const key = `${customer}#${salt}`;
    if (partitionForKey(key, 3) === all.length) all.push(key);
  }
  return { all, of: (order) => all[order % 3]! };
}

// %% exercise-salt by-the-hash-of-the-order
function keysFor(
  customer: string,
): { all: string[]; of: (order: number) => string } {
  const isHot = customer === "Grand";
  const all = Array.from(
    { length: isHot ? 16 : 1 },
    (_, i) => isHot ? `${i} ${customer}` : customer,
  );
  return {
    all,
    of: (order) => all[partitionForKey(String(order), all.length)]!,
  };
}

// %% exercise-salt two-keys-on-two-desks
function keysFor(
  customer: string,
): { all: string[]; of: (order: number) => string } {
  if (customer !== "Grand") return { all: [customer], of: () => customer };
  const candidates = Array.from({ length: 20 }, (_, i) => `Grand ${i}`);
  const all = [1, 2].map((desk) =>
    candidates.find((key) => partitionForKey(key, 3) === desk)!
  );
  return { all, of: (order) => order % 5 < 2 ? all[0]! : all[1]! };
}

// %% exercise-salt the-last-salt-is-none
function keysFor(
  customer: string,
): { all: string[]; of: (order: number) => string } {
  const count = new Map([["Grand", 7]]).get(customer) ?? 1;
  const key = (salt: number): string =>
    salt + 1 === count ? customer : `${salt}/${customer}`;
  return {
    all: [...Array(count).keys()].map(key),
    of: (order) => key(order % count),
  };
}
