package io.itinera.profile.life;

/**
 * Where a part went that was here. It stays for good, so that whoever still sends to the old place is led to the new one.
 *
 * @param to profile id
 * @param epoch the decision that moved it: of two, the higher holds
 */
public record Forward(String to, long epoch) {}
