// Typical wrong answers to the exercises of chapter 12, and what the check says to each.
// Each cell takes the place of the exercise cell that its heading names.

// %% exercise-place remembered-in-memory
// says: started again, your function began with 1001; there was no file at `place`
async function packOn({ file, follow, pack }: Site): Promise<void> {
  let next = 0;
  for await (const lines of follow(file)) {
    while (next < lines.length) await pack(lines[next++]!);
  }
}

// %% exercise-place noted-first
// says: Killed when 1001's parcel had left and 1002 was to be packed
// says: your function began with 1003; at `place` stood "2"
// says: Who packs 1002? What does your function do first
async function packOn({ file, place, follow, pack }: Site): Promise<void> {
  let next = Number(await Deno.readTextFile(place).catch(() => "0"));
  for await (const lines of follow(file)) {
    while (next < lines.length) {
      await Deno.writeTextFile(place, String(next + 1));
      await pack(lines[next++]!);
    }
  }
}

// %% exercise-place noted-when-all-are-packed
// says: your function began with 1001; there was no file at `place`
// says: is it written when the next parcel is begun?
async function packOn({ file, place, follow, pack }: Site): Promise<void> {
  let next = Number(await Deno.readTextFile(place).catch(() => "0"));
  for await (const lines of follow(file)) {
    while (next < lines.length) await pack(lines[next++]!);
    if (lines.length > 0) await Deno.writeTextFile(place, String(next));
  }
}

// %% exercise-place noted-at-every-other-order
// says: to be packed, and started again, your function began with
// says: is it written when the next parcel is begun?
async function packOn({ file, place, follow, pack }: Site): Promise<void> {
  let next = Number(await Deno.readTextFile(place).catch(() => "0"));
  for await (const lines of follow(file)) {
    while (next < lines.length) {
      await pack(lines[next++]!);
      if (next % 5 === 2) await Deno.writeTextFile(place, String(next));
    }
  }
}

// %% exercise-place the-line-that-is-done
// says: began with 1001; at `place` stood "0"
// says: the line that is done or the one to go on with
async function packOn({ file, place, follow, pack }: Site): Promise<void> {
  let next = Number(await Deno.readTextFile(place).catch(() => "0"));
  for await (const lines of follow(file)) {
    for (; next < lines.length; next++) {
      await pack(lines[next]!);
      await Deno.writeTextFile(place, String(next));
    }
  }
}

// %% exercise-place only-what-is-new
// says: On its first run your function began with 1006
// says: Who packs 1001?
async function packOn({ file, follow, pack }: Site): Promise<void> {
  let next = -1;
  for await (const lines of follow(file)) {
    if (next < 0) next = lines.length;
    while (next < lines.length) await pack(lines[next++]!);
  }
}

// %% exercise-place a-variable-of-the-notebook
// says: your function began with 1003; there was no file at `place`
// says: does it go by its note alone?
let placeOfMine = 0;
async function packOn({ file, follow, pack }: Site): Promise<void> {
  for await (const lines of follow(file)) {
    while (placeOfMine < lines.length) await pack(lines[placeOfMine++]!);
  }
}

// %% exercise-place a-failure-is-passed-over
// says: Packing 1007 failed, and your function went on with 1008
// says: whose `pack` rejected?
async function packOn({ file, place, follow, pack }: Site): Promise<void> {
  let next = Number(await Deno.readTextFile(place).catch(() => "0"));
  for await (const lines of follow(file)) {
    while (next < lines.length) {
      try {
        await pack(lines[next]!);
      } catch {
        // go on
      }
      next++;
      await Deno.writeTextFile(place, String(next));
    }
  }
}

// %% exercise-place noted-whatever-happens
// says: Packing 1007 failed, and your function threw. Started again, it began with 1008
async function packOn({ file, place, follow, pack }: Site): Promise<void> {
  let next = Number(await Deno.readTextFile(place).catch(() => "0"));
  for await (const lines of follow(file)) {
    while (next < lines.length) {
      try {
        await pack(lines[next++]!);
      } finally {
        await Deno.writeTextFile(place, String(next));
      }
    }
  }
}

