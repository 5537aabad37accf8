import fs from 'node:fs';
import path from 'node:path';

function newest(dir: string, ending: string): { file: string; at: number } {
	const files = fs
		.readdirSync(dir, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith(ending));
	return files
		.map((file) => ({ file: path.join(dir, file), at: fs.statSync(path.join(dir, file)).mtimeMs }))
		.reduce((one, other) => (other.at > one.at ? other : one), { file: dir, at: 0 });
}

/** The end-to-end tests see dist/ only: someone who edits a source and forgets the build would test the past. */
export function warnWhenStale(root: string): void {
	const built = newest(path.join(root, 'dist'), '.js');
	for (const folder of ['client', 'credentials', 'nodes']) {
		const source = newest(path.join(root, folder), '.ts');
		if (source.at <= built.at) continue;
		process.stderr.write(
			`\n!!! ${path.relative(root, source.file)} is newer than dist/: these tests run the OLD build.` +
				'\n!!! Build it with: npm run build\n\n',
		);
		return;
	}
}
