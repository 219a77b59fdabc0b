/** The whole suite on this machine: back ends in the launcher's JVM or beside it, services as child JVMs. */
package io.itinera.local.stack;
