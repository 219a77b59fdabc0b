/** The suite on one machine: real back ends from Maven artifacts, the launcher and the demo. */
package io.itinera.local;
