// Unusual right answers to the exercises of chapter 12, which the checks accept.
// Each cell takes the place of the exercise cell that its heading names.

// %% exercise-place written-and-renamed
async function packOn({ file, place, follow, pack }: Site): Promise<void> {
  const { existsSync } = await import("node:fs");
  let next = 0;
  if (existsSync(place)) next = JSON.parse(Deno.readTextFileSync(place)).next;
  for await (const lines of follow(file)) {
    for (const line of lines.slice(next)) {
      await pack(line);
      next++;
      await Deno.writeTextFile(`${place}.new`, JSON.stringify({ next }));
      await Deno.rename(`${place}.new`, place);
    }
  }
}

// %% exercise-place a-log-of-what-is-done
async function packOn({ file, place, follow, pack }: Site): Promise<void> {
  const noted = await Deno.readTextFile(place).catch((error) => {
    if (error.name !== "NotFound") throw error;
    return "";
  });
  const done = new Set(noted.split("\n").filter(Boolean));
  for await (const lines of follow(file)) {
    for (const line of lines) {
      if (done.has(line)) continue;
      await pack(line);
      await Deno.writeTextFile(place, `${line}\n`, { append: true });
      done.add(line);
    }
  }
}

// %% exercise-place as-many-bytes-as-lines
async function packOn({ file, place, follow, pack }: Site): Promise<void> {
  const next = (): number => {
    try {
      return Deno.readFileSync(place).length;
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return 0;
      throw error;
    }
  };
  for await (const lines of follow(file)) {
    for (let i = next(); i < lines.length; i = next()) {
      await pack(lines[i]!);
      Deno.writeTextFileSync(place, ".", { append: true });
    }
  }
}

// %% exercise-place tries-again-by-itself
async function packOn({ file, place, follow, pack }: Site): Promise<void> {
  let next = 0;
  try {
    next = Number(await Deno.readTextFile(place));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const packUntilGone = (line: string): Promise<void> =>
    pack(line).catch(() => packUntilGone(line));
  for await (const lines of follow(file)) {
    for (; next < lines.length;) {
      await packUntilGone(lines[next]!);
      await Deno.writeTextFile(place, `${++next}`);
    }
  }
}

// %% exercise-place the-file-is-read-again
async function packOn({ file, place, follow, pack }: Site): Promise<void> {
  for await (const _ of follow(file)) {
    for (;;) {
      const isThere = await Deno.lstat(place).then(() => true, (error) => {
        if (error.code === "ENOENT") return false;
        throw error;
      });
      const next = isThere ? Number(await Deno.readTextFile(place)) : 0;
      const lines = (await Deno.readTextFile(file)).split("\n").slice(0, -1);
      if (next >= lines.length) break;
      await pack(lines[next]!);
      await Deno.writeTextFile(place, String(next + 1));
    }
  }
}

// %% exercise-hand-over recursive
const handOver: HandOver = (order, url, pause) => {
  const ask = async (
    left: number,
    ms: number,
  ): Promise<"packed" | "refused"> => {
    const answer = await fetch(url, {
      method: "POST",
      headers: new Headers({ "idempotency-key": `order ${order.id}` }),
      body: JSON.stringify(order),
      signal: AbortSignal.timeout(1_000),
    }).catch(() => undefined);
    switch (answer?.status) {
      case 200:
        return "packed";
      case 422:
        return "refused";
    }
    if (left === 1) throw new Error(`No word of order ${order.id}`);
    await pause(ms);
    return await ask(left - 1, ms * 2);
  };
  return ask(5, 50);
};

// %% exercise-hand-over some-chance-in-each-pause
const handOver: HandOver = async (order, url, pause) => {
  const outcomes = new Map([[200, "packed"], [422, "refused"]] as const);
  for (const ms of [0, 100, 200, 400, 800]) {
    if (ms > 0) await pause(ms + Math.random() * ms / 4); // not all shops at once
    try {
      const { status, body } = await fetch(url, {
        method: "POST",
        headers: {
          "Idempotency-Key": order.id,
          "Content-Type": "application/json",
        },
        body: JSON.stringify(order, null, 2),
        signal: AbortSignal.timeout(1_000),
      });
      await body?.cancel();
      const outcome = outcomes.get(status as 200);
      if (outcome) return outcome;
    } catch {
      // no answer: nothing is known
    }
  }
  throw new Error("No word");
};

// %% exercise-hand-over the-order-is-the-key
const handOver: HandOver = async (order, url, pause) => {
  const body = JSON.stringify(order);
  const hash = await crypto.subtle.digest(
    "SHA-256",
    new TextEncoder().encode(body),
  );
  const key = new Uint8Array(hash).toHex();
  let attempts = 0;
  let ms = 60;
  do {
    if (attempts > 0) await pause(ms *= 1.5);
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), 1_000);
    const { signal } = controller;
    const request = new Request(url, {
      method: "POST",
      body,
      headers: { "Idempotency-Key": key },
      signal,
    });
    const answer = await fetch(request).catch(() => null);
    clearTimeout(timer);
    if (answer?.status === 200) return "packed";
    if (answer?.status === 422) return "refused";
  } while (++attempts < 5);
  throw new Error("No word");
};

