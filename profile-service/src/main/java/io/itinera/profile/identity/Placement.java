package io.itinera.profile.identity;

import io.itinera.contracts.Identifier;
import java.util.ArrayList;
import java.util.List;

/**
 * Where an identifier belongs, and why.
 *
 * @param identifier what is placed
 * @param home id of the profile that it belongs to
 * @param epoch how many decisions about it there were; 0 is the derived profile, where nobody was asked
 * @param superseded true for a user id that an alias replaced
 * @param owner for an anonymous id, the earliest claim to it, or null while nobody has claimed it
 * @param formerHomes profiles that it belonged to before, none of them {@code home}; a decision is told to all of them
 */
public record Placement(
        Identifier identifier, String home, long epoch, boolean superseded, Owner owner, List<String> formerHomes) {

    public Placement {
        formerHomes = List.copyOf(formerHomes);
    }

    /**
     * Who has a device.
     *
     * @param userId the customer
     * @param stamp the earliest claim
     */
    public record Owner(String userId, Stamp stamp) {}

    /** The place that an identifier has without any decision. */
    public static Placement derived(Identifier identifier) {
        return new Placement(identifier, identifier.derivedProfileId(), 0, false, null, List.of());
    }

    /** The profile that bears the identifier's own derived id; what the identifier brought is kept apart under it. */
    public String origin() {
        return identifier.derivedProfileId();
    }

    /** True when a claim made at {@code stamp} would change nothing. */
    public boolean outlasts(Stamp stamp) {
        return owner != null && owner.stamp().compareTo(stamp) <= 0;
    }

    Placement movedTo(String newHome) {
        if (newHome.equals(home)) {
            return this;
        }
        List<String> former = new ArrayList<>(formerHomes);
        former.remove(newHome);
        former.add(home);
        return new Placement(identifier, newHome, epoch + 1, superseded, owner, former);
    }

    Placement ownedBy(Owner newOwner) {
        return new Placement(identifier, home, epoch + 1, superseded, newOwner, formerHomes);
    }

    Placement replaced() {
        return superseded ? this : new Placement(identifier, home, epoch + 1, true, owner, formerHomes);
    }
}
