/** Real back ends from Maven artifacts, without containers: each starts, stops and keeps its data in a directory of its own. */
package io.itinera.local.backend;
