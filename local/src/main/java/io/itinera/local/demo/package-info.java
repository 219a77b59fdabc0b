/** {@code ./itinera demo}: a real shop's log, replayed through the whole suite by its public APIs. */
package io.itinera.local.demo;
