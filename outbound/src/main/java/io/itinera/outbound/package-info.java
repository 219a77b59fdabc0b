/** What a service needs to call somebody else safely: where it may call, how a call is signed, and whose token it carries. */
package io.itinera.outbound;