// %% exercise-hand-over one-key-for-each-call
const handOver: HandOver = async (order, url, pause) => {
  const headers = { "Idempotency-Key": crypto.randomUUID() }; // before the first attempt
  const init = { method: "POST", headers, body: JSON.stringify(order) };
  const attempt = async (): Promise<number> => {
    const late = Promise.withResolvers<number>();
    const aborted = new AbortController();
    const timer = setTimeout(() => {
      aborted.abort();
      late.resolve(0);
    }, 1_000);
    const answered = fetch(url, { ...init, signal: aborted.signal });
    try {
      return await Promise.race([
        answered.then(({ status }) => status, () => 0),
        late.promise,
      ]);
    } finally {
      clearTimeout(timer);
    }
  };
  let status = await attempt();
  for (let more = 1; more <= 4 && status !== 200 && status !== 422; more++) {
    await pause(25 * 2 ** more);
    await pause(25 * 2 ** more); // two pauses are one
    status = await attempt();
  }
  if (status === 200) return "packed";
  if (status === 422) return "refused";
  throw new Error(`The last status was ${status}`);
};

// %% exercise-choose a-table
function choose(job: Job): string | null {
  const all = ["function call", "queue in memory", "HTTP", "file", "Kafka"];
  const { receivers, needsResult, mustNotWait, mustNotLose, wantsHistory } =
    job;
  const out = new Set<string>();
  if (receivers !== "same program") {
    all.slice(0, 2).concat("file").forEach((way) => out.add(way));
  }
  if (receivers === "several machines") out.add("HTTP");
  if (needsResult) {
    ["queue in memory", "file", "Kafka"].forEach((way) => out.add(way));
  }
  if (mustNotWait) ["function call", "HTTP"].forEach((way) => out.add(way));
  if (mustNotLose) out.add("queue in memory");
  if (wantsHistory) all.slice(0, 3).forEach((way) => out.add(way));
  return all.find((way) => !out.has(way)) ?? null;
}

// %% exercise-choose by-place
function choose({ receivers, ...job }: Job): string | null {
  const written = job.mustNotWait || job.wantsHistory;
  if (job.needsResult && (written || receivers === "several machines")) {
    return null;
  }
  switch (receivers) {
    case "several machines":
      return "Kafka";
    case "another machine":
      return written ? "Kafka" : "HTTP";
    case "same program":
      if (!written) return "function call";
      return job.mustNotLose || job.wantsHistory ? "file" : "queue in memory";
  }
}

// %% exercise-choose by-predicates
const can: [way: string, does: (job: Job) => boolean][] = [
  [
    "function call",
    (job) =>
      job.receivers === "same program" && !job.mustNotWait && !job.wantsHistory,
  ],
  [
    "queue in memory",
    (job) =>
      job.receivers === "same program" && !job.needsResult &&
      !job.mustNotLose && !job.wantsHistory,
  ],
  [
    "HTTP",
    (job) =>
      job.receivers !== "several machines" && !job.mustNotWait &&
      !job.wantsHistory,
  ],
  ["file", (job) => job.receivers === "same program" && !job.needsResult],
  ["Kafka", (job) => !job.needsResult],
];
function choose(job: Job): string | null {
  for (const [way, does] of can) if (does(job)) return way;
  return null;
}

// %% exercise-choose one-expression
function choose(job: Job): string | null {
  return !job.mustNotWait && !job.wantsHistory &&
      job.receivers !== "several machines"
    ? job.receivers === "same program" ? "function call" : "HTTP"
    : job.needsResult
    ? null
    : job.receivers !== "same program"
    ? "Kafka"
    : job.wantsHistory || job.mustNotLose
    ? "file"
    : "queue in memory";
}
