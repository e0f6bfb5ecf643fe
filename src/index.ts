export { createMock, type Mock, type MockOptions, type Reload } from './compose.js';
export { errorCodes, messageOf, UserError, type ErrorCode } from './errors.js';
export { formatLog, type LogFormat, type LogLine } from './mock/log.js';
