import { Refused } from "lab/exercises.ts";
import type { MemberEvent } from "workbook/groups.ts";

/** The notes of one member of a group. */
export interface Notes {
  /** Notes an assignment with its partitions, or that they are revoked. */
  note(kind: "assign" | "revoke", partitions?: number[]): void;
  /** The last event of a kind; `undefined` when there is none. */
  last(kind: MemberEvent["kind"]): MemberEvent | undefined;
}

/** The notes of all members of a group about its rebalances. */
export class NoteBook {
  /** The events of all members, oldest first. */
  readonly events: MemberEvent[] = [];
  #onNote: () => void;
  #problem: string | null = null;
  #late: string | null = null;
  #members: string[] = [];

  /** @param onNote Called after each note. */
  constructor(onNote: () => void = () => {}) {
    this.#onNote = onNote;
  }

  /**
   * Opens the notes of a member that is about to join.
   *
   * @param member The member's name.
   * @returns The member's notes.
   */
  open(member: string): Notes {
    this.#members.push(member);
    this.events.push({ at: new Date(), member, kind: "join" });
    return {
      note: (kind, partitions) => {
        const at = new Date();
        if (kind === "revoke") this.events.push({ at, member, kind });
        else if (Array.isArray(partitions)) {
          this.events.push({
            at,
            member,
            kind,
            partitions: partitions.toSorted((a, b) => a - b),
          });
        } else this.#problem ??= whatIsNoList(member, kind, partitions);
        this.#onNote();
      },
      last: (kind) => this.of(member).findLast((event) => event.kind === kind),
    };
  }

  /** Whether a member noted what is not an assignment and not a revocation. */
  get hasProblem(): boolean {
    return this.#problem !== null;
  }

  /**
   * Expects each note to be an assignment or a revocation.
   *
   * @throws {Refused} If one is neither.
   */
  expectNotes(): void {
    if (this.#problem !== null) throw new Refused(this.#problem);
  }

  /**
   * Notes a problem if a member has not given its partitions up, although KafkaJS has just told it
   * that a rebalance has begun.
   *
   * @param member The member's name.
   */
  expectGivenUp(member: string): void {
    const last = this.of(member).at(-1);
    if (last?.kind !== "assign" || last.partitions?.length === 0) return;
    this.#late ??=
      `A rebalance had begun, KafkaJS had told ${member}, and by its notes it still read [${last.partitions}]. What it notes later says nothing of the time in which nobody reads. Which event comes at the beginning?`;
  }

  /** The partitions that each member reads by its notes, by the member's name. */
  held(): Map<string, readonly number[]> {
    return new Map(this.#members.map((member) => {
      const own = this.of(member);
      return [member, own.at(-1)?.partitions ?? []];
    }));
  }

  /** The events of a member, oldest first. */
  of(member: string): MemberEvent[] {
    return this.events.filter((event) => event.member === member);
  }

  /** Whether each partition has one reader, and no member is between two assignments. */
  isShared(partitions: number): boolean {
    return areShared(this.events, partitions);
  }

  /** Whether the same was so, among the members before, when a member's notes began. */
  wasSharedBefore(member: string, partitions: number): boolean {
    const began = this.events.findIndex((event) => event.member === member);
    return areShared(this.events.slice(0, began), partitions);
  }

  /** The name of a member that reads nothing; `nobody` when all read something. */
  idle(): string {
    return [...this.held()].find(([, { length }]) => length === 0)?.[0] ??
      "nobody";
  }

  /**
   * Expects a single member to read every partition.
   *
   * @param member The member's name.
   * @param partitions The number of partitions.
   * @throws {Refused} If it reads others by its notes.
   */
  expectAlone(member: string, partitions: number): void {
    const held = this.held().get(member) ?? [];
    const all = Array.from({ length: partitions }, (_, i) => i);
    if (held.join() === all.join()) return;
    throw new Refused(
      `Alone in the group, ${member} read partitions ${
        all.join(" and ")
      }, but noted [${held}]. Whose assignment is that?`,
    );
  }

  /**
   * Expects a member to have noted a revocation.
   *
   * @param member The member's name.
   * @throws {Refused} If it went from one assignment to the next and gave nothing up.
   */
  expectRevoked(member: string): void {
    const kinds = this.of(member).map(({ kind }) => kind).slice(1);
    if (kinds.includes("revoke")) {
      if (this.#late === null) return;
      throw new Refused(this.#late);
    }
    throw new Refused(
      `When another member came, ${member} gave up all partitions and got one back. The notes say only: ${
        kinds.join(", ")
      }. Which event tells that a rebalance has begun?`,
    );
  }

  /** The question for a reader whose members do not share the partitions. */
  question(): string {
    const held = [...this.held().values()];
    return new Set(held.flat()).size < held.flat().length
      ? "Each partition that is listed twice has two readers. What makes two consumers members of one group?"
      : "Who reads the rest? A member notes all that it reads from now on, each time it is dealt to anew.";
  }

  /** The partitions of each member in words: `desk 1 reads [0,1], desk 2 reads []`. */
  toString(): string {
    return [...this.held()].map(([member, held]) => `${member} reads [${held}]`)
      .join(", ");
  }
}

function areShared(events: MemberEvent[], partitions: number): boolean {
  const last = new Map(events.map((event) => [event.member, event]));
  const held = [...last.values()].flatMap(({ partitions }) => partitions ?? []);
  return held.length === partitions && new Set(held).size === partitions &&
    [...last.values()].every(({ kind }) => kind === "assign");
}

function whatIsNoList(
  member: string,
  kind: unknown,
  partitions: unknown,
): string {
  if (kind !== "assign") {
    return `Your worker ${member} noted ${
      Deno.inspect(kind)
    }. Expected "assign" or "revoke".`;
  }
  return `Your worker ${member} noted "assign" with ${
    Deno.inspect(partitions, { compact: true, breakLength: Infinity })
  } instead of a list of partition numbers. ${
    partitions === undefined
      ? "A member for which nothing is left has no entry for the topic. Which list says that?"
      : "Which part of the assignment belongs to this topic?"
  }`;
}
