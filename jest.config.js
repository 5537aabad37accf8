/** Two suites: `unit` needs nothing but this folder, `e2e` drives a real n8n (installed by tools/host). */
const common = {
	testEnvironment: 'node',
	transform: {
		'^.+\\.ts$': [
			'@swc/jest',
			{
				jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true } },
				module: { type: 'commonjs' },
			},
		],
	},
	// one copy for n8n's engine and our nodes, or `instanceof NodeApiError` would not hold
	moduleNameMapper: {
		'^n8n-workflow$': require.resolve('n8n-workflow'),
		'^fast-check$': '<rootDir>/test/support/seeded.js',
	},
};

module.exports = {
	projects: [
		{
			...common,
			displayName: 'unit',
			testMatch: ['<rootDir>/test/**/*.test.ts'],
			testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
		},
		{
			...common,
			displayName: 'e2e',
			testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
			setupFilesAfterEnv: ['<rootDir>/test/e2e/again.ts'],
			globalSetup: '<rootDir>/test/e2e/setup.ts',
			globalTeardown: '<rootDir>/test/e2e/teardown.ts',
		},
	],
	testTimeout: 180_000,
};
