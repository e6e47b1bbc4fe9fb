/** Makes certificates for TLS servers in tests, so that each fault of a certificate can be had. */
import { X509Certificate } from "node:crypto";
import { Buffer } from "node:buffer";

/** A certificate and its private key, both as PEM. */
export interface Certificate {
  /** The certificate. */
  cert: string;
  /** Its private key, PKCS #8. */
  key: string;
}

/** The contents of a certificate, and who signs it. */
export interface CertificateOptions {
  /** The IP address or host name that it is for; left out for an authority. */
  host?: string;
  /** The authority that signs it; left out, it signs itself. */
  by?: Certificate;
  /** The first and last year of its validity. */
  years?: [from: number, to: number];
}

const ED25519 = [0x06, 0x03, 0x2b, 0x65, 0x70];
const COMMON_NAME = [0x06, 0x03, 0x55, 0x04, 0x03];
const BASIC_CONSTRAINTS = [0x06, 0x03, 0x55, 0x1d, 0x13];
const SUBJECT_ALT_NAME = [0x06, 0x03, 0x55, 0x1d, 0x11];

/**
 * Makes a certificate with an Ed25519 key.
 *
 * @param name Its subject's common name.
 * @param options What it is for, who signs it, and when it is valid: from 2020 to 2049 when left out.
 * @returns The certificate and its key.
 *
 * Source: RFC 5280, section 4.1.
 */
export async function makeCertificate(
  name: string,
  { host, by, years = [2020, 2049] }: CertificateOptions = {},
): Promise<Certificate> {
  const keys = await crypto.subtle.generateKey("Ed25519", true, [
    "sign",
    "verify",
  ]) as CryptoKeyPair;
  const exported = async (format: "pkcs8" | "spki"): Promise<number[]> => {
    const key = format === "spki" ? keys.publicKey : keys.privateKey;
    return [...new Uint8Array(await crypto.subtle.exportKey(format, key))];
  };
  const issuer = by ? new X509Certificate(by.cert).subject.slice(3) : name;
  const algorithm = sequence(ED25519);
  const body = sequence(
    der(0xa0, der(0x02, [2])), // version 3
    der(0x02, [1, ...crypto.getRandomValues(new Uint8Array(8))]),
    algorithm,
    named(issuer),
    sequence(...years.map((year) => text(0x18, `${year}0101000000Z`))),
    named(name),
    await exported("spki"),
    der(0xa3, sequence(host ? forHost(host) : asAuthority())),
  );
  const signer = by ? await privateKey(by.key) : keys.privateKey;
  const signed = await crypto.subtle.sign(
    "Ed25519",
    signer,
    new Uint8Array(body),
  );
  const signature = der(0x03, [0, ...new Uint8Array(signed)]);
  return {
    cert: pem("CERTIFICATE", sequence(body, algorithm, signature)),
    key: pem("PRIVATE KEY", await exported("pkcs8")),
  };
}

function asAuthority(): number[] {
  const value = sequence(der(0x01, [0xff]));
  return sequence(BASIC_CONSTRAINTS, der(0x01, [0xff]), der(0x04, value));
}

function forHost(host: string): number[] {
  const name = /^[\d.]+$/.test(host)
    ? der(0x87, host.split(".").map(Number))
    : text(0x82, host);
  return sequence(SUBJECT_ALT_NAME, der(0x04, sequence(name)));
}

function named(name: string): number[] {
  return sequence(der(0x31, sequence(COMMON_NAME, text(0x0c, name))));
}

function sequence(...parts: number[][]): number[] {
  return der(0x30, parts.flat());
}

function text(tag: number, content: string): number[] {
  return der(tag, [...new TextEncoder().encode(content)]);
}

/** A value in DER: its tag, its length and its content. */
function der(tag: number, content: number[]): number[] {
  const { length } = content;
  const size = length < 0x80
    ? [length]
    : length < 0x100
    ? [0x81, length]
    : [0x82, length >> 8, length & 0xff];
  return [tag, ...size, ...content];
}

function pem(label: string, bytes: number[]): string {
  const text = new Uint8Array(bytes).toBase64().replaceAll(/.{64}/g, "$&\n");
  return `-----BEGIN ${label}-----\n${text}\n-----END ${label}-----\n`;
}

async function privateKey(key: string): Promise<CryptoKey> {
  const bytes = Buffer.from(key.replaceAll(/-----.*-----/g, ""), "base64");
  return await crypto.subtle.importKey("pkcs8", bytes, "Ed25519", false, [
    "sign",
  ]);
}
