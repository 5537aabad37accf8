import type { INode } from 'n8n-workflow';

/** Whether this is the node for human review that n8n makes out of ours: it stands between an AI agent and a tool. */
export const isReview = ({ type }: Pick<INode, 'type'>): boolean => type.endsWith('HitlTool');

/**
 * Fields in which n8n looks for the person's verdict before it looks into `data`: `approved`, and `chatInput` as the
 * reason of a refusal. The item of a review holds what the model wrote and what the agent was told, and a model must
 * not approve itself. Source: n8n 2.41, processHitlResponses.
 */
export const VERDICTS = ['approved', 'chatInput'] as const;