// %% exercise-place a-failure-ends-it-in-silence
// says: Packing 1007 failed, and your function ended as if all was done
// says: Who learns that 1007 has not left?
async function packOn({ file, place, follow, pack }: Site): Promise<void> {
  let next = Number(await Deno.readTextFile(place).catch(() => "0"));
  try {
    for await (const lines of follow(file)) {
      while (next < lines.length) {
        await pack(lines[next]!);
        await Deno.writeTextFile(place, String(++next));
      }
    }
  } catch (error) {
    console.error(error);
  }
}

// %% exercise-place a-missing-note-is-forgotten
// says: no note could be written, and your function packed 1001 and then 1002
// says: Is your note written when the next parcel is begun?
async function packOn({ file, place, follow, pack }: Site): Promise<void> {
  let next = Number(await Deno.readTextFile(place).catch(() => "0"));
  for await (const lines of follow(file)) {
    while (next < lines.length) {
      await pack(lines[next++]!);
      await Deno.writeTextFile(place, String(next)).catch(console.error);
    }
  }
}

// %% exercise-place every-failure-caught
// says: no note could be written, and your function packed 1001 and then 1002
async function packOn({ file, place, follow, pack }: Site): Promise<void> {
  let next = Number(await Deno.readTextFile(place).catch(() => "0"));
  for await (const lines of follow(file)) {
    try {
      while (next < lines.length) {
        await pack(lines[next]!);
        next++;
        await Deno.writeTextFile(place, String(next));
      }
    } catch (error) {
      console.error("Next time", error);
    }
  }
}

// %% exercise-place any-error-is-a-first-run
// says: Something stood at `place` and could not be read, and your function packed 1001, as on a first run
// says: Which error says that there is no note yet?
async function packOn({ file, place, follow, pack }: Site): Promise<void> {
  let next = Number(await Deno.readTextFile(place).catch(() => "0"));
  for await (const lines of follow(file)) {
    while (next < lines.length) {
      await pack(lines[next]!);
      await Deno.writeTextFile(place, String(++next));
    }
  }
}

// %% exercise-place an-unread-place-ends-it-in-silence
// says: Your function packed nothing, and ended as if all was done
// says: Who learns that the place is unknown?
async function packOn({ file, place, follow, pack }: Site): Promise<void> {
  let next = 0;
  try {
    next = Number(await Deno.readTextFile(place));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) return console.error(error);
  }
  for await (const lines of follow(file)) {
    while (next < lines.length) {
      await pack(lines[next]!);
      await Deno.writeTextFile(place, String(++next));
    }
  }
}

// %% exercise-place nobody-waits-for-the-note
// says: written when the next parcel is begun?
async function packOn({ file, place, follow, pack }: Site): Promise<void> {
  let next = Number(await Deno.readTextFile(place).catch(() => "0"));
  for await (const lines of follow(file)) {
    while (next < lines.length) {
      await pack(lines[next]!);
      next++;
      void Deno.writeTextFile(place, String(next));
    }
  }
}

// %% exercise-place the-note-is-awaited-one-parcel-later
// says: written when the next parcel is begun?
async function packOn({ file, place, follow, pack }: Site): Promise<void> {
  let next = Number(await Deno.readTextFile(place).catch(() => "0"));
  let noted = Promise.resolve();
  for await (const lines of follow(file)) {
    while (next < lines.length) {
      await pack(lines[next]!);
      await noted;
      noted = Deno.writeTextFile(place, String(++next));
    }
  }
}

// %% exercise-place counts-anew-after-each-start
// says: was to be packed, and started again, your function began with
async function packOn({ file, place, follow, pack }: Site): Promise<void> {
  const before = Number(await Deno.readTextFile(place).catch(() => "0"));
  let done = 0;
  for await (const lines of follow(file)) {
    for (const line of lines.slice(before + done)) {
      await pack(line);
      await Deno.writeTextFile(place, String(++done));
    }
  }
}

