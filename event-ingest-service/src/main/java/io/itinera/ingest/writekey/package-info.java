/** Who may send: write keys of sources. */
package io.itinera.ingest.writekey;
