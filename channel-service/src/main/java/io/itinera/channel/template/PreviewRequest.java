package io.itinera.channel.template;

import java.util.Map;

/**
 * What to show a template with.
 *
 * @param template an unsaved template; not used for a saved one
 * @param profileId the profile whose traits to use, or null
 * @param profile traits to use where there is no profile id
 * @param event properties of the event
 * @param context journey context
 */
public record PreviewRequest(
        TemplateContent template,
        String profileId,
        Map<String, Object> profile,
        Map<String, Object> event,
        Map<String, Object> context) {

    /** Empty maps for what is absent. */
    public PreviewRequest {
        profile = profile == null ? Map.of() : profile;
        event = event == null ? Map.of() : event;
        context = context == null ? Map.of() : context;
    }
}
