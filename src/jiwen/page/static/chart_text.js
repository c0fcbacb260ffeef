// Texts of pictures: measured with the page's own typeface, and broken into lines that fit.

const pen = document.createElement("canvas").getContext("2d");
const FORBIDDEN_FIRST = /^[，。、；：？！）》”’%,.;:)]/u;
const LATIN = /[a-z0-9.,%+-]+|./giu;

export const NAME = 16;
export const SMALL = 13;
export const LINE = 1.35;

let family = "";

export function widthOf(text, size, weight = 400) {
  family ||= getComputedStyle(document.body).fontFamily;
  const font = `${weight} ${size}px ${family}`;
  if (pen.font !== font) pen.font = font;
  return pen.measureText(text).width;
}

// The text in lines no wider than `width`; Latin words and numbers stay whole where they can, no line begins with a closing mark.
export function linesOf(text, width, size, weight = 400) {
  const lines = [""];
  const parts = (text.match(LATIN) ?? []).flatMap((part) => (widthOf(part, size, weight) > width ? [...part] : [part]));
  for (const part of parts) {
    const longer = lines.at(-1) + part;
    if (lines.at(-1) && widthOf(longer, size, weight) > width && !FORBIDDEN_FIRST.test(part)) lines.push(part.trimStart());
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

// Several texts, each kept in one line as far as it fits, as many in a line as go into it.
export function linesOfParts(parts, width, size) {
  const lines = [];
  for (const part of parts) {
    const longer = lines.length ? `${lines.at(-1)}　${part}` : part;
    if (lines.length && widthOf(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(...linesOf(part, width, size));
  }
  return lines;
}
