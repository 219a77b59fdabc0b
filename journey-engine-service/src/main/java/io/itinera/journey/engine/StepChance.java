package io.itinera.journey.engine;

import io.itinera.journey.learning.Chance;

/** The chance of one visit of a step: drawn by hash from who comes where, so that a replay draws the same. */
record StepChance(Traveller traveller) implements Chance {

    @Override
    public double ofProfile(String what) {
        return Draw.of(what, traveller.run().profileId(), traveller.began().journey(), traveller.step());
    }

    @Override
    public double ofVisit(String what) {
        String visit = Integer.toString(traveller.visit());
        return Draw.of(what, traveller.id(), traveller.step(), visit);
    }
}
