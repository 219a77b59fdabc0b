package io.itinera.journey.reference;

import static io.itinera.journey.reference.ReferenceConditions.list;
import static io.itinera.journey.reference.ReferenceConditions.map;

import io.itinera.contracts.Activity;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.ProfileIds;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.PublishedJourney.State;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Whether an activity enters a journey. */
final class ReferenceEntry {

    private static final int MOST_LIVE = 100;

    /** A version that entries use. */
    record Offer(String journey, int version, Map<String, Object> definition) {}

    /**
     * Why an entry is tried.
     *
     * @param reason {@code event} where the journey's entry listens for the activity; {@code api}, {@code enter}, {@code schedule}, {@code date}
     */
    record Cause(Activity activity, String reason, Map<String, Object> context, World.Place awaiter) {
        static Cause of(Activity activity) {
            return new Cause(activity, "event", Map.of(), null);
        }
    }

    private final ReferencePerson person;
    private final PublishedJourney journey;
    private final Activity activity;
    private final Cause cause;
    private final Offer offer;
    private final ZoneId zone;

    ReferenceEntry(ReferencePerson person, PublishedJourney journey, Cause cause) {
        this.person = person;
        this.journey = journey;
        this.activity = cause.activity();
        this.cause = cause;
        this.offer = offer(person.world, journey, activity.at());
        this.zone = offer == null ? null : ReferenceCalendar.zone(person.facts.traits(), offer.definition);
    }

    /** Why not; null when it entered, had entered before, or does not listen. */
    String tryEnter() {
        boolean listens = cause.reason.equals("event");
        if (offer == null || listens && journey.state() == State.ARCHIVED) {
            return null;
        }
        Map<String, Object> entry = map(offer.definition.get("entry"));
        if (listens && !listensFor(map(entry.get("on")))) {
            return null;
        }
        String key = key(entry);
        String id = ProfileIds.derive(
                person.id + "|" + journey.key() + "|" + activity.id() + (key == null ? "" : "|" + key));
        if (person.live.stream().anyMatch(t -> t.id.equals(id))
                || person.watched.stream().anyMatch(t -> t.id.equals(id) && t.watchedUntil.isAfter(activity.at()))) {
            return null;
        }
        String refusal = refusal(key);
        if (refusal != null) {
            JourneyRef ref = new JourneyRef(offer.journey, offer.version, id, null);
            person.world.say(person, ref, 0, activity.at(), Lines.transition("refused", null, null, refusal));
            return refusal;
        }
        inGroup(person, offer.journey, offer.definition, activity.at()).forEach(t -> t.end("preempted", activity.at()));
        person.entered(offer.journey, reentryRule(offer.definition), activity.at());
        ReferenceTrip trip = new ReferenceTrip(person, id, offer, key, cause);
        person.live.add(trip);
        trip.enter(cause.reason);
        return null;
    }

    private boolean listensFor(Map<String, Object> on) {
        boolean nothing = on.containsKey("api") || Reference.isTimed(offer.definition);
        return !nothing && ReferenceTriggers.newly(on, activity, zone);
    }

    private String refusal(String key) {
        Map<String, Object> entry = map(offer.definition.get("entry"));
        if (pausedAt(activity.at())) {
            return "paused";
        }
        if (cause.reason.equals("api") && !map(entry.get("on")).containsKey("api")) {
            return "not-by-api";
        }
        if (ReferenceTriggers.isForTheRecord(activity)) {
            return "for-the-record";
        }
        String maxAge = (String) entry.get("maxAge");
        if (maxAge != null
                && ReferenceTriggers.occurredAt(activity)
                        .isBefore(ReferenceCalendar.plus(activity.at(), "-" + maxAge, zone))) {
            return "too-old";
        }
        if (!qualifies(entry)) {
            return "audience";
        }
        Map<String, Object> rollout = map(entry.get("rollout"));
        if ((!rollout.isEmpty() || !journey.rollouts().isEmpty())
                && list(rollout.get("always")).stream().noneMatch(activity.segments()::contains)
                && Reference.draw("rollout", person.id, offer.journey) * 100 >= share(rollout)) {
            return "rollout";
        }
        String reentry = reentry(key, activity.at());
        if (reentry != null) {
            return reentry;
        }
        boolean waitsItsTurn = "block".equals(offer.definition.get("conflict"));
        Instant now = activity.at();
        return inGroup(person, offer.journey, offer.definition, now).stream()
                        .anyMatch(t -> waitsItsTurn
                                || Reference.priority(t.definition, now) >= Reference.priority(offer.definition, now))
                ? "group"
                : null;
    }

