/** The packaged suite on real back ends, driven from outside as integrators and customers do, and broken on purpose. */
package io.itinera.systemtests.suite;
