// Three layers: n8n's own rules for what is published, strict types for our code, and the house's arrows.
import communityNodes from '@n8n/eslint-plugin-community-nodes';
import { buildScanConfig } from '@n8n/scan-community-package/scanner/scanner.mjs';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

import house from './tools/lint/arrows.mjs';

const PUBLISHED = ['client/**/*.ts', 'credentials/**/*.ts', 'nodes/**/*.ts'];
const TOOLS = ['*.{js,mjs}', 'test/**/*.{js,mjs,ts}', 'tools/**/*.{js,mjs,ts}'];

/** What n8n's scan checks, with the newest release of its plugin: `npm run scan` runs the scanner's own. */
const scanRules = (await buildScanConfig()).map((part) =>
	part.plugins?.['@n8n/community-nodes'] ? communityNodes.configs.recommended : part,
);

/** The globals of the Node that runs this, so that a misspelt name is found without a list to maintain. */
const nodeGlobals = Object.fromEntries(
	Object.getOwnPropertyNames(globalThis).map((name) => [name, 'readonly']),
);

/** A leading underscore says "left out on purpose", as it does to the compiler. */
const unusedVars = [
	'error',
	{
		argsIgnorePattern: '^_',
		varsIgnorePattern: '^_',
		destructuredArrayIgnorePattern: '^_',
		ignoreRestSiblings: true,
	},
];

export default defineConfig(
	globalIgnores(['dist/', 'coverage/', '.build/', '**/node_modules/']),

	{
		// client/ as well: the scan meets it as compiled code
		files: ['package.json', 'nodes/**/*.json', ...PUBLISHED],
		extends: [scanRules],
		linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
	},
	{
		files: PUBLISHED,
		extends: [tseslint.configs.strictTypeChecked],
		languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
		plugins: { house },
		rules: {
			'house/arrows': 'error',
			eqeqeq: 'error',
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': 'error',
			'@typescript-eslint/no-unused-vars': unusedVars,

			// strict where it finds mistakes, not where it asks for ceremony
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
			'@typescript-eslint/no-confusing-void-expression': [
				'error',
				{ ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
			],
			'@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }], // code points are what services count
			'@typescript-eslint/no-base-to-string': 'off', // what n8n and services hand over is unknown: String() is the point
			'@typescript-eslint/no-unnecessary-type-assertion': 'off', // getNodeParameter(…) as string is how n8n nodes read
			'@typescript-eslint/require-await': 'off', // async turns a throw into a rejection, which n8n's interfaces expect
		},
	},
	{
		files: TOOLS,
		extends: [tseslint.configs.recommended],
		rules: { eqeqeq: 'error', '@typescript-eslint/no-unused-vars': unusedVars },
	},
	{
		files: ['*.{js,mjs}', '{test,tools}/**/*.{js,mjs}'],
		languageOptions: { globals: nodeGlobals },
		rules: { 'no-undef': 'error' },
	},
	{
		files: ['*.js', '{test,tools}/**/*.js'],
		languageOptions: { sourceType: 'commonjs', globals: { __dirname: 'readonly', __filename: 'readonly' } },
		rules: { '@typescript-eslint/no-require-imports': 'off' },
	},
);
