package io.itinera.journey.reference;

import static io.itinera.journey.reference.ReferenceConditions.map;
import static io.itinera.journey.reference.ReferenceConditions.maps;

import io.itinera.contracts.LearningModel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A choice by what was learned. Its chance is drawn by hash: of the profile, the journey and the step for what holds whenever the profile
 * comes here, of the instance, the step and the visit for the rest.
 */
final class ReferenceChoice {

    private static final int ENOUGH_SENT = 5;
    private static final int ENOUGH_ANSWERS = 3;
    private static final int ENOUGH_OF_PEOPLE = 100;
    private static final double FLOOR = 5;

    /**
     * What is done.
     *
     * @param next the step that follows; null for the one that the step itself knows
     * @param due when, or null for at once
     */
    record Done(String next, String reason, Instant due) {}

    /** One way to go, and how it did. */
    private record Arm(String key, double weight, long trials, long wins) {}

    private final ReferenceTrip trip;
    private final Map<String, Object> here;
    private final ReferenceConditions.Known known;
    /** How it was chosen. */
    private final TreeSet<String> how = new TreeSet<>();

    private long model;

    ReferenceChoice(ReferenceTrip trip, Instant at) {
        this.trip = trip;
        this.here = trip.here();
        this.known = trip.known(at);
    }

    // Arms.

    /** An instance keeps its arm. */
    Done arm() {
        Map<String, Object> holdout = map(here.get("holdout"));
        List<Map<String, Object>> ways = maps(here.get("arms"));
        String before = trip.arms.get(trip.step);
        boolean kept = before != null
                && (before.equals(holdout.get("key"))
                        || ways.stream().anyMatch(way -> way.get("key").equals(before)));
        String arm = kept ? before : newArm(ways, holdout);
        trip.arms.put(trip.step, arm);
        Map<String, Object> way =
                ways.stream().filter(w -> w.get("key").equals(arm)).findFirst().orElse(holdout);
        return new Done((String) way.get("next"), "optimized:" + arm + (kept ? "" : Lines.choice(model, how)), null);
    }

    private String newArm(List<Map<String, Object>> ways, Map<String, Object> holdout) {
        LearningModel latest = trip.person.world.model(trip.journey, known.now());
        LearningModel.Step learned = latest == null
                ? null
                : latest.steps().stream()
                        .filter(s -> s.version() == trip.version && s.step().equals(trip.step))
                        .findFirst()
                        .orElse(null);
        model = learned == null ? 0 : latest.model();
        List<Arm> arms = ways.stream()
                .map(way -> arm((String) way.get("key"), number(way, "weight", 1), learned))
                .toList();
        double heldOut = holdout.isEmpty() ? 0 : number(holdout, "percent", 10);
        String until = (String) here.get("until");
        boolean over = until != null && !known.now().isBefore(Instant.parse(until));
        String picked = pick(arms, heldOut, !learns() ? "fixed" : over ? "settled" : "learned");
        return picked == null ? (String) holdout.get("key") : picked;
    }

    private static Arm arm(String key, double weight, LearningModel.Step learned) {
        return (learned == null ? List.<LearningModel.Arm>of() : learned.arms())
                .stream()
                        .filter(arm -> arm.arm().equals(key))
                        .map(arm -> new Arm(key, weight, arm.trials(), arm.wins()))
                        .findFirst()
                        .orElse(new Arm(key, weight, 0, 0));
    }

    private boolean learns() {
        return !Boolean.FALSE.equals(here.get("learn")) && trip.person.world.learns(trip, known.now());
    }

    // Channels.

