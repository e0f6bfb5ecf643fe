/** The operations of the APIs in the box: each answer by its name, with its status. Written by `test/catalog.test.ts`. */
export interface Catalog {
  readonly fungame: {
    readonly LogOut: {
      readonly loggedOut: 200;
      readonly sessionGone: 400;
      readonly serverError: 400;
      readonly '401': 401;
    };
    readonly Login: {
      readonly loggedIn: 200;
      readonly badRequest: 400;
      readonly wrongPassword: 401;
      readonly unsupportedMediaType: 415;
      readonly loginFailed: 500;
    };
  };
  readonly feishu: {
    readonly logout: {
      readonly success: 200;
      readonly '1080001': 400;
      readonly '1084001': 400;
      readonly '1084002': 400;
      readonly '99991661': 400;
      readonly '99991663': 400;
      readonly '99991668': 400;
      readonly '99991672': 400;
      readonly '99991400': 429;
    };
    readonly tenantAccessTokenInternal: { readonly '10003': 200; readonly ok: 200; readonly '99991400': 429 };
  };
}
