package io.itinera.profile.life;

import io.itinera.profile.identity.Stamp;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes that depend on the present value of a trait. An identify carries them in its context under {@code itinera}:
 * {@code {"increment":{"visits":1},"append":{"tags":"x"},"remove":{"tags":"y"},"unset":["nick"]}}. They are applied after
 * the event's traits, in the order unset, increment, append, remove, to top-level traits of the whole profile.
 *
 * @param increment amounts to add to numbers; what is not a number counts as 0
 * @param append values to add to lists that do not hold them yet; an array adds each of its values
 * @param remove values to take out of lists; an array takes out each of its values
 * @param unset traits to remove
 */
record TraitOperations(
        Map<String, BigDecimal> increment,
        Map<String, List<?>> append,
        Map<String, List<?>> remove,
        List<String> unset) {

    static final String CONTEXT_KEY = "itinera";
    private static final TraitOperations NONE = new TraitOperations(Map.of(), Map.of(), Map.of(), List.of());

    /**
     * Reads the reserved part of an event's context.
     *
     * @throws MalformedEventException when it is there and has another form
     */
    static TraitOperations in(Map<String, Object> context) {
        Object reserved = context.get(CONTEXT_KEY);
        if (reserved == null) {
            return NONE;
        }
        try {
            Map<?, ?> said = (Map<?, ?>) reserved;
            Map<String, BigDecimal> amounts = new LinkedHashMap<>();
            members(said, "increment").forEach((name, n) -> amounts.put(name, new BigDecimal(((Number) n).toString())));
            Map<String, List<?>> added = lists(members(said, "append"));
            Map<String, List<?>> removed = lists(members(said, "remove"));
            List<?> names = said.get("unset") instanceof List<?> list ? list : List.of();
            return new TraitOperations(
                    amounts,
                    added,
                    removed,
                    names.stream().map(String.class::cast).toList());
        } catch (ClassCastException | NumberFormatException e) {
            throw new MalformedEventException("bad-operation", "context.itinera does not have the documented form", e);
        }
    }

    boolean none() {
        return increment.isEmpty() && append.isEmpty() && remove.isEmpty() && unset.isEmpty();
    }

    /**
     * @param all traits of the whole profile
     * @param own traits of the part that takes the result
     * @param said when the event happened; a result is stamped later than what it was computed from
     * @return {@code own} with the results
     */
    TraitNode apply(TraitNode all, TraitNode own, Stamp said) {
        Map<String, Object> now = all.view();
        TraitNode result = own;
        for (String name : unset) {
            result = result.withMember(name, null, after(all, name, said));
        }
        for (var amount : increment.entrySet()) {
            Object before = unset.contains(amount.getKey()) ? null : now.get(amount.getKey());
            result = result.withMember(
                    amount.getKey(), sum(before, amount.getValue()), after(all, amount.getKey(), said));
        }
        for (String name : append.keySet()) {
            List<Object> list = listed(unset.contains(name) ? null : now.get(name));
            append.get(name).stream().filter(v -> !list.contains(v)).forEach(list::add);
            list.removeAll(remove.getOrDefault(name, List.of()));
            result = result.withMember(name, list, after(all, name, said));
        }
        for (String name : remove.keySet()) {
            if (!append.containsKey(name) && now.get(name) instanceof List<?>) {
                List<Object> list = listed(now.get(name));
                list.removeAll(remove.get(name));
                result = result.withMember(name, list, after(all, name, said));
            }
        }
        return result;
    }

    private static Stamp after(TraitNode all, String name, Stamp said) {
        var last = all.lastWrite(name);
        return said.at().isAfter(last) ? said : new Stamp(last.plusMillis(1), said.messageId());
    }

    private static Number sum(Object before, BigDecimal amount) {
        BigDecimal sum = before instanceof Number n ? new BigDecimal(n.toString()).add(amount) : amount;
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

    private static Map<String, Object> members(Map<?, ?> said, String name) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (said.get(name) != null) {
            ((Map<?, ?>) said.get(name)).forEach((k, v) -> members.put((String) k, v));
        }
        return members;
    }

    private static Map<String, List<?>> lists(Map<String, Object> members) {
        Map<String, List<?>> lists = new LinkedHashMap<>();
        members.forEach((name, v) -> lists.put(name, v instanceof List<?> list ? list : List.of(v)));
        return lists;
    }
}