    Done channel() {
        List<Map<String, Object>> ways = maps(here.get("channels"));
        List<Map<String, Object>> open = ways.stream()
                .filter(way -> !way.containsKey("when") || ReferenceConditions.holds(map(way.get("when")), known))
                .toList();
        String usual = (String) map(here.get("default")).get("channel");
        if (open.isEmpty()) {
            return new Done((String) here.getOrDefault("otherwise", wayOf(usual)), "no-channel", null);
        }
        boolean closed = open.stream().noneMatch(way -> way.get("channel").equals(usual));
        String taken = closed ? (String) open.getFirst().get("channel") : usual;
        String picked = pickChannel(open, taken);
        String channel = picked == null ? taken : picked;
        String arm = picked == null ? "holdout" : picked;
        trip.arms.putIfAbsent(trip.step, arm);
        Instant due = here.containsKey("bestTime")
                ? hour(
                        channel,
                        (String) here.get("bestTime"),
                        map(here.get("default")).get("at"),
                        here,
                        picked == null)
                : known.now();
        String told = Lines.choice(model, how);
        if (due.isAfter(known.now())) {
            trip.context.put(trip.step, Map.of("channel", channel, "arm", arm));
            return new Done(null, "best-hour" + told, due);
        }
        return new Done(wayOf(channel), "channel:" + channel + told, null);
    }

    /** By the profile's own answers, by those of all people, or by none. */
    private String pickChannel(List<Map<String, Object>> open, String usual) {
        ReferenceAnswers own = trip.person.answers;
        LearningModel people = people();
        List<Arm> byOwn = open.stream()
                .map(way -> (String) way.get("channel"))
                .map(name ->
                        arm(name, usual, own.channel(name).sent, own.channel(name).opened, own.channel(name).clicked))
                .toList();
        List<Arm> byPeople = open.stream()
                .map(way -> (String) way.get("channel"))
                .map(name -> ofPeople(people, name)
                        .map(c -> arm(name, usual, c.sent(), c.opened(), c.clicked()))
                        .orElse(arm(name, usual, 0, 0, 0)))
                .toList();
        boolean knownByOwn = trials(byOwn) >= ENOUGH_SENT;
        boolean knownAtAll = knownByOwn || trials(byPeople) >= ENOUGH_OF_PEOPLE;
        String picked = pick(
                knownByOwn ? byOwn : byPeople,
                number(here, "holdout", 0),
                !learns() ? "fixed" : knownAtAll ? "learned" : "unknown");
        if (how.contains("learned")) {
            how.add(knownByOwn ? "byOwn" : "byPeople");
        }
        return picked;
    }

    private static Arm arm(String channel, String usual, long sent, long opened, long clicked) {
        return new Arm(channel, channel.equals(usual) ? 1 : 0, sent, Math.min(sent, Math.max(opened, clicked)));
    }

    private static long trials(List<Arm> arms) {
        return arms.stream().mapToLong(Arm::trials).sum();
    }

    /** The hour has come; another version may not have the channel any more. */
    Done channelAfterTheHour() {
        Object remembered = map(trip.context.get(trip.step)).get("channel");
        String channel =
                wayOf(remembered) == null ? (String) map(here.get("default")).get("channel") : (String) remembered;
        return new Done(wayOf(channel), "channel:" + channel, null);
    }

    private String wayOf(Object channel) {
        return maps(here.get("channels")).stream()
                .filter(way -> way.get("channel").equals(channel))
                .map(way -> (String) way.get("next"))
                .findFirst()
                .orElse(null);
    }

    // Hours.

    /** When a message with a best time goes out. */
    Done message() {
        Object best = map(here.get("when")).get("bestTime");
        Map<String, Object> words = best instanceof Map<?, ?> ? map(best) : Map.of("atMost", best);
        double heldOut = number(words, "holdout", 0);
        boolean out = ofProfile("hour holdout") * 100 < heldOut;
        Instant due =
                hour((String) here.get("channel"), (String) words.get("atMost"), words.get("otherwise"), words, out);
        if (heldOut > 0) {
            trip.arms.putIfAbsent(trip.step, out ? "holdout" : "best-time");
        }
        boolean later = due.isAfter(known.now());
        if (!later && "holdout".equals(trip.arms.get(trip.step))) {
            how.add("holdout");
        }
        String told = Lines.choice(model, how);
        return later ? new Done(null, "best-hour" + told, due) : new Done(null, "requested" + told, null);
    }

