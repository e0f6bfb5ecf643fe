import { createMock, type Mock } from 'signoff';
import { defineConfig, type Plugin, type UserConfig } from 'vite';

const config: UserConfig = defineConfig({ plugins: [mockedApis()] });

export default config;

/** The development server answers for both APIs itself, so that the page has one origin and needs no address. */
function mockedApis(): Plugin {
  let mock: Mock | undefined;
  return {
    name: 'signoff',
    apply: 'serve',
    async config() {
      mock = await createMock();
      return { server: { proxy: { '/user/': mock.url, '/open-apis/': mock.url } } };
    },
    closeBundle: () => mock?.close(),
  };
}
