/** Reading from and writing to Kafka, so that nothing is lost and nothing stops a partition. */
package io.itinera.channel.stream;
