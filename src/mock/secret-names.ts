const words =
  'token|secret|passw|pwd|passphrase|passcode|(?:api|access|private)[-_ .]?key|authorization|cookie|signature|assertion|jwt|[cx]srf|sess(?:ion)?[-_]?id(?![a-z])';

const secretName = new RegExp(`${words}|^(?:pin|otp|bearer|(?:x-)?auth)$|(?:^|[^a-z])sid\\]?$|credentials?$`, 'i');

// What stands beside a secret and tells about it, such as `token_type` or `authorization_endpoint`.
const tellsAbout = /(?:types?|endpoint|ur[il]|supported|policy|name|expir\w*)$/i;

/** Whether what has this name is a secret. */
export function isSecretName(name: string): boolean {
  return secretName.test(name) && !(name.length < 100 && tellsAbout.test(name));
}

const hint = new RegExp(`${words}|pin|otp|bearer|auth|sid|credential|\\\\u`, 'i');

/** Whether a name of a secret may stand in a text; never wrongly no. */
export function mayNameSecrets(text: string): boolean {
  return hint.test(text);
}

const named = new RegExp(
  `((?:${words}|\\bsid)\\w{0,16}["'\\\\]{0,3}\\s{0,3}[=:]\\s{0,3}["'\\\\]{0,3})([^\\s"'\\\\&;,<>#]+)`,
  'gi',
);

/** Replaces what stands behind a name of a secret within a text: `access_token=…` in a URL, JSON in a text. */
export function replaceNamed(text: string, replace: (secret: string) => string): string {
  return text.replace(named, (_, name: string, secret: string) => name + replace(secret));
}
