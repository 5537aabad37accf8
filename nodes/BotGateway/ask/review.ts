import type { IDataObject, INode } from 'n8n-workflow';

/** Whether this is the node for human review that n8n makes out of ours: it stands between an AI agent and a tool. */
export const isReview = ({ type }: Pick<INode, 'type'>): boolean => type.endsWith('HitlTool');

/** Where n8n looks for the verdict, and for the reason of a refusal, before it looks into `data`. Source: n8n 2.41, processHitlResponses. */
const VERDICTS = new Set(['approved', 'chatInput']);

/**
 * The item of a review without what n8n could take for the person's verdict: it holds what the model wrote and what
 * the agent was told, and a model must not approve itself.
 */
export const withoutVerdicts = (json: IDataObject): IDataObject =>
	Object.fromEntries(Object.entries(json).filter(([name]) => !VERDICTS.has(name)));
