/** A value of JSON, or undefined, as TypeScript writes it, over several lines. */
export function literal(value: unknown, notes: Readonly<Record<string, string>> = {}, indent = ''): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) return `[${value.map((each) => literal(each, {}, inner)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? quote(value) : String(value);
  const members = Object.entries(value).map(
    ([key, member]) => `${noteOf(notes[key], inner)}${inner}${keyOf(key)}: ${literal(member, {}, inner)},\n`,
  );
  return members.length === 0 ? '{}' : `{\n${members.join('')}${indent}}`;
}

function noteOf(note: string | undefined, indent: string): string {
  return note === undefined ? '' : `${indent}/** ${note.replaceAll('*/', '*\\/').replace(/\s+/g, ' ')} */\n`;
}

function keyOf(key: string): string {
  if (key === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$|^(0|[1-9]\d{0,14})$/.test(key) ? key : quote(key);
}

/** A text in single quotes. */
export function quote(text: string): string {
  const plain = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${plain}'`;
}
