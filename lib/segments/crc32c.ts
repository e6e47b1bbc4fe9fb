const POLYNOMIAL = 0x82f63b78;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) {
    rest = rest & 1 ? (rest >>> 1) ^ POLYNOMIAL : rest >>> 1;
  }
  return rest;
});

/**
 * Computes the checksum that Kafka keeps in each record batch (CRC-32C, Castagnoli).
 *
 * @param bytes What it covers: of a batch, everything behind the checksum.
 * @returns An unsigned number of 32 bits.
 *
 * Source: Kafka documentation, "Record Batch"; RFC 3720, appendix B.4.
 */
export function crc32c(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    rest = TABLE[(rest ^ byte) & 0xff]! ^ (rest >>> 8);
  }
  return (rest ^ 0xffffffff) >>> 0;
}
