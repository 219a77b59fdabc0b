package io.itinera.consent.consent;

import java.util.List;
import java.util.UUID;

/**
 * Where a profile stands.
 *
 * @param current the profile that goes on for it after merges; itself without one
 * @param choices its latest choices, empty when it was never asked
 */
public record Standing(UUID current, List<Choice> choices) {}
