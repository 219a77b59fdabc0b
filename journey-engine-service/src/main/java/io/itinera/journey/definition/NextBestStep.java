package io.itinera.journey.definition;

import io.itinera.conditions.Condition;
import io.itinera.conditions.Span;
import io.itinera.conditions.Words;
import io.itinera.journey.learning.Bandit;
import io.itinera.journey.learning.Evidence;
import io.itinera.journey.learning.Odds;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Chooses the channel that the profile answers best on, by its own history, and, where it may wait, the hour; then goes the way of that
 * channel. Where the profile's history is too short, that of all people decides; where that is too short, the default.
 *
 * @param channels two or more
 * @param fallback what is taken where nothing is known, and for the held-out share
 * @param bestTime how long it may wait for the channel's best hour, or null for not at all
 * @param course how it learns
 * @param otherwise the step that follows where no channel is open to the profile, or null for the default's
 */
public record NextBestStep(List<Channel> channels, Fallback fallback, Span bestTime, Course course, String otherwise)
        implements Step {

    /** How the step is read. */
    static final StepType<NextBestStep> TYPE = new StepType<>("next-best", NextBestStep::read);

    /** Name of the held-out share, as of an arm. */
    public static final String HOLDOUT = "holdout";

    /** A profile that was sent fewer messages on these channels is not known. */
    private static final long ENOUGH_OWN = 5;

    private static final long ENOUGH_OF_PEOPLE = 100;

    private static final String CHANNEL = "channel";

    /**
     * A channel that can be chosen.
     *
     * @param channel its name
     * @param when what must hold for it to be chosen, or null
     * @param next the step that follows
     */
    public record Channel(String channel, Condition when, String next) {}

    /**
     * What is taken where nothing is known.
     *
     * @param channel one of the channels
     * @param at local time, where the step may wait for it, or null for at once
     */
    public record Fallback(String channel, LocalTime at) {}

    /**
     * How a step learns.
     *
     * @param learn false to take the default alone
     * @param floor percent of the visits that every channel gets at least
     * @param holdout percent of the profiles, for which nothing is learned
     */
    public record Course(boolean learn, double floor, double holdout) {}

    private static NextBestStep read(Fields fields) {
        List<Channel> channels = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Fields channel : fields.objects("channels")) {
            String name = channel.text(CHANNEL);
            if (!names.add(name)) {
                channel.error(CHANNEL, "is '" + name + "' a second time, expected each channel once");
            }
            channels.add(new Channel(name, channel.condition("when", Reading.Place.INSTANCE), channel.text("next")));
        }
        if (channels.size() < 2) {
            fields.error("channels", "has " + channels.size() + " channels, expected at least two");
        }
        double most = channels.isEmpty() ? 100 : 100.0 / channels.size();
        return new NextBestStep(
                channels,
                fallback(fields, names),
                fields.span("bestTime"),
                new Course(
                        fields.flag("learn", true),
                        Percent.read(fields, "floor", Math.min(BestTime.FLOOR, most), most),
                        Percent.read(fields, HOLDOUT, 0, 100)),
                fields.text("otherwise", null));
    }

    private static Fallback fallback(Fields fields, Set<String> names) {
        Fields fallback = fields.object("default");
        if (fallback == null) {
            fields.error("default", "is missing, expected the channel to take where nothing is known");
            return new Fallback("", null);
        }
        String channel = fallback.text(CHANNEL);
        if (!channel.isEmpty() && !names.contains(channel)) {
            fallback.error(CHANNEL, "is '" + channel + "', expected one of the step's channels");
        }
        if (fallback.has("at") && !fields.has("bestTime")) {
            fallback.error("at", "has no meaning without bestTime, which says how long the step may wait");
        }
        return new Fallback(channel, UntilReader.time(fallback, "at", null));
    }

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public List<Target> targets() {
        List<Target> targets = Target.each("channels", channels, Channel::next);
        if (otherwise != null) {
            targets.add(new Target("/otherwise", otherwise));
        }
        return targets;
    }

    @Override
    public StepText describe() {
        List<StepText.Way> ways = new ArrayList<>();
        channels.forEach(c -> ways.add(new StepText.Way(
                c.channel() + (c.when() == null ? "" : ", only if " + c.when().describe()), c.next())));
        if (otherwise != null) {
            ways.add(new StepText.Way("where no channel is open", otherwise));
        }
        if (!course.learn()) {
            return new StepText("Take channel %s, without learning".formatted(fallback.channel()), ways);
        }
        return new StepText(
                "Choose the channel that the profile answers best on%s; %s where nothing is known%s"
                        .formatted(
                                bestTime == null
                                        ? ""
                                        : ", and wait for its best hour, " + Words.span(bestTime) + " at most",
                                fallback.channel(),
                                course.holdout() == 0
                                        ? ""
                                        : ", and for %s %% of the profiles, held out for comparison"
                                                .formatted(Percent.say(course.holdout()))),
                ways);
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
        return true;
    }

    @Override
    public StepResult run(Moment moment) {
        List<Channel> open = channels.stream()
                .filter(c -> c.when() == null || c.when().test(moment.facts()))
                .toList();
        if (open.isEmpty()) {
            List<Map<String, Object>> why = channels.stream()
                    .map(c -> c.when().explain(moment.facts()).toMap())
                    .toList();
            return new StepResult.Go(
                    otherwise == null ? next(fallback.channel()) : otherwise,
                    ReasonWord.NO_CHANNEL,
                    Map.of("when", why));
        }
        return choose(open, moment);
    }

    private StepResult choose(List<Channel> open, Moment moment) {
        Set<String> names = open.stream().map(Channel::channel).collect(Collectors.toSet());
        String usual = names.contains(fallback.channel())
                ? fallback.channel()
                : open.getFirst().channel();
        Known known = known(moment.evidence(), names);
        Bandit bandit = new Bandit(
                open.stream()
                        .map(c -> new Bandit.Arm(c.channel(), c.channel().equals(usual) ? 1 : 0))
                        .toList(),
                course.floor(),
                course.holdout());
        Bandit.Mode mode = course.learn() && moment.learns() ? known.mode() : Bandit.Mode.FIX;
        Bandit.Choice choice = bandit.choose(known.odds(), mode, moment.chance());
        String channel = choice.arm() == null ? usual : choice.arm();
        String arm = choice.arm() == null ? HOLDOUT : channel;
        if (moment.drawn() == null) {
            moment.drew(arm);
        }
        Map<String, Object> detail = new LinkedHashMap<>(Map.of("arm", arm, HOLDOUT, false, CHANNEL, channel));
        detail.putAll(choice.detail());
        if (!choice.drawn().isEmpty()) {
            detail.put(known.byPeople() ? "byPeople" : "byOwn", true);
        }
        BestTime.Chosen time = bestTime == null ? null : time(choice).choose(moment, channel);
        boolean people = known.byPeople() || time != null && time.byPeople();
        Evidence evidence = moment.evidence();
        detail.putAll(evidence.told(
                evidence.own().only(names, channel),
                people ? evidence.population().only(names, channel) : null));
        if (time != null) {
            detail.putAll(time.detail());
        }
        return go(channel, detail, time, moment);
    }

    /** Who is held out from the choice of the channel is so from that of the hour. */
    private BestTime time(Bandit.Choice choice) {
        return new BestTime(bestTime, course.floor(), choice.arm() == null ? 100 : 0, fallback.at(), course.learn());
    }

    private StepResult go(String channel, Map<String, Object> detail, BestTime.Chosen time, Moment moment) {
        if (time == null || !time.at().isAfter(moment.facts().now())) {
            return new StepResult.Go(next(channel), ReasonWord.CHANNEL.of(channel), detail);
        }
        moment.remember(Map.of(CHANNEL, channel, "arm", detail.get("arm")));
        detail.put("due", time.at().toString());
        detail.put("zone", moment.facts().zone().getId());
        return new StepResult.Stay(time.at(), ReasonWord.BEST_HOUR, detail);
    }

    /** What is known of the channels, and of whom. */
    private record Known(Map<String, Odds> odds, Bandit.Mode mode, boolean byPeople) {}

    private static Known known(Evidence evidence, Set<String> names) {
        Map<String, Odds> own = new HashMap<>();
        Map<String, Odds> people = new HashMap<>();
        names.forEach(name -> own.put(name, evidence.own().channel(name).odds()));
        names.forEach(
                name -> people.put(name, evidence.population().channel(name).odds()));
        if (trials(own) >= ENOUGH_OWN) {
            return new Known(own, Bandit.Mode.LEARN, false);
        }
        return trials(people) >= ENOUGH_OF_PEOPLE
                ? new Known(people, Bandit.Mode.LEARN, true)
                : new Known(Map.of(), Bandit.Mode.BEGIN, false);
    }

    private static long trials(Map<String, Odds> odds) {
        return odds.values().stream().mapToLong(Odds::trials).sum();
    }

    @Override
    public StepResult onDue(Moment moment) {
        String channel = String.valueOf(moment.remembered().get(CHANNEL));
        Object arm = moment.remembered().get("arm");
        // In another version the channel may be gone.
        String taken = channels.stream().anyMatch(c -> c.channel().equals(channel)) ? channel : fallback.channel();
        return new StepResult.Go(
                next(taken),
                ReasonWord.CHANNEL.of(taken),
                Map.of("arm", arm == null ? taken : arm, HOLDOUT, HOLDOUT.equals(arm), CHANNEL, taken));
    }

    private String next(String channel) {
        return channels.stream()
                .filter(c -> c.channel().equals(channel))
                .findFirst()
                .orElseThrow()
                .next();
    }
}
