import { chatApp } from './chatApp/gateway';
import { esputnik } from './esputnik/gateway';
import type { Gateway } from './gateway';
import { smsc } from './smsc/gateway';
import { smsgold } from './smsgold/gateway';
import { telegram } from './telegram/gateway';

/** Every service of this package. Adding one = its folder, its credential and its line here. */
export const gateways: readonly Gateway[] = [chatApp, esputnik, smsc, smsgold, telegram];

/** What a new node starts with. */
export const usualService = telegram.id;

const byId = new Map(gateways.map((gateway) => [gateway.id, gateway]));

/** A map, not an object: a stored `__proto__` finds nothing. */
export const findGateway = (id: string): Gateway | undefined => byId.get(id);

/** What stands before ids of a service's people, see Receiver.idPrefix: the same for services that have the same people. */
export const idPrefixOf = (id: string): string => findGateway(id)?.receiver?.idPrefix ?? id;

/** The ids of the services for which something holds, in the form that a node's displayOptions take. */
export const servicesWhere = (holds: (gateway: Gateway) => boolean): string[] =>
	gateways.filter(holds).map((gateway) => gateway.id);
