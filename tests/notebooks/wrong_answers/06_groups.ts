// Typical wrong answers to the exercises of chapter 6, and what the check says to each.
// Each cell takes the place of the exercise cell that its heading names.

// %% exercise-desks orders-divided-by-desks
// says: 190 an hour for a desk: your answer is 4
// says: In a real group of 4 the busiest desk got 2 partitions, and with them 200 orders an hour
function desksNeeded(
  partitions: number,
  perHour: number,
  perDesk: number,
): number | null {
  return Math.ceil(perHour / perDesk);
}

// %% exercise-desks more-desks-than-partitions
// says: your answer is 7
// says: And 1 of the desks got none
function desksNeeded(
  partitions: number,
  perHour: number,
  perDesk: number,
): number | null {
  for (let desks = 1; desks < 100; desks++) {
    if (desks * perDesk < perHour) continue;
    if (desks >= partitions) return desks;
    if (Math.ceil(partitions / desks) * perHour / partitions <= perDesk) {
      return desks;
    }
  }
  return null;
}

// %% exercise-desks one-desk-a-partition
// says: your answer is 6
// says: But fewer would do
function desksNeeded(
  partitions: number,
  perHour: number,
  perDesk: number,
): number | null {
  return perHour / partitions <= perDesk ? partitions : null;
}

// %% exercise-desks never-more-than-the-average
// says: your answer is null
// says: With how many desks has every desk so little?
function desksNeeded(
  partitions: number,
  perHour: number,
  perDesk: number,
): number | null {
  const desks = Math.ceil(perHour / perDesk);
  const most = Math.ceil(partitions / desks);
  return most * perHour / partitions <= perDesk ? desks : null;
}

// %% exercise-desks half-a-desk
// says: Can half a desk join a group?
function desksNeeded(
  partitions: number,
  perHour: number,
  perDesk: number,
): number | null {
  return Math.min(perHour / perDesk, partitions);
}

// %% exercise-group-for one-group-for-all
// says: The screen at the front showed
// says: Who else is in the group "lantern"?
function groupFor(
  service: "packing" | "billing" | "screen",
  instance: string,
): string {
  return "lantern";
}

// %% exercise-group-for one-group-an-instance
// says: Order 1001 came to desk-1 and to desk-2
// says: What must two have in common to share?
function groupFor(
  service: "packing" | "billing" | "screen",
  instance: string,
): string {
  return `${service}-${instance}`;
}

// %% exercise-group-for one-group-a-service
// says: The screen at the
// says: Who else is in the group "screen"?
function groupFor(
  service: "packing" | "billing" | "screen",
  instance: string,
): string {
  return service;
}

// %% exercise-group-for a-new-group-each-time
// says: Asked twice for packing's instance desk-1
// says: Which of them remembers its place
function groupFor(
  service: "packing" | "billing" | "screen",
  instance: string,
): string {
  return `${service}-${crypto.randomUUID()}`;
}

// %% exercise-group-for workers-in-one-group
// says: another service in the group "workers" got it
function groupFor(
  service: "packing" | "billing" | "screen",
  instance: string,
): string {
  return service === "screen" ? `screen-${instance}` : "workers";
}

// %% exercise-charge commit-first
// says: Order 1004 was never charged
// says: Which step came first?
async function chargeOrder(
  record: ConsumerRecord,
  bank: Bank,
  commit: () => Promise<void>,
): Promise<void> {
  await commit();
  await bank.charge(`order ${record.value}`, record.value!);
}

// %% exercise-charge a-new-id-each-try
// says: Order 1004 was charged 2 times
// says: so that both choose the same one?
async function chargeOrder(
  record: ConsumerRecord,
  bank: Bank,
  commit: () => Promise<void>,
): Promise<void> {
  await bank.charge(crypto.randomUUID(), record.value!);
  await commit();
}

// %% exercise-charge the-place-as-id
// says: Order 1003 stands in the topic twice, at two offsets, and was charged twice
// says: What is the same in both records?
async function chargeOrder(
  record: ConsumerRecord,
  bank: Bank,
  commit: () => Promise<void>,
): Promise<void> {
  const { topic, partition, offset, value } = record;
  await bank.charge(`${topic}/${partition}/${offset}`, value!);
  await commit();
}

// %% exercise-charge the-offset-as-id
// says: was never charged. Your id for it was
// says: What makes an id belong to one order alone?
async function chargeOrder(
  record: ConsumerRecord,
  bank: Bank,
  commit: () => Promise<void>,
): Promise<void> {
  await bank.charge(String(record.offset), record.value!);
  await commit();
}

// %% exercise-charge remembered-in-memory
// says: Order 1004 was charged 2 times
async function chargeOrder(
  record: ConsumerRecord,
  bank: Bank,
  commit: () => Promise<void>,
): Promise<void> {
  const memory = globalThis as unknown as { charged?: Set<string> };
  memory.charged ??= new Set();
  if (!memory.charged.has(record.value!)) {
    memory.charged.add(record.value!);
    await bank.charge(crypto.randomUUID(), record.value!);
  }
  await commit();
}

// %% exercise-charge nobody-waits-for-the-bank
// says: commit() was called while its charge was still on its way
async function chargeOrder(
  record: ConsumerRecord,
  bank: Bank,
  commit: () => Promise<void>,
): Promise<void> {
  bank.charge(`order ${record.value}`, record.value!);
  await commit();
}

// %% exercise-charge never-committed
// says: it has not committed behind them
async function chargeOrder(
  record: ConsumerRecord,
  bank: Bank,
  commit: () => Promise<void>,
): Promise<void> {
  await bank.charge(`order ${record.value}`, record.value!);
}

// %% exercise-charge a-memory-of-the-notebook
// says: In a program of its own your function threw ReferenceError
const charged = new Set<string>();
async function chargeOrder(
  record: ConsumerRecord,
  bank: Bank,
  commit: () => Promise<void>,
): Promise<void> {
  if (!charged.has(record.value!)) {
    charged.add(record.value!);
    await bank.charge(record.value!, record.value!);
  }
  await commit();
}
