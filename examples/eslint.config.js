import tseslint from 'typescript-eslint';
import root from '../eslint.config.js';

// What needs the types of an installed signoff is left to the compiler, which each example runs where it is installed.
export default [...root, { files: ['**/*.ts'], ...tseslint.configs.disableTypeChecked }];
