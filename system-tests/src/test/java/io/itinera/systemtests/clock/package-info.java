/** A clock that a test sets, for a service that runs in a JVM of its own and knows nothing of it. */
package io.itinera.systemtests.clock;
