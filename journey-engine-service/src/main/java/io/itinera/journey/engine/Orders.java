package io.itinera.journey.engine;

import io.itinera.journey.definition.ReasonWord;
import java.util.LinkedHashMap;
import java.util.Map;

/** Carries out what operators order; an order that names what is not there has no effect. */
final class Orders {

    private Orders() {}

    static void carryOut(Run run, Input.Ordered order) {
        for (Traveller traveller : run.live()) {
            if (traveller.id().equals(order.instance())) {
                carryOut(traveller, order);
                run.settle(traveller);
            }
        }
        Stranded.carryOut(run, order);
    }

    private static void carryOut(Traveller traveller, Input.Ordered ordered) {
        Map<String, Object> detail = detail(ordered);
        switch (ordered.order()) {
            case END -> traveller.end(ReasonWord.ORDERED, detail);
            case GO_ON -> {
                if (traveller.current().waitsForItsHour() && !traveller.arriving()) {
                    traveller.hurry(detail);
                } else {
                    traveller
                            .current()
                            .skipsTo()
                            .ifPresent(to -> traveller.goTo(to, ReasonWord.ORDERED.alone(), detail));
                }
            }
            case MOVE -> {
                if (traveller.journey().steps().containsKey(ordered.to())) {
                    traveller.goTo(ordered.to(), ReasonWord.ORDERED.alone(), detail);
                }
            }
        }
    }

    /** What the transition that comes of it tells. */
    static Map<String, Object> detail(Input.Ordered ordered) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("order", ordered.id());
        detail.put("by", ordered.by().name());
        if (ordered.by().why() != null) {
            detail.put("why", ordered.by().why());
        }
        return detail;
    }
}