// %% exercise-place the-last-digit
// says: was to be packed, and started again, your function began with
async function packOn({ file, place, follow, pack }: Site): Promise<void> {
  let next = Number((await Deno.readTextFile(place).catch(() => "0")).at(-1));
  for await (const lines of follow(file)) {
    while (next < lines.length) {
      await pack(lines[next]!);
      await Deno.writeTextFile(place, String(++next));
    }
  }
}

// %% exercise-hand-over asked-once
// says: Your function asked once, gave an error
// says: What can the shop do?
const handOver: HandOver = async (order, url) => {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "Idempotency-Key": order.id },
    body: JSON.stringify(order),
  });
  if (answer.status === 200) return "packed";
  if (answer.status === 422) return "refused";
  throw new Error(`The warehouse said ${answer.status}`);
};

// %% exercise-hand-over asked-again-without-a-key
// says: parcels left for order 1001
// says: By what could the warehouse have known
const handOver: HandOver = async (order, url) => {
  for (let attempt = 1; attempt <= 5; attempt++) {
    const answer = await fetch(url, {
      method: "POST",
      body: JSON.stringify(order),
    })
      .catch(() => null);
    if (answer?.status === 200) return "packed";
    if (answer?.status === 422) return "refused";
  }
  throw new Error("No word");
};

// %% exercise-hand-over a-new-key-for-each-attempt
// says: parcels left for order 1001
// says: When is a key made?
const handOver: HandOver = async (order, url) => {
  for (let attempt = 1; attempt <= 5; attempt++) {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "Idempotency-Key": crypto.randomUUID() },
      body: JSON.stringify(order),
    }).catch(() => null);
    if (answer?.status === 200) return "packed";
    if (answer?.status === 422) return "refused";
  }
  throw new Error("No word");
};

// %% exercise-hand-over the-customer-is-the-key
// says: orders 1001, 1004, 1011, 2001. 1 of 4 parcels left
// says: different from her next?
const handOver: HandOver = async (order, url) => {
  const headers = { "Idempotency-Key": `${order.customer} ${order.lamps}` };
  for (let attempt = 1; attempt <= 5; attempt++) {
    const answer = await fetch(url, {
      method: "POST",
      headers,
      body: JSON.stringify(order),
    })
      .catch(() => null);
    if (answer?.status === 200) return "packed";
    if (answer?.status === 422) return "refused";
  }
  throw new Error("No word");
};

// %% exercise-hand-over sold-out-is-asked-again
// says: The warehouse said 422, sold out. Your function asked 5 times
// says: Is that an order of which nothing is known, or one that is decided?
const handOver: HandOver = async (order, url) => {
  const headers = { "Idempotency-Key": order.id };
  for (let attempt = 1; attempt <= 5; attempt++) {
    const answer = await fetch(url, {
      method: "POST",
      headers,
      body: JSON.stringify(order),
    })
      .catch(() => null);
    if (answer?.ok) return "packed";
  }
  throw new Error("No word");
};

// %% exercise-hand-over no-word-is-a-refusal
// says: The warehouse never answered, in 5 attempts, and your function gave "refused"
// says: Who said so?
const handOver: HandOver = async (order, url) => {
  const headers = { "Idempotency-Key": order.id };
  for (let attempt = 1; attempt <= 5; attempt++) {
    const answer = await fetch(url, {
      method: "POST",
      headers,
      body: JSON.stringify(order),
    })
      .catch(() => null);
    if (answer?.status === 200) return "packed";
    if (answer?.status === 422) break;
  }
  return "refused";
};

// %% exercise-hand-over any-answer-will-do
// says: gave "packed", and no parcel left
const handOver: HandOver = async (order, url) => {
  const headers = { "Idempotency-Key": order.id };
  for (let attempt = 1; attempt <= 5; attempt++) {
    const answer = await fetch(url, {
      method: "POST",
      headers,
      body: JSON.stringify(order),
    })
      .catch(() => null);
    if (answer) return answer.status === 422 ? "refused" : "packed";
  }
  throw new Error("No word");
};

