import { check, Refused, type Verdict } from "lab/exercises.ts";

/** A job for which orders are to be handed over, with its conditions. */
export interface Job {
  /** Where the orders are handed to. */
  receivers: "same program" | "another machine" | "several machines";
  /** Whether the shop needs the result of the work. */
  needsResult: boolean;
  /** Whether the shop must not wait for the work. */
  mustNotWait: boolean;
  /** Whether no order may be lost in a crash. */
  mustNotLose: boolean;
  /** Whether old orders are to be read again. */
  wantsHistory: boolean;
}

type Condition = keyof Job;

/** The ways from the simplest on, each with the conditions that it fails, and what the run has shown of them. */
const WAYS: Record<string, Partial<Record<Condition, string>>> = {
  "function call": {
    receivers: "it does not leave its program",
    mustNotWait: "nobody was thanked while the packing stood still",
    wantsHistory: "nothing was left for Cleo to read",
  },
  "queue in memory": {
    receivers: "it does not leave its program",
    needsResult: "it thanks before the work is done, so there is no result yet",
    mustNotLose: "what waited in it was lost with the process",
    wantsHistory: "nothing was left for Cleo to read",
  },
  HTTP: {
    receivers: "requests in turn to several machines overtake one another",
    mustNotWait: "nobody was thanked while the packing stood still",
    wantsHistory: "nothing was left for Cleo to read",
  },
  file: {
    receivers:
      "a file stays on its machine, and two desks both packed all of it",
    needsResult: "it thanks before the work is done, so there is no result yet",
  },
  Kafka: {
    needsResult: "it thanks before the work is done, so there is no result yet",
  },
};
const NAMES = Object.keys(WAYS);

/** The places at which each way can have its receivers. */
const PLACES: Record<string, Job["receivers"][]> = {
  "function call": ["same program"],
  "queue in memory": ["same program"],
  HTTP: ["same program", "another machine"],
  file: ["same program"],
  Kafka: ["same program", "another machine", "several machines"],
};

/**
 * Checks exercise 3: the simplest way that does a job, judged by what the ways have shown.
 *
 * @param choose The reader's answer.
 * @returns The verdict.
 */
export function checkChoose(
  choose: (job: Job) => string | null,
): Promise<Verdict> {
  return check("choose", () => {
    const jobs = allJobs();
    for (const job of jobs) judge(job, choose(job));
    const byKafka = jobs.filter((job) => simplest(job) === "Kafka").length;
    const byNone = jobs.filter((job) => simplest(job) === null).length;
    return `${jobs.length} jobs, each done by the simplest way there is. Kafka has ${byKafka} of them, ${byNone} no single way can do, and ${
      jobs.length - byKafka - byNone
    } are done without it.`;
  });
}

/** Every job, those with the fewest conditions first. */
function allJobs(): Job[] {
  const both = [false, true];
  const jobs = PLACES["Kafka"]!.flatMap((receivers) =>
    both.flatMap((needsResult) =>
      both.flatMap((mustNotWait) =>
        both.flatMap((mustNotLose) =>
          both.map((wantsHistory): Job => ({
            receivers,
            needsResult,
            mustNotWait,
            mustNotLose,
            wantsHistory,
          }))
        )
      )
    )
  );
  const weight = (job: Job): number =>
    Object.values(job).filter((value) => value === true).length;
  return jobs.toSorted((a, b) => weight(a) - weight(b));
}

/** The first condition of the job that the way fails, or `null` if it does the job. */
function failure(way: string, job: Job): Condition | null {
  const conditions = Object.keys(WAYS[way]!) as Condition[];
  return conditions.find((condition) =>
    condition === "receivers"
      ? !PLACES[way]!.includes(job.receivers)
      : job[condition]
  ) ?? null;
}

function simplest(job: Job): string | null {
  return NAMES.find((way) => failure(way, job) === null) ?? null;
}

function judge(job: Job, chosen: string | null): void {
  const right = simplest(job);
  if (chosen === right) return;
  const said = `${inWords(job)}: you say ${
    chosen === null ? "`null`" : `"${chosen}"`
  }. `;
  if (chosen === null) {
    throw new Refused(
      `${said}But there is a way. Which of its conditions did you take for impossible?`,
    );
  }
  if (!NAMES.includes(chosen)) {
    throw new Refused(
      `${said}Expected one of ${
        NAMES.join(", ")
      }, or \`null\`. Which of them comes nearest?`,
    );
  }
  const failed = failure(chosen, job);
  if (failed === null) {
    throw new Refused(
      `${said}That does it, and so does something simpler. Which of this job's conditions would a ${right} not meet?`,
    );
  }
  throw new Refused(
    `${said}In the runs above, ${WAYS[chosen]![failed]}. ` +
      (right === null
        ? "And which of the five gives all that this job asks for?"
        : "Which is the simplest that does better?"),
  );
}

function inWords(job: Job): string {
  const conditions = [
    job.needsResult && "needs the result",
    job.mustNotWait && "must not wait",
    job.mustNotLose && "must not lose anything",
    job.wantsHistory && "wants the history",
  ].filter(Boolean);
  const where = job.receivers === "same program" ? "in the" : "on";
  return `Receivers ${where} ${job.receivers}, and the job ${
    conditions.join(", ") || "has no other condition"
  }`;
}
