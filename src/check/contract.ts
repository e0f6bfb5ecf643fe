export interface Contract { readonly api: string }
