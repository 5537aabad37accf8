/** What the service answers when it says no, and what to do about it. */
import type { RejectionFacts } from '../model/error';

export type Verdict = Pick<RejectionFacts, 'reason' | 'advice'>;

const KEYS: Verdict = {
	reason: 'unauthorized',
	advice:
		'Check the AccessKey ID and secret in the credential, and the clock of this machine: signatures hold for 15 minutes',
};

const PERMISSION: Verdict = {
	reason: 'unauthorized',
	advice: 'Give the RAM user of this AccessKey the permission for this action (cams:…) in the RAM console',
};

const FIELDS: Verdict = { reason: 'invalidMessage', advice: 'Check the fields of this node' };

const TEMPLATES: Verdict = {
	reason: 'invalidMessage',
	advice: 'Templates are not documented for Telegram channels: send a text or a file instead',
};

const SENDER: Verdict = {
	reason: 'other',
	advice: 'Check Sender and Channel in the credential against the page of the channel in the console',
};

const RECIPIENT: Verdict = {
	reason: 'unknownRecipient',
	advice: 'Use the sender of a message that the bot received, exactly as it came',
};

const ELSEWHERE: Verdict = {
	reason: 'unsupported',
	advice: 'The channel does not take this: check that the Channel in the credential is a Telegram channel',
};

export const TOO_FAST: Verdict = {
	reason: 'rateLimited',
	advice: 'Send fewer messages at a time, or raise Longest Wait in the options of this node',
};

const all = (prefix: string, names: string, verdict: Verdict): Array<[string, Verdict]> =>
	names.split(' ').map((name) => [`${prefix}${name}`, verdict]);

/**
 * The codes that are known by name. The vendor's page "api-error-codes" lists names without saying when each comes,
 * and is not complete; `SessionWindowExpired` and those of the gateway come from the vendor's SDK and samples.
 */
export const CODES: ReadonlyMap<string, Verdict> = new Map([
	['SignatureDoesNotMatch', KEYS],
	['IncompleteSignature', KEYS],
	['InvalidAccessKeyId.NotFound', KEYS],
	['Authentication.NoAuth', PERMISSION],
	['Forbidden.RAM', PERMISSION],
	[
		'SessionWindowExpired',
		{
			reason: 'windowClosed',
			advice:
				'A free message goes out only within 24 hours after the person’s last one: wait until they write again, or reach them by SMS',
		},
	],
	...all('InvalidParameter.', 'MessageTypeNotEmpty MessageTypeNotSupport ContentError MessageInvalid', {
		reason: 'invalidMessage',
		advice: 'Check the attachment and its kind',
	}),
	...all('InvalidParameter.', 'ContentNotEmpty TextNotEmpty', {
		reason: 'invalidMessage',
		advice: 'Give the message a text',
	}),
	...all('InvalidParameter.', 'LinkNotEmpty', {
		reason: 'invalidMessage',
		advice: 'Give the file an address that the service can open',
	}),
	...all('InvalidParameter.', 'ChannelTypeNotSupport SendSmsNotSupport', ELSEWHERE),
	...all('InvalidParameter.', 'FromOnlyNumeric', {
		reason: 'other',
		advice: 'Write the Sender in the credential with digits only, without +',
	}),
	['PhoneNumberNotRegistered', SENDER],
	...all('InvalidParameter.', 'PhoneNumberError', RECIPIENT),
	...all(
		'InvalidParameter.',
		'TemplateCodeNotEmpty LanguageNotEmpty LanguageNotSupport TemplateTypeNotSupport AuditStatusNotSupport ' +
			'FooterHaveVariable HeaderMoreVarable HeaderTypeNotSupport ButtonTextHaveVariable UrlMoreVarable TemplateNameExist',
		TEMPLATES,
	),
	...all(
		'',
		'DelError.TemplateNotExist TemplateListError.QueryError DetailError.TemplateNotExist TemplateNotFound TemplateParamInvalid',
		TEMPLATES,
	),
	...all('InvalidParameter.', 'CreateError PageInvalid', FIELDS),
]);

/** Families of codes, the first that fits counts. All assumed: they are read from how the names are built. */
export const FAMILIES: ReadonlyArray<[RegExp, Verdict]> = [
	[/Throttling/, TOO_FAST],
	[
		/^(InvalidAccessKeyId|InvalidSecurityToken|MissingSecurityToken|InvalidTimeStamp|SignatureNonceUsed)\b/,
		KEYS,
	],
	[/^(Forbidden|NoPermission)\b/, PERMISSION],
	[/^InvalidParameter\.ToOnly/, RECIPIENT],
	[/^(InvalidParameter\.|Missing)(From|CustSpaceId)/, SENDER],
	[/^(InvalidParameter|MissingParameter|Missing)/, FIELDS],
];
