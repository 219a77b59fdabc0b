package io.itinera.journey.reporting;

/** One stage of a funnel: what an instance must have done, after the stage before. */
public sealed interface Stage {

    /** As in the API: kind, colon, name. */
    String text();

    /** Which transitions reach it; takes {@link #argument()}. */
    String clause();

    /** The clause's only argument. */
    String argument();

    /** It came to a step. */
    record Step(String key) implements Stage {
        @Override
        public String text() {
            return "step:" + key;
        }

        @Override
        public String clause() {
            return "t.kind in ('entered', 'moved', 'migrated') and t.next = ?";
        }

        @Override
        public String argument() {
            return key;
        }
    }

    /** It reached a goal. */
    record Goal(String key) implements Stage {
        @Override
        public String text() {
            return "goal:" + key;
        }

        @Override
        public String clause() {
            return "t.kind = 'goal' and t.reason = ?";
        }

        @Override
        public String argument() {
            return text();
        }
    }

    /** Its profile did something that the journey listened for: at the entry, in a wait or as an exit. */
    record Event(String name) implements Stage {
        @Override
        public String text() {
            return "event:" + name;
        }

        @Override
        public String clause() {
            return "t.kind in ('entered', 'moved', 'exited') and t.detail is not null and t.detail::jsonb ->> 'event' = ?";
        }

        @Override
        public String argument() {
            return name;
        }
    }

    /** It left by an exit rule, or at an exit step of that reason. */
    record Exit(String reason) implements Stage {
        @Override
        public String text() {
            return "exit:" + reason;
        }

        @Override
        public String clause() {
            return "t.kind = 'exited' and regexp_replace(t.reason, '^exit:', '') = ?";
        }

        @Override
        public String argument() {
            return reason;
        }
    }

    /**
     * Reads {@code step:mail}, {@code goal:purchase}, {@code event:Order Completed} or {@code exit:bought}.
     *
     * @throws IllegalArgumentException when it is none of these
     */
    static Stage parse(String text) {
        int colon = text.indexOf(':');
        String name = text.substring(colon + 1);
        if (colon > 0 && !name.isEmpty()) {
            switch (text.substring(0, colon)) {
                case "step" -> {
                    return new Step(name);
                }
                case "goal" -> {
                    return new Goal(name);
                }
                case "event" -> {
                    return new Event(name);
                }
                case "exit" -> {
                    return new Exit(name);
                }
                default -> {
                    // Refused below, with the text as a whole.
                }
            }
        }
        throw new IllegalArgumentException(
                "is '" + text + "', expected step:, goal:, event: or exit: and a name, such as step:mail");
    }
}
