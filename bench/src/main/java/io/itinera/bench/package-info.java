/**
 * Benchmarks that anyone can run: {@code ./itinera bench NAME}. Each figure is printed with its median and spread, beside the
 * limit of the same machine measured in the same run.
 */
package io.itinera.bench;
