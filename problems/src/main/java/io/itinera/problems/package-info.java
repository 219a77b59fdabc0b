/** RFC 9457 problem details for every HTTP API of the suite. */
package io.itinera.problems;
