/** Figures for the table at the end, by client. */
const notes = new Map<string, string[]>();

export function note(client: string, text: string): void {
  notes.set(client, [...(notes.get(client) ?? []), text]);
}

export function notesOf(client: string): readonly string[] {
  return notes.get(client) ?? [];
}
