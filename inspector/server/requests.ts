import type { Context } from "hono";
import { Trouble } from "workbook/errors.ts";
import { type Clusters, MAIN, type OpenCluster } from "./clusters.ts";
import { readMetadata } from "../kafka/metadata.ts";
import { rightsOn } from "./rights.ts";
import type { Rights } from "../shapes.ts";

/** What the handlers of requests share. */
export interface Service {
  /** The clusters that can be looked at. */
  clusters: Clusters;
  /** The prefix of the reader's names, as `WORKBOOK_USER` has it; empty for none. */
  user: string;
}

/**
 * Finds the cluster that a request is about.
 *
 * @param service The clusters.
 * @param context The request; its address names the cluster.
 * @returns The cluster.
 * @throws {Trouble} If there is none of that name.
 */
export function clusterOf(
  { clusters }: Service,
  context: Context,
): Promise<OpenCluster> {
  return clusters.find(context.req.param("cluster") ?? MAIN);
}

/**
 * Asks a cluster for its id, and says what may be changed on it.
 *
 * @param service The prefix of the reader.
 * @param cluster The cluster.
 * @returns What may be changed.
 * @throws {Trouble} If no broker answers.
 */
export async function rightsIn(
  { user }: Service,
  { link }: OpenCluster,
): Promise<Rights> {
  return rightsOn((await readMetadata(link, [])).id, user);
}

/** Most bytes of a request's body. */
const MOST_BYTES = 2_000_000;

/**
 * Reads the JSON object of a request.
 *
 * @param context The request.
 * @returns The object; whoever uses a field of it checks its type.
 * @throws {Trouble} If the body is not a JSON object, or too large.
 */
export async function bodyOf(
  { req }: Context,
): Promise<Record<string, unknown>> {
  const text = Number(req.header("content-length") ?? 0) > MOST_BYTES
    ? ""
    : await req.text();
  try {
    const body = JSON.parse(text);
    if (typeof body === "object" && body !== null) return body;
  } catch { /* said below */ }
  throw new Trouble(
    `Cannot read the request: expected a JSON object of at most ${MOST_BYTES} bytes but found something else. Load the page again`,
  );
}

/**
 * Takes a text out of a request.
 *
 * @param body The request's object.
 * @param name The name of the field.
 * @returns The text.
 * @throws {Trouble} If there is none, or it is empty.
 */
export function textIn(body: Record<string, unknown>, name: string): string {
  const value = body[name];
  if (typeof value === "string" && value !== "") return value;
  throw new Trouble(
    `Cannot go on without ${name}: expected a text but found none. Fill it in`,
  );
}

/**
 * Takes a list of texts out of a request.
 *
 * @param body The request's object.
 * @param name The name of the field.
 * @returns The texts; none when the field is missing.
 */
export function textsIn(
  body: Record<string, unknown>,
  name: string,
): string[] {
  const value = body[name];
  return Array.isArray(value)
    ? value.filter((each) => typeof each === "string")
    : [];
}

/**
 * Takes a whole number out of a request.
 *
 * @param value The field of the object, or the text in the address.
 * @param name Its name, for the message.
 * @param lowest The lowest number that is allowed.
 * @returns The number.
 * @throws {Trouble} If it is none, or too low.
 */
export function numberIn(
  value: unknown,
  name: string,
  lowest: number = 0,
): number {
  const number = typeof value === "string" && value.trim() !== ""
    ? Number(value)
    : value;
  if (Number.isSafeInteger(number) && (number as number) >= lowest) {
    return number as number;
  }
  throw new Trouble(
    `Cannot read ${name}: expected a whole number from ${lowest} on but found "${
      value ?? ""
    }"`,
  );
}
