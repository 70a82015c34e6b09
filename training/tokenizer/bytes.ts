/**
 * GPT-2's printable stand-in for every byte, the alphabet of byte-level BPE in GGUF files: bytes that print stand for
 * themselves, the others for characters from U+0100 on (a space is `Ġ`).
 */
export function byteAlphabet(): string[] {
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(prints(byte) ? byte : next++));
}

function prints(byte: number): boolean {
  return (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
}
