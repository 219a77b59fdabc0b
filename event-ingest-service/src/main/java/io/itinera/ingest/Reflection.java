package io.itinera.ingest;

import io.itinera.contracts.EventType;
import io.itinera.contracts.SourceEvent;
import io.itinera.problems.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What Jackson reads or writes without the REST layer seeing it, for the native image. */
@RegisterForReflection(targets = {SourceEvent.class, EventType.class, Problem.class, Problem.FieldError.class})
class Reflection {}
