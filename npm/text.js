/**
 * Tells if a text has at most so many bytes in UTF-8. They are counted here, so that a text that is
 * too long is never copied into the engine's memory, which does not shrink again.
 */
export function isWithin(text, most) {
  if (text.length > most) return false;
  if (text.length * 3 <= most) return true;
  let bytes = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0);
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > most) return false;
  }
  return true;
}
