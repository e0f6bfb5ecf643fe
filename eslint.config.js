import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'test/generators/*/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'max-lines': ['error', { max: 220, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 12],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Instances of a library's class are taken by their shape.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // A terminal's control characters are what these patterns look for.
      'no-control-regex': 'off',
      // An empty text and a missing one are alike where `||` stands.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
    },
  },
  {
    // The servers on trial are meant to be unlike one another, in style too.
    files: ['test/servers/**/*.ts', 'test/trial/fungame/**/*.ts', 'test/trial/feishu/**/*.ts'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { complexity: 'off', '@typescript-eslint/no-unused-expressions': 'off' },
  },
);
