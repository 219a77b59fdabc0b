package io.itinera.profile.identity;

import io.itinera.contracts.Identifier;
import io.itinera.contracts.Identifier.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of identity. They depend on which statements were made, never on the order in which they came:
 *
 * <ul>
 *   <li>A device belongs to the customer who claimed it earliest, so that a shared device never unites two customers.
 *   <li>Only an alias unites customers. Of united customers, the one that names the profile is an id that no alias replaced,
 *       and of several such, the smallest.
 *   <li>A device goes where its owner goes; it never names the profile of a known customer.
 * </ul>
 */
public final class LinkRules {

    private static final Comparator<Placement> NAMES_THE_PROFILE =
            Comparator.comparing(Placement::superseded).thenComparing(Placement::identifier);

    private LinkRules() {}

    /**
     * The places after a statement.
     *
     * @param statement what was said
     * @param involved the places of the identifiers that it names and, for an alias, of all that share a home with them
     * @return the same identifiers, some of them elsewhere
     */
    public static List<Placement> decide(Statement statement, Collection<Placement> involved) {
        Map<Identifier, Placement> places = new LinkedHashMap<>();
        involved.forEach(place -> places.put(place.identifier(), place));
        switch (statement) {
            case Statement.Claim claim -> claim(claim, places);
            case Statement.Alias alias -> {
                claim(alias.claim(), places);
                unite(alias, places);
            }
        }
        return List.copyOf(places.values());
    }

    private static void claim(Statement.Claim claim, Map<Identifier, Placement> places) {
        Placement device = places.get(claim.device());
        if (!device.outlasts(claim.stamp())) {
            String home = places.get(claim.user()).home();
            places.put(
                    device.identifier(),
                    device.ownedBy(new Placement.Owner(claim.userId(), claim.stamp()))
                            .movedTo(home));
        }
    }

    private static void unite(Statement.Alias alias, Map<Identifier, Placement> places) {
        if (alias.previousId().equals(alias.userId())) {
            return;
        }
        places.computeIfPresent(alias.previousUser(), (id, place) -> place.replaced());
        List<String> homes = List.of(
                places.get(alias.previousUser()).home(),
                places.get(alias.user()).home());
        List<Placement> united = new ArrayList<>(places.values().stream()
                .filter(place -> homes.contains(place.home()))
                .toList());
        String root = united.stream()
                .filter(place -> place.identifier().kind() == Kind.USER)
                .min(NAMES_THE_PROFILE)
                .orElseThrow()
                .origin();
        united.forEach(place -> places.put(place.identifier(), place.movedTo(root)));
    }
}
