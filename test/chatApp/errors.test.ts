import { read } from '../../client/chatApp/answer';
import { CODES } from '../../client/chatApp/codes';
import { failureOf, retryAfter } from '../../client/chatApp/errors';
import { concernsRecipient } from '../../client/model/outcome';
import { Rejected, Unreachable, type Reason } from '../../client/model/error';

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
	status,
	headers,
	body: typeof body === 'string' ? body : JSON.stringify(body),
});
const failure = (status: number, body: unknown, headers?: Record<string, string>) =>
	failureOf(read(answer(status, body, headers)), 'write');
const saying = (Code: string, status = 200) =>
	failure(status, { Code, Message: 'Their words', RequestId: '1' });

/** Every code of the contract, and what it is for us. */
const ROWS: Array<[code: string, reason: Reason, advice: RegExp]> = [
	['Authentication.NoAuth', 'unauthorized', /permission/],
	['Forbidden.RAM', 'unauthorized', /permission/],
	['SignatureDoesNotMatch', 'unauthorized', /AccessKey/],
	['IncompleteSignature', 'unauthorized', /AccessKey/],
	['InvalidAccessKeyId.NotFound', 'unauthorized', /AccessKey/],
	['InvalidParameter.MessageTypeNotEmpty', 'invalidMessage', /attachment/],
	['InvalidParameter.MessageTypeNotSupport', 'invalidMessage', /attachment/],
	['InvalidParameter.ContentNotEmpty', 'invalidMessage', /text/],
	['InvalidParameter.ContentError', 'invalidMessage', /attachment/],
	['InvalidParameter.TextNotEmpty', 'invalidMessage', /text/],
	['InvalidParameter.LinkNotEmpty', 'invalidMessage', /address/],
	['InvalidParameter.MessageInvalid', 'invalidMessage', /attachment/],
	['InvalidParameter.ChannelTypeNotSupport', 'unsupported', /Telegram channel/],
	['InvalidParameter.SendSmsNotSupport', 'unsupported', /channel/],
	['InvalidParameter.FromOnlyNumeric', 'other', /digits/],
	['InvalidParameter.ToOnlyNumeric', 'unknownRecipient', /sender of a message/],
	['InvalidParameter.PhoneNumberError', 'unknownRecipient', /sender of a message/],
	['PhoneNumberNotRegistered', 'other', /Sender and Channel/],
	['SessionWindowExpired', 'windowClosed', /24 hours.*SMS/],
	['Throttling.User', 'rateLimited', /Longest Wait/],
	['Throttling', 'rateLimited', /Longest Wait/],
	['Some.Throttling.Thing', 'rateLimited', /Longest Wait/],
	...[
		'TemplateCodeNotEmpty',
		'LanguageNotEmpty',
		'LanguageNotSupport',
		'TemplateTypeNotSupport',
		'AuditStatusNotSupport',
		'FooterHaveVariable',
		'HeaderMoreVarable',
		'HeaderTypeNotSupport',
		'ButtonTextHaveVariable',
		'UrlMoreVarable',
		'TemplateNameExist',
	].map((name): [string, Reason, RegExp] => [`InvalidParameter.${name}`, 'invalidMessage', /[Tt]emplates/]),
	...[
		'DelError.TemplateNotExist',
		'TemplateListError.QueryError',
		'DetailError.TemplateNotExist',
		'TemplateNotFound',
		'TemplateParamInvalid',
	].map((name): [string, Reason, RegExp] => [name, 'invalidMessage', /[Tt]emplates/]),
	['InvalidParameter.CreateError', 'invalidMessage', /fields/],
	['InvalidParameter.PageInvalid', 'invalidMessage', /fields/],
	// those that nobody has named, by how they begin
	['InvalidAccessKeyId.Inactive', 'unauthorized', /AccessKey/],
	['InvalidSecurityToken.Expired', 'unauthorized', /AccessKey/],
	['InvalidTimeStamp.Expired', 'unauthorized', /clock/],
	['SignatureNonceUsed', 'unauthorized', /AccessKey/],
	['NoPermission', 'unauthorized', /permission/],
	['InvalidParameter.SomethingNew', 'invalidMessage', /fields/],
	['MissingTo', 'invalidMessage', /fields/],
	['MissingFrom', 'other', /Sender/],
	['Something.Else', 'other', /console/],
];

it.each(ROWS)('%s has the reason “%s” at any HTTP status', (code, reason, advice) => {
	for (const status of [200, 400, 403, 404]) {
		expect(saying(code, status)).toBeInstanceOf(Rejected);
		expect(saying(code, status)).toMatchObject({
			message: 'Their words',
			facts: {
				reason,
				code,
				kind: code,
				advice: expect.stringMatching(advice) as string,
				raw: { Code: code },
			},
		});
	}
});

