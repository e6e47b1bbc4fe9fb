import type { Site } from "../handovers.ts";
import type { Note } from "./judging.ts";
import type { SiteAddress } from "./sites.ts";
import type { ProcessTools } from "lab/processes.ts";

/** What a process does on one of the days. */
export interface Post {
  /** The day's number. */
  id: number;
  /** The functions of a way, as text; those that this process has to run. */
  shop: string | null;
  warehouse: string | null;
  site: SiteAddress;
  /** Where it comes to a stand; `null` for nowhere. */
  stop: { order: string; when: "before" | "after" | "thanks" } | null;
  /** What its shop hands over. */
  orders: readonly string[];
}

/** How a shop works through its orders. */
export interface Placing {
  orders: readonly string[];
  send(order: string): Promise<void>;
  tell(event: Note["event"], order: string): void;
  /** Resolves when the warehouse has come to a stand over an order; perhaps never. */
  untilStuck(order: string): Promise<void>;
}

/**
 * Hands orders over, one after the other: the next when one is answered, or when the warehouse
 * stands still over it. It is also sent to other processes, as text.
 *
 * @returns Resolves when the last one's turn is over; `answered` when all have their answer.
 */
export async function placeOrders(
  { orders, send, tell, untilStuck }: Placing,
): Promise<{ answered: Promise<void[]> }> {
  const answers: Promise<void>[] = [];
  for (const order of orders) {
    tell("sent", order);
    const stuck = untilStuck(order);
    const answer = send(order).then(
      () => tell("thanked", order),
      () => tell("refused", order),
    );
    answers.push(answer);
    await Promise.race([answer, stuck]);
  }
  return { answered: Promise.all(answers) };
}

/** Mans the posts of a process; sent there as text, so it sees nothing of this module. */
export async function staff(
  { kafka, input, report }: ProcessTools<{ place: string; posts: Post[] }>,
): Promise<void> {
  // deno-lint-ignore no-explicit-any
  const fromText = (text: string): any => new Function(`return (${text})`)();
  const place: typeof placeOrders = fromText(input.place);
  const forever = (): Promise<never> => new Promise(() => {});

  const linesOf = async (file: string): Promise<string[]> =>
    (await Deno.readTextFile(file)).split("\n").slice(0, -1);

  const man = async (post: Post): Promise<void> => {
    const { id, stop, orders } = post;
    // Read before it is ready: an order written since is a change, however late the way begins to follow.
    const begun = await linesOf(post.site.file);
    async function* follow(file: string): AsyncGenerator<string[]> {
      const changes = Deno.watchFs(file);
      if (file === post.site.file) yield begun;
      yield await linesOf(file);
      for await (const _ of changes) yield await linesOf(file);
    }
    const tell = (event: Note["event"], order = ""): void =>
      report({ id, event, order });
    const waiting = new Map<string, () => void>();
    let stands = false;
    const stand = (order: string): Promise<never> => {
      stands = true;
      tell("stuck", order);
      waiting.get(order)?.();
      return forever();
    };
    const pack = async (order: string): Promise<void> => {
      const isStop = order === stop?.order;
      if (stands || isStop && stop.when === "before") await stand(order);
      tell("packed", order);
      if (isStop && stop.when === "after") await stand(order);
    };
    const site: Site = {
      ...post.site,
      kafka,
      pack,
      follow,
      later: forever,
    };
    const warehouse = post.warehouse && fromText(post.warehouse)(site);
    tell("ready");
    if (!post.shop) return await warehouse;
    const hand = await fromText(post.shop)(site);
    const send = async (order: string): Promise<void> => {
      await hand(order);
      if (order !== stop?.order || stop.when !== "thanks") return;
      // What else this program has begun shall be done.
      await new Promise((done) => setTimeout(done, 0));
      await stand(order);
    };
    const untilStuck = (order: string): Promise<void> =>
      new Promise((resolve) => waiting.set(order, resolve));
    await place({ orders, send, tell, untilStuck });
    tell("placed");
  };
  await Promise.all(input.posts.map(man));
  await forever();
}
