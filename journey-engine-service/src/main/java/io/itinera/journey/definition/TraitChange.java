package io.itinera.journey.definition;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A change of traits that does not depend on what they are now: amounts to add, values to put into lists and to take out. Profile-service
 * carries it out on the values that it finds then, so that two changes at a time do not overwrite each other.
 *
 * @param set new values
 * @param unset traits to remove
 * @param increment amounts to add to numbers; what is not a number counts as 0
 * @param append values to put at the end of lists that do not hold them yet; a list adds each of its values
 * @param remove values to take out of lists; a list takes out each of its values
 */
public record TraitChange(
        Map<String, Object> set,
        List<String> unset,
        Map<String, Object> increment,
        Map<String, Object> append,
        Map<String, Object> remove) {

    /** Part of an event's context in which profile-service looks for what depends on present values. */
    private static final String RESERVED = "itinera";

    /** True when nothing changes. */
    boolean isEmpty() {
        return set.isEmpty() && operations().isEmpty();
    }

    /** Names of the traits that change. */
    List<String> traits() {
        List<String> names = new ArrayList<>(set.keySet());
        names.addAll(unset);
        names.addAll(increment.keySet());
        names.addAll(append.keySet());
        names.addAll(remove.keySet());
        return names.stream().distinct().toList();
    }

    /** The context of the identify event that carries the change. */
    public Map<String, Object> context() {
        Map<String, Object> operations = operations();
        return operations.isEmpty() ? Map.of() : Map.of(RESERVED, operations);
    }

    private Map<String, Object> operations() {
        Map<String, Object> operations = new LinkedHashMap<>();
        if (!unset.isEmpty()) {
            operations.put("unset", unset);
        }
        put(operations, "increment", increment);
        put(operations, "append", append);
        put(operations, "remove", remove);
        return operations;
    }

    private static void put(Map<String, Object> operations, String name, Map<String, Object> members) {
        if (!members.isEmpty()) {
            operations.put(name, members);
        }
    }

    /** What the traits become, as far as can be told from {@code traits}: by the order in which profile-service applies it. */
    public Map<String, Object> applyTo(Map<String, Object> traits) {
        Map<String, Object> after = new LinkedHashMap<>(traits);
        after.putAll(set);
        unset.forEach(after::remove);
        increment.forEach((trait, by) -> after.put(trait, sum(after.get(trait), (Number) by)));
        append.forEach((trait, value) -> {
            List<Object> list = listed(after.get(trait));
            each(value).stream().filter(v -> !list.contains(v)).forEach(list::add);
            after.put(trait, list);
        });
        remove.forEach((trait, value) -> {
            if (after.get(trait) instanceof List<?> now) {
                List<Object> list = listed(now);
                list.removeAll(each(value));
                after.put(trait, list);
            }
        });
        return after;
    }

    private static Number sum(Object now, Number by) {
        BigDecimal amount = new BigDecimal(by.toString());
        BigDecimal sum = now instanceof Number number ? new BigDecimal(number.toString()).add(amount) : amount;
        BigDecimal plain = sum.stripTrailingZeros();
        if (plain.scale() > 0 || plain.precision() - plain.scale() > 18) {
            return sum.doubleValue();
        }
        long whole = plain.longValueExact();
        return whole == (int) whole ? (Number) (int) whole : (Number) whole;
    }

    private static List<Object> listed(Object value) {
        return value instanceof List<?> list ? new ArrayList<>(list) : new ArrayList<>();
    }

    private static List<?> each(Object value) {
        return value instanceof List<?> list ? list : List.of(value);
    }
}
