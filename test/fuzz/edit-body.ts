type Members = readonly (readonly [name: string, value: unknown])[];

/** Changes the members of a JSON object; a body that is none, or too deep to be written again, stays as it is. */
export function editBody(body: string, edit: (members: Members) => Members): string {
  try {
    return JSON.stringify(Object.fromEntries(edit(Object.entries(JSON.parse(body) as object))));
  } catch {
    return body;
  }
}

/** Adds a member to a JSON object, or replaces it. */
export function setMember(body: string, name: string, value: unknown): string {
  return editBody(body, (members) => [...members, [name, value]]);
}
