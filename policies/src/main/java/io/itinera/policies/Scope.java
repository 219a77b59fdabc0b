package io.itinera.policies;

/**
 * What a policy applies to.
 *
 * @param channel the channel, or null for any
 * @param purpose the consent purpose, or null for any
 * @param transactional true when it also holds for, and counts, messages of transactional purposes
 */
public record Scope(String channel, String purpose, boolean transactional) {

    boolean covers(Way way) {
        return (channel == null || channel.equals(way.channel()))
                && (purpose == null || purpose.equals(way.purpose()))
                && (transactional || !way.transactional());
    }

    /**
     * How a message goes out.
     *
     * @param channel the channel
     * @param purpose the consent purpose
     * @param transactional true when the customer does not opt in to that purpose
     */
    public record Way(String channel, String purpose, boolean transactional) {}
}
