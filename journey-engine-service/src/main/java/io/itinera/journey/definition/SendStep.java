package io.itinera.journey.definition;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks channel-service to deliver one message, and goes on at once; where it has a best time, it waits for that first.
 *
 * @param channel first channel to try
 * @param template template key of that channel
 * @param purpose consent purpose
 * @param offer key of the offer that the message makes, by whatever channel, or null for none
 * @param fallback channels to try in order when this one cannot deliver
 * @param bestTime how long it waits for the profile's best hour, or null for not at all
 * @param keep true when the message is to go out even after the instance has ended
 * @param ignoresQuietHours true when it is to go out at any hour
 * @param next the step that follows
 */
public record SendStep(
        String channel,
        String template,
        String purpose,
        String offer,
        List<Fallback> fallback,
        BestTime bestTime,
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

    /** Names of the two shares of profiles, as of arms, where some are held out. */
    private static final String HOLDOUT = "holdout";

    private static final String LEARNED = "best-time";

    /** Another channel and its template. */
    public record Fallback(String channel, String template) {}

    private static SendStep read(Fields fields) {
        Fields when = fields.object("when");
        return new SendStep(
                fields.text("channel"),
                fields.text("template"),
                fields.text("purpose"),
                fields.key("offer"),
                fields.objects("fallback").stream()
                        .map(f -> new Fallback(f.text("channel"), f.text("template")))
                        .toList(),
                when == null ? null : BestTime.read(when),
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
    public Optional<String> makesOffer() {
        return Optional.ofNullable(offer);
    }

    @Override
    public boolean takesBack() {
        return !keep;
    }

    @Override
    public Optional<String> without() {
        return Optional.of(next);
    }

    @Override
    public StepText describe() {
        StringBuilder does = new StringBuilder("Send template %s by %s for %s".formatted(template, channel, purpose));
        does.append(offer == null ? "" : ", with offer " + offer);
        fallback.forEach(f -> does.append(
                "; where that cannot be delivered, send template %s by %s".formatted(f.template(), f.channel())));
        does.append(ignoresQuietHours ? ", also within quiet hours" : "");
        does.append(bestTime == null ? "" : ", " + bestTime.describe());
        does.append(keep ? ". The message goes out even after the journey has ended" : "");
        return StepText.then(does.toString(), next);
    }

    @Override
    public boolean waits() {
        return bestTime != null;
    }

    @Override
    public boolean waitsForItsHour() {
        return bestTime != null;
    }

    @Override
    public boolean breaksCycles() {
        return false;
    }

    @Override
    public Heed heeds() {
        return Heed.NOTHING;
    }

    @Override
    public boolean learnsFromAnswers() {
        return bestTime != null;
    }

    @Override
    public StepResult run(Moment moment) {
        if (bestTime == null) {
            return ask(moment, Map.of());
        }
        BestTime.Chosen chosen = bestTime.choose(moment, channel);
        if (bestTime.holdout() > 0 && moment.drawn() == null) {
            moment.drew(chosen.detail().containsKey(BestTime.HELD_OUT) ? HOLDOUT : LEARNED);
        }
        Map<String, Object> detail = new LinkedHashMap<>(BestTime.evidence(moment, channel, chosen));
        detail.putAll(chosen.detail());
        Instant now = moment.facts().now();
        if (!chosen.at().isAfter(now)) {
            return ask(moment, detail);
        }
        detail.put("due", chosen.at().toString());
        detail.put("zone", moment.facts().zone().getId());
        return new StepResult.Stay(chosen.at(), ReasonWord.BEST_HOUR, detail);
    }

    @Override
    public StepResult onDue(Moment moment) {
        return ask(moment, Map.of());
    }

    private StepResult ask(Moment moment, Map<String, Object> why) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("message", moment.want(new Wish.Message(this)));
        detail.put("channel", channel);
        detail.put("template", template);
        if (offer != null) {
            detail.put("offer", offer);
        }
        detail.putAll(why);
        String arm = bestTime == null ? null : moment.drawn();
        if (arm != null) {
            detail.put("arm", arm);
            detail.put(HOLDOUT, HOLDOUT.equals(arm));
        }
        return new StepResult.Go(next, ReasonWord.REQUESTED, detail);
    }
}
