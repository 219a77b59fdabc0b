package io.itinera.profile.identity;

import io.itinera.contracts.Identifier;
import java.util.Set;

/** What an event says about identity. A statement is never taken back, and the order in which statements come is no matter. */
public sealed interface Statement {

    /** When it was said. */
    Stamp stamp();

    /** The identifiers that it names. */
    Set<Identifier> identifiers();

    /**
     * A customer was seen on a device: any event that carries both ids.
     *
     * @param userId the customer
     * @param anonymousId the device
     * @param stamp when
     */
    record Claim(String userId, String anonymousId, Stamp stamp) implements Statement {

        /** The customer. */
        public Identifier user() {
            return new Identifier(Identifier.Kind.USER, userId);
        }

        /** The device. */
        public Identifier device() {
            return new Identifier(Identifier.Kind.ANONYMOUS, anonymousId);
        }

        @Override
        public Set<Identifier> identifiers() {
            return Set.of(user(), device());
        }
    }

    /**
     * A customer's id replaces another: the only statement that unites two known customers. Senders do not say of which kind
     * the previous id was, so it is linked as both.
     *
     * @param previousId the id that is replaced
     * @param userId the id that holds from now on
     * @param stamp when
     */
    record Alias(String previousId, String userId, Stamp stamp) implements Statement {

        /** The id that holds from now on. */
        public Identifier user() {
            return new Identifier(Identifier.Kind.USER, userId);
        }

        /** The previous id, as a customer. */
        public Identifier previousUser() {
            return new Identifier(Identifier.Kind.USER, previousId);
        }

        /** The previous id, as a device; and the claim that the alias makes to it. */
        public Claim claim() {
            return new Claim(userId, previousId, stamp);
        }

        @Override
        public Set<Identifier> identifiers() {
            return previousId.equals(userId)
                    ? Set.of(user(), claim().device())
                    : Set.of(user(), previousUser(), claim().device());
        }
    }
}
