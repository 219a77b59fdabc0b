package io.itinera.local.stack;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** {@code ./itinera token --role R}: prints a bearer token of the local stack. */
public final class TokenCommand {

    private static final Set<String> ROLES = Set.of("viewer", "editor", "approver", "operator", "privacy", "service");

    private TokenCommand() {}

    /** Arguments: the repository, then {@code --role R} as often as needed; R may be a list with commas. */
    public static void main(String[] arguments) {
        List<String> roles = new ArrayList<>();
        for (int i = 1; i + 1 < arguments.length; i += 2) {
            if (!arguments[i].equals("--role")) {
                fail("\"%s\" is not known".formatted(arguments[i]));
            }
            roles.addAll(Arrays.asList(arguments[i + 1].split(",")));
        }
        if (arguments.length % 2 == 0 || roles.isEmpty()) {
            fail("a role is missing");
        }
        roles.stream()
                .filter(role -> !ROLES.contains(role))
                .forEach(role -> fail("\"%s\" is not a role".formatted(role)));
        Path state = StackSettings.from(Path.of(arguments[0]), System.getenv()).state();
        System.out.println(
                StackSecrets.open(state.resolve("keys"), InstantSource.system()).token(roles));
    }

    private static void fail(String what) {
        System.err.printf(
                "%s; use ./itinera token --role R, with R one of %s%n",
                what, String.join(", ", ROLES.stream().sorted().toList()));
        System.exit(2);
    }
}
