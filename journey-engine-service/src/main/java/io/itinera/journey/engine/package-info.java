/**
 * The engine: a pure function. An input and a profile's state go in, the next state and the effects come out; nothing else
 * changes state. No clock, no randomness, no I/O, so that the same log gives the same decisions.
 */
package io.itinera.journey.engine;
