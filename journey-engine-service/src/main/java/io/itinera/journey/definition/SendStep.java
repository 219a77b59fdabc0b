package io.itinera.journey.definition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks channel-service to deliver one message, and goes on at once.
 *
 * @param channel first channel to try
 * @param template template key of that channel
 * @param purpose consent purpose
 * @param fallback channels to try in order when this one cannot deliver
 * @param keep true when the message is to go out even after the instance has ended
 * @param ignoresQuietHours true when it is to go out at any hour
 * @param next the step that follows
 */
public record SendStep(
        String channel,
        String template,
        String purpose,
        List<Fallback> fallback,
        boolean keep,
        boolean ignoresQuietHours,
        String next)
        implements Step {

    /** How the step is read. */
    static final StepType<SendStep> TYPE = new StepType<>("send", SendStep::read);

    /** Whether the quiet hours of channel-service hold it back. */
    private enum QuietHours {
        RESPECT,
        IGNORE
    }

    /** Another channel and its template. */
    public record Fallback(String channel, String template) {}

    private static SendStep read(Fields fields) {
        Fields when = fields.object("when");
        if (when != null && when.has("bestTime")) {
            when.warning("bestTime", "has no effect yet: the message goes out at once");
        }
        return new SendStep(
                fields.text("channel"),
                fields.text("template"),
                fields.text("purpose"),
                fields.objects("fallback").stream()
                        .map(f -> new Fallback(f.text("channel"), f.text("template")))
                        .toList(),
                fields.flag("keep", false),
                when != null && when.one("quietHours", QuietHours.class, QuietHours.RESPECT) == QuietHours.IGNORE,
                fields.text("next"));
    }

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public List<Target> targets() {
        return List.of(new Target("/next", next));
    }

    @Override
    public boolean sends() {
        return true;
    }

    @Override
    public Optional<String> without() {
        return Optional.of(next);
    }

    @Override
    public StepText describe() {
        StringBuilder does = new StringBuilder("Send template %s by %s for %s".formatted(template, channel, purpose));
        fallback.forEach(f -> does.append(
                "; where that cannot be delivered, send template %s by %s".formatted(f.template(), f.channel())));
        does.append(ignoresQuietHours ? ", also within quiet hours" : "");
        does.append(keep ? ". The message goes out even after the journey has ended" : "");
        return StepText.then(does.toString(), next);
    }

    @Override
    public StepResult run(Moment moment) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("message", moment.want(new Wish.Message(this)));
        detail.put("channel", channel);
        detail.put("template", template);
        return new StepResult.Go(next, ReasonWord.REQUESTED, detail);
    }
}
