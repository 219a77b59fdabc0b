#!/bin/sh
# Creates the topics of topics.txt that are missing: all with the same partition count.
set -eu
grep -v '^#' /topics/topics.txt | while read -r name policy retention; do
  /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" --create --if-not-exists --topic "$name" \
    --partitions "$PARTITIONS" --replication-factor "$REPLICATION_FACTOR" \
    --config cleanup.policy="$policy" --config retention.ms="$retention" \
    --config min.insync.replicas="$MIN_INSYNC_REPLICAS" </dev/null
done
