/** How a cluster describes itself. */
export interface ClusterDescription {
  /** The id that the cluster was formatted with. */
  clusterId: string;
  /** Ids of the brokers that are in service, in no particular order. */
  brokerIds: number[];
}

const DESCRIBE_CLUSTER = 60;
const HEADER_BYTES = 4;

/**
 * Asks one broker to describe its cluster: Kafka's `DescribeCluster` request, version 0, without a client library.
 *
 * A broker appears in the answer only when the controller lets it serve, so this also tells whether it is ready.
 *
 * @param port TCP port on 127.0.0.1.
 * @param timeoutMs When to give up, in milliseconds.
 * @returns The description, or `null` when nobody answers there, or something else than a broker that is up.
 *
 * Source: https://kafka.apache.org/protocol.html#The_Messages_DescribeCluster
 */
export async function describeCluster(
  port: number,
  timeoutMs = 2000,
): Promise<ClusterDescription | null> {
  let connection: Deno.Conn;
  try {
    connection = await Deno.connect({ hostname: "127.0.0.1", port });
  } catch {
    return null;
  }
  // Closing is the one way to end a read that gets no answer.
  const timer = setTimeout(() => connection.close(), timeoutMs);
  try {
    await writeAll(connection, request());
    const length = new DataView((await read(connection, HEADER_BYTES)).buffer)
      .getInt32(0);
    return parse(await read(connection, length));
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
    try {
      connection.close();
    } catch { /* the timer was first */ }
  }
}

/** Length, API key, version, correlation id, client id "workbook", no tags; then one `false` and no tags. */
function request(): Uint8Array<ArrayBuffer> {
  const client = new TextEncoder().encode("workbook");
  const body = new Uint8Array(10 + client.length + 3);
  const view = new DataView(body.buffer);
  view.setInt16(0, DESCRIBE_CLUSTER);
  view.setInt16(8, client.length);
  body.set(client, 10);
  const message = new Uint8Array(HEADER_BYTES + body.length);
  new DataView(message.buffer).setInt32(0, body.length);
  message.set(body, HEADER_BYTES);
  return message;
}

function parse(message: Uint8Array<ArrayBuffer>): ClusterDescription | null {
  const view = new DataView(message.buffer);
  // Correlation id, no tags, throttle time.
  let at = 4 + 1 + 4;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0;; shift += 7) {
      const byte = view.getUint8(at++);
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const string = (): string => {
    const length = Math.max(varint() - 1, 0);
    return new TextDecoder().decode(message.subarray(at, at += length));
  };
  const error = view.getInt16(at);
  at += 2;
  string();
  const clusterId = string();
  at += 4;
  const brokerIds = Array.from({ length: varint() - 1 }, () => {
    const id = view.getInt32(at);
    at += 4;
    string();
    at += 4;
    string();
    varint();
    return id;
  });
  return error === 0 ? { clusterId, brokerIds } : null;
}

async function writeAll(
  connection: Deno.Conn,
  bytes: Uint8Array,
): Promise<void> {
  for (let sent = 0; sent < bytes.length;) {
    sent += await connection.write(bytes.subarray(sent));
  }
}

async function read(
  connection: Deno.Conn,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length;) {
    const count = await connection.read(bytes.subarray(done));
    if (count === null) throw new Error("The connection was closed");
    done += count;
  }
  return bytes;
}
