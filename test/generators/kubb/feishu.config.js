import { clientOf } from './client-of.js';

export default clientOf('feishu');
