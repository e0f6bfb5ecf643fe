/** The address of the mock. */
export const baseUrl = process.env['BASE_URL'] ?? '';

/** What the mock knows: credentials, of which that of FunGame logs out once, and a user; and a session that it does not. */
export const known = {
  feishuToken: 't-7f1bcd13fc57d46bac21793a18e560',
  userId: 'ou_7dab8a3d3cdcc9da365777c7ad535d62',
  foreignSid: 'no-such-session',
  fungameToken: process.env['FUNGAME_TOKEN'] ?? '',
  sessionlessToken: 'sessionless-token',
} as const;

/** The logouts of Feishu, each by what is due; it gives the `code` that the client found, of the type it has there. */
export type FeishuCalls = Calls<'success' | '1080001' | '1084001' | '1084002', 0 | 1080001 | 1084001 | 1084002>;

/** The logouts of FunGame, each by what is due; it gives `StatusCode`, or the HTTP status where there is no body. */
export type FunGameCalls = Calls<'success' | '400' | '401', 200 | 400 | 401>;

type Calls<Due extends string, Found> = Readonly<Record<Due, () => Promise<Found>>>;

/** Makes the calls one by one and prints what each gave as one JSON object: a number, or the text of an error. */
export async function exercise(calls: FeishuCalls | FunGameCalls): Promise<void> {
  const found: Record<string, unknown> = {};
  for (const [due, call] of Object.entries(calls)) found[due] = await call().catch(String);
  console.log(JSON.stringify(found));
}
