/** State stores whose memory has a limit, whatever they hold. */
package io.itinera.rocksdb;