// %% exercise-hand-over asked-again-at-once
// says: your function paused for 0, 0, 0, 0 ms
// says: Begin with 50 ms or more
const handOver: HandOver = async (order, url) => {
  const headers = { "Idempotency-Key": order.id };
  const request = { method: "POST", headers, body: JSON.stringify(order) };
  for (let attempt = 1; attempt <= 5; attempt++) {
    const signal = AbortSignal.timeout(1_000);
    const answer = await fetch(url, { ...request, signal }).catch(() => null);
    if (answer?.status === 200) return "packed";
    if (answer?.status === 422) return "refused";
  }
  throw new Error("No word");
};

// %% exercise-hand-over all-pauses-alike
// says: your function paused for 100, 100, 100, 100 ms
// says: 1.5 times as long as the last one
const handOver: HandOver = async (order, url, pause) => {
  const headers = { "Idempotency-Key": order.id };
  const request = { method: "POST", headers, body: JSON.stringify(order) };
  for (let attempt = 1; attempt <= 5; attempt++) {
    const signal = AbortSignal.timeout(1_000);
    const answer = await fetch(url, { ...request, signal }).catch(() => null);
    if (answer?.status === 200) return "packed";
    if (answer?.status === 422) return "refused";
    await pause(100);
  }
  throw new Error("No word");
};

// %% exercise-hand-over waits-for-ever
// says: After 3 seconds your function was still waiting
// says: For how long does `fetch` wait
const handOver: HandOver = async (order, url, pause) => {
  const headers = { "Idempotency-Key": order.id };
  for (let attempt = 1; attempt <= 5; attempt++) {
    if (attempt > 1) await pause(50 * 2 ** attempt);
    const answer = await fetch(url, {
      method: "POST",
      headers,
      body: JSON.stringify(order),
    })
      .catch(() => null);
    if (answer?.status === 200) return "packed";
    if (answer?.status === 422) return "refused";
  }
  throw new Error("No word");
};

// %% exercise-hand-over every-4xx-is-a-refusal
// says: The warehouse answered 408, then 429, then 202. Your function asked once, gave "refused", and no parcel left
// says: Which answers say something about the order?
const handOver: HandOver = async (order, url, pause) => {
  const headers = { "Idempotency-Key": order.id };
  const request = { method: "POST", headers, body: JSON.stringify(order) };
  for (let attempt = 1; attempt <= 5; attempt++) {
    if (attempt > 1) await pause(50 * 2 ** attempt);
    const signal = AbortSignal.timeout(1_000);
    const answer = await fetch(url, { ...request, signal }).catch(() => null);
    if (answer?.status === 200) return "packed";
    if (answer && answer.status >= 400 && answer.status < 500) return "refused";
  }
  throw new Error("No word");
};

// %% exercise-hand-over every-success-is-a-parcel
// says: The warehouse answered 408, then 429, then 202. Your function asked 3 times, gave "packed", and no parcel left
const handOver: HandOver = async (order, url, pause) => {
  const headers = { "Idempotency-Key": order.id };
  const request = { method: "POST", headers, body: JSON.stringify(order) };
  for (let attempt = 1; attempt <= 5; attempt++) {
    if (attempt > 1) await pause(50 * 2 ** attempt);
    const signal = AbortSignal.timeout(1_000);
    const answer = await fetch(url, { ...request, signal }).catch(() => null);
    if (answer?.ok) return "packed";
    if (answer?.status === 422) return "refused";
  }
  throw new Error("No word");
};

// %% exercise-hand-over pauses-of-microseconds
// says: your function paused for 0.002, 0.003, 0.004, 0.005 ms
// says: Begin with 50 ms or more
const handOver: HandOver = async (order, url, pause) => {
  const headers = { "Idempotency-Key": order.id };
  const request = { method: "POST", headers, body: JSON.stringify(order) };
  for (let attempt = 1; attempt <= 5; attempt++) {
    if (attempt > 1) await pause(attempt / 1000);
    const signal = AbortSignal.timeout(1_000);
    const answer = await fetch(url, { ...request, signal }).catch(() => null);
    if (answer?.status === 200) return "packed";
    if (answer?.status === 422) return "refused";
  }
  throw new Error("No word");
};

