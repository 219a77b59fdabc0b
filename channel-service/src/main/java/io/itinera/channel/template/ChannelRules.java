package io.itinera.channel.template;

import io.itinera.problems.Problem;
import java.util.List;

/** What a channel asks of its templates. */
public interface ChannelRules {

    /** The channel's name in templates, journeys and consent. */
    String name();

    /** What is wrong with a template for this channel, empty when nothing is. */
    List<Problem.FieldError> check(TemplateContent content);
}
