package io.itinera.journey.timers;

/**
 * How many timers one look may take. A backlog is a storm once {@code noStorm} timers were taken of it.
 *
 * @param most in all
 * @param noStorm taken of a backlog before it counts as a storm
 * @param ofStorms of all storms together; zero where it is not their turn
 */
record Allowance(int most, int noStorm, int ofStorms) {}
