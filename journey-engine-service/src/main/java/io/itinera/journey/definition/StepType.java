package io.itinera.journey.definition;

import java.util.function.Function;

/**
 * A kind of step: how the journey language names it and how it is read. Its fragment of the JSON Schema is {@code #/$defs/step-<name>}.
 *
 * @param name as in {@code type: send}
 * @param reader makes the step from its fields, and notes what is wrong with them
 */
record StepType<S extends Step>(String name, Function<Fields, S> reader) {}
