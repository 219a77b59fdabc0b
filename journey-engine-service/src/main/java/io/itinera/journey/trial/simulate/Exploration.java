package io.itinera.journey.trial.simulate;

import java.util.List;

/**
 * A scenario with every arm of every split that it comes to.
 *
 * @param paths one trace for each combination of arms
 * @param coverage what they reached together
 * @param complete false when there were more combinations than are tried
 */
public record Exploration(List<Trace> paths, Coverage coverage, boolean complete) {}