it('every code of the table is in these rows', () => {
	expect([...CODES.keys()].filter((code) => !ROWS.some(([row]) => row === code))).toEqual([]);
});

it('a window that is over concerns the recipient, so that a workflow can fall back to SMS', () => {
	expect(concernsRecipient(saying('SessionWindowExpired') as Rejected)).toBe(true);
});

it.each([
	[{ Code: 'OK', Message: 'SUCCESS' }],
	[{ Code: 'OK', Message: 'Error' }],
	[{ code: 'OK', message: 'anything' }],
])('%j is no failure, whatever its message says', (body) => {
	expect(failure(200, body)).toBeNull();
});

it('the gateway’s refusal in XML is understood', () => {
	const xml = '<?xml version="1.0"?><Error><Code>Forbidden.RAM</Code><Message>No</Message></Error>';
	expect(failure(403, xml)).toMatchObject({
		message: 'No',
		facts: { reason: 'unauthorized', code: 'Forbidden.RAM' },
	});
});

it('a refusal without words is told by its code', () => {
	expect(failure(200, { Code: 'Something.Else' })).toMatchObject({ message: 'Something.Else' });
});

it.each([301, 400, 403, 404, 418])('HTTP %i without a code means another server', (status) => {
	expect(failure(status, '<html>private</html>')).toMatchObject({
		message: `The address answered HTTP ${status}, not as the service does`,
		facts: { reason: 'other', code: String(status), advice: expect.stringContaining('Endpoint') as string },
	});
});

it('a broken server with a known code has refused, with another one nobody can tell', () => {
	expect(saying('SignatureDoesNotMatch', 500)).toBeInstanceOf(Rejected);
	expect(saying('Throttling.Api', 503)).toMatchObject({ facts: { reason: 'rateLimited' } });
	expect(saying('InternalError', 500)).toBeInstanceOf(Unreachable);
	expect(saying('InternalError', 500)).toMatchObject({
		facts: {
			outcome: 'unknown',
			description: 'Chat App is out of order (HTTP 500, InternalError: Their words)',
		},
	});
	expect(failureOf(read(answer(502, '')), 'read')).toMatchObject({
		facts: { advice: expect.stringContaining('Try again later') as string },
	});
});

describe('the pause after too many requests', () => {
	const pause = (header: string | undefined, status = 400, Code = 'Throttling.User') =>
		retryAfter(answer(status, { Code }, header === undefined ? {} : { 'x-acs-retry-after': header }));

	it.each([
		[undefined, 1],
		['1500', 1.5],
		['10', 1],
		['0', 1],
		['-5', 1],
		['soon', 1],
		['999999', 120],
	])('with the header %j is %d s', (header, seconds) => {
		expect(pause(header)).toBe(seconds);
	});

	it('is told at any HTTP status that comes with the code, and with 429 alone', () => {
		expect(pause('2000', 200)).toBe(2);
		expect(pause('2000', 503)).toBe(2);
		expect(pause('2000', 429, 'Other')).toBe(2);
		expect(retryAfter(answer(429, ''))).toBe(1);
	});

	it('is not read out of a message that only speaks of it', () => {
		expect(retryAfter(answer(200, { Code: 'OK', Message: 'no Throttling' }))).toBeUndefined();
		expect(pause('2000', 400, 'Other')).toBeUndefined();
	});

	it('is told in the refusal', () => {
		expect(failure(400, { Code: 'Throttling' }, { 'x-acs-retry-after': '7000' })).toMatchObject({
			facts: { retryAfter: 7 },
		});
	});
});

it.each([
	['Denied. server string to sign is:[POST&%2F&Content%3Dx]', 'Denied'],
	['Denied, server CanonicalRequest is [POST\n/\nContent=x\nx-acs-security-token:abc]', 'Denied'],
	['Bad x-acs-security-token:abc.def here', 'Bad x-acs-security-token:*** here'],
	['Bad Content=%7B%22text%22%3A1%7D&To=1', 'Bad Content=***&To=1'],
	['Bad Signature=abc123, sorry', 'Bad Signature=***, sorry'],
])('what a refusal quotes of the request is cut out: %j', (Message, left) => {
	expect(read(answer(400, { Code: 'X', Message })).message).toBe(left);
	expect(failure(400, { Code: 'X', Message, Detail: [{ Message }] })).toMatchObject({
		facts: { raw: { Message: left, Detail: [{ Message: left }] } },
	});
});
