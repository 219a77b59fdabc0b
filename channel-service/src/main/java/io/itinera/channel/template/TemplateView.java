package io.itinera.channel.template;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;

/**
 * A template as the API shows it.
 *
 * @param key template key
 * @param version version, from 1
 * @param savedAt when this version was saved
 * @param savedBy who saved it
 * @param content what the author wrote
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TemplateView(
        String key,
        int version,
        Instant savedAt,
        String savedBy,
        @JsonUnwrapped TemplateContent content) {

    static TemplateView of(TemplateVersionRow row) {
        return new TemplateView(row.id.key(), row.id.version(), row.savedAt, row.savedBy, row.content());
    }
}