    private Instant hour(String channel, String atMost, Object otherwise, Map<String, Object> words, boolean heldOut) {
        Instant latest = ReferenceCalendar.plus(known.now(), atMost, known.zone());
        ReferenceHours hours = new ReferenceHours(known.now(), latest, known.zone());
        ReferenceAnswers.Channel own = trip.person.answers.channel(channel);
        ReferenceAnswers.Channel people = new ReferenceAnswers.Channel();
        ofPeople(people(), channel).ifPresent(c -> {
            for (int hour = 0; hour < c.hours().size(); hour++) {
                people.hours.put(hour, c.hours().get(hour));
            }
        });
        boolean byOwn = own.answers() >= ENOUGH_ANSWERS;
        boolean learns = !Boolean.FALSE.equals(words.get("learn")) && trip.person.world.learns(trip, known.now());
        if (heldOut || !learns || !byOwn && people.answers() < ENOUGH_OF_PEOPLE) {
            how.add(heldOut ? "hourHeldOut" : learns ? "hourDefault" : "hourFixed");
            return hours.at((String) otherwise);
        }
        double most = maps(here.get("channels")).isEmpty()
                ? 100
                : 100.0 / maps(here.get("channels")).size();
        double floor = number(words, "floor", Math.min(FLOOR, most));
        double explored = ofVisit("hour explore") * 100;
        if (explored < floor) {
            how.add("hourExplored");
            return hours.all.get((int) (explored / floor * hours.all.size()));
        }
        how.add(byOwn ? "hourOwn" : "hourOfPeople");
        return hours.best(byOwn ? own.hours : people.hours);
    }

    private LearningModel people() {
        LearningModel people = trip.person.world.model(LearningModel.PEOPLE, known.now());
        model = people == null ? 0 : people.model();
        return people;
    }

    private static Optional<LearningModel.Channel> ofPeople(LearningModel people, String channel) {
        return people == null
                ? Optional.empty()
                : people.channels().stream()
                        .filter(c -> c.channel().equals(channel))
                        .findFirst();
    }

    // Chance.

    /** The arm that is taken, or null for the profiles that none is chosen for. */
    private String pick(List<Arm> arms, double heldOut, String mode) {
        if (ofProfile("holdout") * 100 < heldOut) {
            how.add("holdout");
            return null;
        }
        double floor = number(here, "floor", Math.min(FLOOR, 100.0 / sizeOfAll()));
        double explored = ofVisit("explore") * 100;
        boolean explores = mode.equals("learned") || mode.equals("unknown");
        if (explores && explored < floor * arms.size()) {
            how.add("explored");
            return arms.get((int) (explored / floor)).key;
        }
        if (mode.equals("fixed") || mode.equals("unknown")) {
            how.add("fixed");
            return byWeight(arms);
        }
        how.add(mode);
        Arm best = null;
        double highest = -1;
        for (Arm arm : arms) {
            double chance = mode.equals("settled")
                    ? (arm.wins + 1.0) / (arm.trials + 2.0)
                    : ReferenceBeta.quantile(ofVisit("arm " + arm.key), arm.trials, arm.wins);
            best = chance > highest ? arm : best;
            highest = Math.max(chance, highest);
        }
        return best.key;
    }

    private int sizeOfAll() {
        return Math.max(
                maps(here.get("arms")).size(), maps(here.get("channels")).size());
    }

    private String byWeight(List<Arm> arms) {
        double draw = ofVisit("weight") * arms.stream().mapToDouble(Arm::weight).sum();
        String taken = null;
        for (Arm arm : arms) {
            taken = draw >= 0 && arm.weight > 0 ? arm.key : taken;
            draw -= arm.weight;
        }
        return taken;
    }

    private double ofProfile(String what) {
        return Reference.draw(what, trip.person.id, trip.journey, trip.step);
    }

    private double ofVisit(String what) {
        return Reference.draw(what, trip.id, trip.step, String.valueOf(trip.visit));
    }

    private static double number(Map<String, Object> of, String name, double otherwise) {
        return ((Number) of.getOrDefault(name, otherwise)).doubleValue();
    }
}
