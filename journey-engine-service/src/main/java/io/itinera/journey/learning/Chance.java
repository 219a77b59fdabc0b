package io.itinera.journey.learning;

/** Chance that is always the same: numbers in [0, 1), uniform, and independent for each name. */
public interface Chance {

    /** A number that belongs to the profile, the journey and the step: the same whenever the profile comes here. */
    double ofProfile(String what);

    /** A number that belongs to this visit of the step by this instance. */
    double ofVisit(String what);
}
