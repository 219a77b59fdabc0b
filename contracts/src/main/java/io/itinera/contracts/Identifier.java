package io.itinera.contracts;

/**
 * One way to name a customer. Its text form, {@code kind:value}, is a Kafka key and a path segment.
 *
 * @param kind what the value is
 * @param value the value as the sender gave it, not empty
 */
public record Identifier(Kind kind, String value) implements Comparable<Identifier> {

    public Identifier {
        if (kind == null || value == null || value.isEmpty()) {
            throw new IllegalArgumentException("an identifier has a kind and a value");
        }
    }

    /** Kinds in the order in which they name a profile: a known customer before an anonymous device. */
    public enum Kind {
        PROFILE("profile"),
        USER("userId"),
        ANONYMOUS("anonymousId");

        private final String wire;

        Kind(String wire) {
            this.wire = wire;
        }

        /** The name used in the text form. */
        public String wire() {
            return wire;
        }
    }

    /** {@code userId:42}, {@code anonymousId:…} or {@code profile:<uuid>}. */
    public String text() {
        return kind.wire + ":" + value;
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException when the kind is not known or the value is empty
     */
    public static Identifier parse(String text) {
        int colon = text.indexOf(':');
        String prefix = colon < 0 ? text : text.substring(0, colon);
        for (Kind kind : Kind.values()) {
            if (kind.wire.equals(prefix) && colon >= 0) {
                return new Identifier(kind, text.substring(colon + 1));
            }
        }
        throw new IllegalArgumentException(
                "identifier is '" + prefix + "…', expected userId:…, anonymousId:… or profile:…");
    }

    /** The profile that this identifier names as long as no link says otherwise. */
    public String derivedProfileId() {
        return kind == Kind.PROFILE ? value : ProfileIds.derive(text());
    }

    @Override
    public int compareTo(Identifier other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : value.compareTo(other.value);
    }
}
