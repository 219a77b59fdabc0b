/** Tests of the suite as a whole. */
package io.itinera.systemtests;
