package io.itinera.consent;

import io.itinera.contracts.ConsentState;
import io.itinera.contracts.IdentityLink;
import io.itinera.problems.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What Jackson reads and writes by reflection, and a native image must therefore keep. */
@RegisterForReflection(
        targets = {
            ConsentState.class,
            ConsentState.Choice.class,
            IdentityLink.class,
            Problem.class,
            Problem.FieldError.class
        })
class WireTypes {}
