/** Real back ends and tokens for tests: one set per JVM, whatever class loaders a test framework makes. */
package io.itinera.local.testing;
