/**
 * Stands in the place of a request's base URL when the account's backup host is meant, until the credential puts
 * an address there. A credential that knows no backup puts its only one. No request can go to this by itself.
 */
export const BACKUP_HOST = 'backup:';