    private boolean pausedAt(Instant at) {
        return journey.state() == State.ARCHIVED
                || journey.pauses().stream()
                        .anyMatch(p -> !at.isBefore(p.from()) && (p.until() == null || at.isBefore(p.until())));
    }

    /** Who enters by time is in the segment of those who do; else the audience decides. */
    private boolean qualifies(Map<String, Object> entry) {
        if (Reference.isTimed(offer.definition)) {
            return activity.segments().contains(person.world.members(Reference.version(journey, offer.version)));
        }
        Map<String, Object> audience = map(entry.get("audience"));
        return audience.isEmpty() || ReferenceConditions.holds(audience, ReferenceTriggers.known(activity, zone));
    }

    /** The launch's share, or the latest one that took its place. */
    private double share(Map<String, Object> rollout) {
        return journey.rollouts().stream()
                .filter(r -> r.version() == offer.version && !r.from().isAfter(activity.at()))
                .reduce((_, later) -> later)
                .map(PublishedJourney.Rollout::percent)
                .orElse(((Number) rollout.getOrDefault("percent", 100)).doubleValue());
    }

    private String reentry(String key, Instant at) {
        Map<String, Object> rule = reentryRule(offer.definition);
        List<ReferenceTrip> live = person.live.stream()
                .filter(t -> t.journey.equals(offer.journey))
                .toList();
        Instant last = person.lastEntered(offer.journey, at);
        String cooldown = (String) rule.get("cooldown");
        return switch ((String) rule.getOrDefault("mode", "after-exit")) {
            case "once" -> last != null ? "once" : live.isEmpty() ? null : "live";
            case "after-exit" ->
                !live.isEmpty()
                        ? "live"
                        : last != null && cooldown != null && at.isBefore(ReferenceCalendar.plus(last, cooldown, zone))
                                ? "cooldown"
                                : null;
            default ->
                rule.containsKey("key") && key == null
                        ? "no-key"
                        : key != null && live.stream().anyMatch(t -> key.equals(t.key))
                                ? "live"
                                : live.size() >= MOST_LIVE ? "too-many" : null;
        };
    }

    static Map<String, Object> reentryRule(Map<String, Object> definition) {
        return map(map(definition.get("entry")).get("reentry"));
    }

    /** Live instances of other journeys of its group. */
    static List<ReferenceTrip> inGroup(
            ReferencePerson person, String journey, Map<String, Object> definition, Instant at) {
        Object group = definition.get("group");
        return person.inOrder(at).stream()
                .filter(t -> group != null && group.equals(t.definition.get("group")))
                .filter(t -> !t.journey.equals(journey))
                .toList();
    }

    private String key(Map<String, Object> entry) {
        Object path = map(entry.get("reentry")).get("key");
        if (path == null) {
            return null;
        }
        List<Object> values = ReferenceConditions.find(
                "property", ReferenceConditions.path(path), ReferenceTriggers.known(activity, zone));
        return values.isEmpty() ? null : String.valueOf(values.getFirst());
    }

    static Offer offer(Reference world, PublishedJourney journey, Instant at) {
        if (journey == null) {
            return null;
        }
        return journey.versions().stream()
                .filter(v -> v.version() <= journey.current())
                .filter(v -> !v.publishedAt().truncatedTo(ChronoUnit.MILLIS).isAfter(at))
                .max(Comparator.comparingInt(PublishedJourney.Version::version))
                .map(v -> new Offer(journey.key(), v.version(), world.definition(v)))
                .orElse(null);
    }
}
