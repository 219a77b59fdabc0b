package io.itinera.journey.privacy;

import java.time.Instant;

/**
 * A profile on its way to being forgotten.
 *
 * @param request id of the request
 * @param subject the person as the request names them
 * @param profileId whose state and rows
 * @param at what was kept until then is removed
 * @param stateAt when the engine has forgotten it, or null
 * @param instances how many instances that has ended
 */
record Erasing(String request, String subject, String profileId, Instant at, Instant stateAt, long instances) {}
