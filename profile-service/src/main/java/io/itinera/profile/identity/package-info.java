/**
 * Which identifiers name the same customer. {@link io.itinera.profile.identity.LinkRules} decides, as a pure function;
 * {@link io.itinera.profile.identity.IdentityStore} keeps what was decided.
 */
package io.itinera.profile.identity;
