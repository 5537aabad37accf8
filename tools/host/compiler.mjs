/** What node-gyp and make say when this machine cannot compile. */
const SIGNS = [
	/not found: make/,
	/(make|g\+\+|cc|c\+\+): (command )?not found/,
	/Could not find any Python/,
	/find Python/,
	/Could not find any Visual Studio/,
	/No Xcode or CLT/,
	/spawn make ENOENT/,
];

const INSTALL = {
	linux: [
		'  Debian, Ubuntu:  sudo apt-get install -y python3 make g++',
		'  Fedora, RHEL:    sudo dnf install -y python3 make gcc-c++',
		'  Alpine:          apk add python3 make g++',
	],
	darwin: ['  xcode-select --install'],
	win32: ['  Visual Studio Build Tools with "Desktop development with C++", and Python 3'],
};

/** Advice for the person when a native compile failed for want of a compiler; otherwise undefined. */
export function compilerAdvice(message) {
	if (!SIGNS.some((sign) => sign.test(message))) return undefined;
	const how = INSTALL[process.platform] ?? ['  Python 3, make and a C++ compiler'];
	return [
		"n8n's database driver had to be compiled and this machine has no compiler for it. Install one:",
		...how,
		'then run the command again: it goes on where it stopped.',
	].join('\n');
}
