/** The suite's HTTP APIs as a person with all roles calls them: for the demo, the system tests and the benchmarks. */
package io.itinera.local.client;
