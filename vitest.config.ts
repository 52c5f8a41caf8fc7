// Tests run on the same Node as the server; `test/run.ts` is what `npm test` starts.
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [vue()],
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/exam/**', 'test/bench/**'],
    globalSetup: ['test/demo-folder.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A busy machine is slow, not wrong.
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: 2,
    env: { TZ: 'UTC' },
  },
})
