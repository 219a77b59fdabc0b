package io.itinera.channel.template;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Set;

/**
 * A template as one profile would get it.
 *
 * @param rendered the parts
 * @param missing variables that should be shown, are not there, and have no {@code default}
 */
public record Preview(@JsonUnwrapped Rendered rendered, Set<String> missing) {}
