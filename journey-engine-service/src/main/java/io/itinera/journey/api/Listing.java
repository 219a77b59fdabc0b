package io.itinera.journey.api;

import java.util.List;
import java.util.function.Function;

/**
 * A page of a list.
 *
 * @param <T> what is listed
 * @param items in order
 * @param next cursor of the next page, or null
 */
public record Listing<T>(List<T> items, String next) {

    /**
     * A page of what was asked for with one more than fits.
     *
     * @param found at most {@code limit} + 1
     * @param position of an item, for the cursor
     */
    static <T> Listing<T> of(List<T> found, int limit, Function<T, String> position) {
        return found.size() <= limit
                ? new Listing<>(found, null)
                : new Listing<>(found.subList(0, limit), Cursor.after(position.apply(found.get(limit - 1))));
    }
}
