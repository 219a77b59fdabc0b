package io.itinera.journey.definition;

import java.util.Map;

/**
 * Something that a step wants done outside of its instance. A step only says it; the engine makes an effect of it. A visit of a step
 * has one id, which each of its wishes carries.
 */
public sealed interface Wish {

    /** A message to the profile. */
    record Message(SendStep step) implements Wish {}

    /** Other traits of the profile; a null value removes the trait. */
    record Traits(Map<String, Object> changes) implements Wish {}
}