// %% exercise-hand-over pauses-a-little-longer
// says: your function paused for 100, 150, 200, 250 ms
// says: 1.5 times as long as the last one
const handOver: HandOver = async (order, url, pause) => {
  const headers = { "Idempotency-Key": order.id };
  const request = { method: "POST", headers, body: JSON.stringify(order) };
  for (let attempt = 1; attempt <= 5; attempt++) {
    if (attempt > 1) await pause(50 * attempt);
    const signal = AbortSignal.timeout(1_000);
    const answer = await fetch(url, { ...request, signal }).catch(() => null);
    if (answer?.status === 200) return "packed";
    if (answer?.status === 422) return "refused";
  }
  throw new Error("No word");
};

// %% exercise-hand-over nobody-waits-for-the-pause
// says: But an attempt came in the middle of a pause
// says: Who waits for `pause`?
const handOver: HandOver = async (order, url, pause) => {
  const headers = { "Idempotency-Key": order.id };
  const request = { method: "POST", headers, body: JSON.stringify(order) };
  for (let attempt = 1; attempt <= 5; attempt++) {
    if (attempt > 1) void pause(50 * 2 ** attempt);
    const signal = AbortSignal.timeout(1_000);
    const answer = await fetch(url, { ...request, signal }).catch(() => null);
    if (answer?.status === 200) return "packed";
    if (answer?.status === 422) return "refused";
  }
  throw new Error("No word");
};

// %% exercise-hand-over half-a-second-for-each
// says: ms after the call your function had hung up
const handOver: HandOver = async (order, url, pause) => {
  const request = {
    method: "POST",
    headers: { "Idempotency-Key": order.id },
    body: JSON.stringify(order),
  };
  for (let attempt = 1; attempt <= 5; attempt++) {
    if (attempt > 1) await pause(50 * 2 ** attempt);
    const signal = AbortSignal.timeout(500);
    const answer = await fetch(url, { ...request, signal }).catch(() => null);
    if (answer?.status === 200) return "packed";
    if (answer?.status === 422) return "refused";
  }
  throw new Error("No word");
};

// %% exercise-hand-over two-seconds-for-each
// says: A second and a half later your function was still waiting
const handOver: HandOver = async (order, url, pause) => {
  const request = {
    method: "POST",
    headers: { "Idempotency-Key": order.id },
    body: JSON.stringify(order),
  };
  for (let attempt = 1; attempt <= 5; attempt++) {
    if (attempt > 1) await pause(50 * 2 ** attempt);
    const signal = AbortSignal.timeout(2_000);
    const answer = await fetch(url, { ...request, signal }).catch(() => null);
    if (answer?.status === 200) return "packed";
    if (answer?.status === 422) return "refused";
  }
  throw new Error("No word");
};

// %% exercise-hand-over a-pause-before-the-first
// says: before its first attempt it paused for 50 ms
const handOver: HandOver = async (order, url, pause) => {
  const request = {
    method: "POST",
    headers: { "Idempotency-Key": order.id },
    body: JSON.stringify(order),
  };
  for (let attempt = 0; attempt < 5; attempt++) {
    await pause(50 * 2 ** attempt);
    const signal = AbortSignal.timeout(1_000);
    const answer = await fetch(url, { ...request, signal }).catch(() => null);
    if (answer?.status === 200) return "packed";
    if (answer?.status === 422) return "refused";
  }
  throw new Error("No word");
};

// %% exercise-hand-over everything-caught
// says: `pause` rejected once, with "The shop closes". Your function asked 2 times
// says: What was it to do when the shop closes?
const handOver: HandOver = async (order, url, pause) => {
  const request = {
    method: "POST",
    headers: { "Idempotency-Key": order.id },
    body: JSON.stringify(order),
  };
  for (let attempt = 1; attempt <= 5; attempt++) {
    try {
      if (attempt > 1) await pause(50 * 2 ** attempt);
      const signal = AbortSignal.timeout(1_000);
      const { status } = await fetch(url, { ...request, signal });
      if (status === 200) return "packed";
      if (status === 422) return "refused";
    } catch {
      // no answer
    }
  }
  throw new Error("No word");
};

