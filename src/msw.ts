export { createHandlers, type Handlers, type HandlersOptions } from './msw/create-handlers.js';
