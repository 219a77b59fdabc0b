package io.itinera.journey.catalog;

import java.util.List;

/**
 * What somebody says about a change that they make.
 *
 * @param note why, or null
 * @param links where to read more, such as a ticket
 */
public record Remark(String note, List<String> links) {

    /** Nothing is said. */
    public static final Remark NONE = new Remark(null, List.of());

    public Remark {
        links = links == null ? List.of() : List.copyOf(links);
    }
}
