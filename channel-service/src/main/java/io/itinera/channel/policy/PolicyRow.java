package io.itinera.channel.policy;

import java.time.Instant;

/**
 * A policy as it is kept.
 *
 * @param kind what it is
 * @param key its name
 * @param version grows with each change of any policy
 * @param content what was written, as JSON
 * @param savedAt when
 * @param savedBy by whom
 */
record PolicyRow(PolicyKind kind, String key, long version, String content, Instant savedAt, String savedBy) {}
