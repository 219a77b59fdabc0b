/** Bearer tokens signed with a key pair of our own: what an OIDC issuer does in production. */
package io.itinera.local.token;
