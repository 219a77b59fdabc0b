package io.itinera.consent.link;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The pages that customers see, in {@code templates/link}. What goes into them is escaped. */
@CheckedTemplate(basePath = "link")
final class Pages {

    private Pages() {}

    /** Asks whether to unsubscribe; the answer is a form that posts to the same address. */
    static native TemplateInstance confirm(String css, String purpose, String channel, String preferences);

    /** Says that it is done. */
    static native TemplateInstance done(String css, String purpose, String channel, String preferences);

    /** What the customer can choose. */
    static native TemplateInstance preferences(String css, boolean saved, List<Topic> topics);

    /** A link that is not ours. */
    static native TemplateInstance unknown(String css);

    /**
     * A purpose on the preference page.
     *
     * @param title its name for customers
     * @param description one sentence, may be empty
     * @param options its channels
     */
    record Topic(String title, String description, List<Option> options) {}

    /**
     * A purpose on a channel.
     *
     * @param field the form's field
     * @param title the channel's name for customers
     * @param yes true when the customer said yes
     * @param no true when the customer said no
     */
    record Option(String field, String title, boolean yes, boolean no) {}
}