// %% exercise-hand-over a-sleep-of-its-own
// says: But an attempt came in the middle of a pause
const handOver: HandOver = async (order, url, pause) => {
  const request = {
    method: "POST",
    headers: { "Idempotency-Key": order.id },
    body: JSON.stringify(order),
  };
  for (let attempt = 1; attempt <= 5; attempt++) {
    if (attempt > 1) {
      pause(50 * 2 ** attempt);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const signal = AbortSignal.timeout(1_000);
    const answer = await fetch(url, { ...request, signal }).catch(() => null);
    if (answer?.status === 200) return "packed";
    if (answer?.status === 422) return "refused";
  }
  throw new Error("No word");
};

// %% exercise-hand-over hangs-up-at-once
// says: ms after the call your function had hung up
// says: How long was an attempt to be given?
const handOver: HandOver = async (order, url, pause) => {
  const headers = { "Idempotency-Key": order.id };
  const request = { method: "POST", headers, body: JSON.stringify(order) };
  for (let attempt = 1; attempt <= 5; attempt++) {
    if (attempt > 1) await pause(50 * 2 ** attempt);
    const signal = AbortSignal.timeout(50);
    const answer = await fetch(url, { ...request, signal }).catch(() => null);
    if (answer?.status === 200) return "packed";
    if (answer?.status === 422) return "refused";
  }
  throw new Error("No word");
};

// %% exercise-hand-over the-last-digits-are-the-key
// says: orders 1001, 1004, 1011, 2001. 3 of 4 parcels left
// says: different from her next?
const handOver: HandOver = async (order, url, pause) => {
  const headers = { "Idempotency-Key": order.id.slice(-3) };
  const request = { method: "POST", headers, body: JSON.stringify(order) };
  for (let attempt = 1; attempt <= 5; attempt++) {
    if (attempt > 1) await pause(50 * 2 ** attempt);
    const signal = AbortSignal.timeout(1_000);
    const answer = await fetch(url, { ...request, signal }).catch(() => null);
    if (answer?.status === 200) return "packed";
    if (answer?.status === 422) return "refused";
  }
  throw new Error("No word");
};

// %% exercise-hand-over the-number-alone
// says: It sent
// says: Expected the whole order, as JSON
const handOver: HandOver = async (order, url, pause) => {
  const headers = { "Idempotency-Key": order.id };
  const request = { method: "POST", headers, body: order.id };
  for (let attempt = 1; attempt <= 5; attempt++) {
    if (attempt > 1) await pause(50 * 2 ** attempt);
    const signal = AbortSignal.timeout(1_000);
    const answer = await fetch(url, { ...request, signal }).catch(() => null);
    if (answer?.status === 200) return "packed";
    if (answer?.status === 422) return "refused";
  }
  throw new Error("No word");
};

// %% exercise-hand-over asked-six-times
// says: your function asked 6 times
// says: How many attempts were agreed?
const handOver: HandOver = async (order, url, pause) => {
  const headers = { "Idempotency-Key": order.id };
  const request = { method: "POST", headers, body: JSON.stringify(order) };
  for (let attempt = 1; attempt <= 6; attempt++) {
    if (attempt > 1) await pause(50 * 2 ** attempt);
    const signal = AbortSignal.timeout(1_000);
    const answer = await fetch(url, { ...request, signal }).catch(() => null);
    if (answer?.status === 200) return "packed";
    if (answer?.status === 422) return "refused";
  }
  throw new Error("No word");
};

// %% exercise-hand-over one-key-for-the-whole-day
// says: of 4 parcels left
// says: different from her next?
const keyOfToday = crypto.randomUUID();
const handOver: HandOver = async (order, url, pause) => {
  const headers = { "Idempotency-Key": keyOfToday };
  const request = { method: "POST", headers, body: JSON.stringify(order) };
  for (let attempt = 1; attempt <= 5; attempt++) {
    if (attempt > 1) await pause(50 * 2 ** attempt);
    const signal = AbortSignal.timeout(1_000);
    const answer = await fetch(url, { ...request, signal }).catch(() => null);
    if (answer?.status === 200) return "packed";
    if (answer?.status === 422) return "refused";
  }
  throw new Error("No word");
};

// %% exercise-choose always-kafka
// says: you say "Kafka". That does it, and so does something simpler
// says: would a function call not meet?
function choose({ needsResult }: Job): string | null {
  return needsResult ? null : "Kafka";
}

// %% exercise-choose only-kafka-loses-nothing
// says: the job must not lose anything: you say "file". That does it, and so does something simpler
// says: would a function call not meet?
function choose(job: Job): string | null {
  const { receivers, needsResult, mustNotLose, wantsHistory, mustNotWait } =
    job;
  if (
    needsResult &&
    (mustNotWait || wantsHistory || receivers === "several machines")
  ) return null;
  if (needsResult) {
    return receivers === "same program" ? "function call" : "HTTP";
  }
  if (mustNotLose) return receivers === "same program" ? "file" : "Kafka";
  if (receivers === "several machines") return "Kafka";
  if (wantsHistory || mustNotWait) {
    if (receivers !== "same program") return "Kafka";
    return wantsHistory ? "file" : "queue in memory";
  }
  return receivers === "same program" ? "function call" : "HTTP";
}

// %% exercise-choose a-queue-keeps-what-it-has
// says: must not wait, must not lose anything: you say "queue in memory"
// says: what waited in it was lost with the process
function choose(job: Job): string | null {
  const { receivers, needsResult, mustNotWait, wantsHistory } = job;
  if (!mustNotWait && !wantsHistory) {
    if (receivers === "same program") return "function call";
    if (receivers === "another machine") return "HTTP";
  }
  if (needsResult) return null;
  if (receivers !== "same program") return "Kafka";
  return wantsHistory ? "file" : "queue in memory";
}

// %% exercise-choose an-answer-by-request-whatever-happens
// says: on several machines, and the job needs the result: you say "HTTP"
// says: which of the five gives all that this job asks for?
function choose(job: Job): string | null {
  const { receivers, needsResult, mustNotWait, mustNotLose, wantsHistory } =
    job;
  if (needsResult || (!mustNotWait && !wantsHistory)) {
    if (receivers === "same program") return "function call";
    if (receivers === "another machine") return "HTTP";
  }
  if (needsResult) return "HTTP";
  if (receivers !== "same program") return "Kafka";
  return mustNotLose || wantsHistory ? "file" : "queue in memory";
}

// %% exercise-choose requests-in-turn
// says: on several machines
// says: requests in turn to several machines overtake one another
function choose(job: Job): string | null {
  const { receivers, needsResult, mustNotWait, mustNotLose, wantsHistory } =
    job;
  if (!mustNotWait && !wantsHistory) {
    return receivers === "same program" ? "function call" : "HTTP";
  }
  if (needsResult) return null;
  if (receivers !== "same program") return "Kafka";
  return mustNotLose || wantsHistory ? "file" : "queue in memory";
}

// %% exercise-choose a-file-for-everyone
// says: on another machine
// says: a file stays on its machine
function choose(job: Job): string | null {
  const { receivers, needsResult, mustNotWait, mustNotLose, wantsHistory } =
    job;
  if (!mustNotWait && !wantsHistory) {
    if (receivers === "same program") return "function call";
    if (receivers === "another machine") return "HTTP";
  }
  if (needsResult) return null;
  if (receivers === "several machines") return "Kafka";
  return mustNotLose || wantsHistory ? "file" : "queue in memory";
}

// %% exercise-choose nothing-for-those-who-cannot-wait
// says: you say `null`. But there is a way
function choose(job: Job): string | null {
  if (job.mustNotWait || job.wantsHistory) return null;
  if (job.receivers === "same program") return "function call";
  if (job.receivers === "another machine") return "HTTP";
  return job.needsResult ? null : "Kafka";
}
