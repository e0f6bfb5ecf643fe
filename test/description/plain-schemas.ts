import { createSchemaReader, type SchemaReader } from '../../src/description/schemas.js';

/** Reads schemas that refer to nothing. */
export const plainSchemas: SchemaReader = createSchemaReader({
  openapi: '3.1.0',
  info: { title: 'Nothing', version: '1' },
});
