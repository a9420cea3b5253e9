// Bytes as text, text as bytes, and names that nobody else draws.

export function toUtf8(text) {
  return new TextEncoder().encode(text);
}

export function fromUtf8(bytes) {
  return new TextDecoder().decode(bytes);
}

export function joinBytes(...parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function toBase64url(bytes) {
  const marks = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(marks).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

export function fromBase64url(text) {
  const marks = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(marks, (mark) => mark.charCodeAt(0));
}

export function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function drawBytes(count) {
  return crypto.getRandomValues(new Uint8Array(count));
}

export function uuid4() {
  const bytes = drawBytes(16);
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  return toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
