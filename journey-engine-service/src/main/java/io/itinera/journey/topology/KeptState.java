package io.itinera.journey.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.itinera.contracts.Wire;
import io.itinera.journey.engine.Brief;
import io.itinera.journey.engine.Catalog;
import io.itinera.journey.engine.Knowledge;
import io.itinera.journey.engine.ProfileState;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.errors.SerializationException;

/**
 * One profile's state as it lies in the store, in three parts that are read only when they are asked for: the {@link Brief}, what was
 * said of the profile in the very bytes that said it, and the rest in the form of {@link StateSerdes}.
 *
 * <p>The bytes: a format, flags, when something is next due, places of live and of ended instances, journeys whose re-entry rules remember, the
 * four parts of {@link Said} where what is known matters, the rest.
 */
final class KeptState {

    /** First byte; the mark of a profile that was merged away is another. */
    static final byte FORMAT = 1;

    private static final int ALWAYS = 1;
    private static final int KNOWS = 2;
    private static final int HEARD = 4;
    private static final int ENGAGED = 8;
    private static final long NEVER = Long.MAX_VALUE;
    private static final long NANOS = 1_000_000_000L;
    private static final Instant LAST = Instant.ofEpochSecond(0, NEVER - 1);
    private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};
    private static final TypeReference<Map<String, Boolean>> CONSENTS = new TypeReference<>() {};
    private static final TypeReference<Set<String>> SEGMENTS = new TypeReference<>() {};

    private final String profileId;
    private final byte[] bytes;
    private final int flags;
    private final Brief brief;
    private final Said said;
    private final int rest;
    private ProfileState state;

    private KeptState(String profileId, byte[] bytes) {
        this.profileId = profileId;
        this.bytes = bytes;
        if (bytes[0] != FORMAT) {
            throw new SerializationException("not a state: its format is not known");
        }
        Unpacker from = new Unpacker(bytes, 1);
        flags = from.small();
        long due = from.fixed();
        List<Brief.Place> live = places(from);
        List<Brief.Place> ended = places(from);
        brief = new Brief(
                due == NEVER ? null : Instant.ofEpochSecond(Math.floorDiv(due, NANOS), Math.floorMod(due, NANOS)),
                is(ALWAYS),
                live,
                ended,
                texts(from),
                is(ENGAGED));
        said = is(KNOWS) ? Said.unpack(bytes, from) : null;
        rest = from.at();
    }

    /** The state in these bytes. */
    static KeptState of(String profileId, byte[] bytes) {
        return new KeptState(profileId, bytes);
    }

    /**
     * The bytes of a state.
     *
     * @param said where the latest activity said what is known, or null where that is not what is known
     * @param heard whether the latest activity said it, and all that waits has heard it
     */
    static byte[] write(ProfileState state, Said said, boolean heard) {
        Brief brief = Brief.of(state);
        boolean knows = brief.asksKnowledge();
        Packer to = new Packer();
        to.number(FORMAT);
        to.number((brief.always() ? ALWAYS : 0)
                | (knows ? KNOWS : 0)
                | (knows && said != null && heard ? HEARD : 0)
                | (brief.engaged() ? ENGAGED : 0));
        to.fixed(nanos(brief.next()));
        pack(to, brief.live());
        pack(to, brief.ended());
        to.number(brief.remembered().size());
        brief.remembered().forEach(to::text);
        if (knows) {
            (said == null ? said(state.known()) : said).pack(to);
        }
        to.rest(StateSerdes.write(without(state)));
        return to.bytes();
    }

    /** What is kept in its own place, or is the key of the bytes, is not in the rest. */
    private static ProfileState without(ProfileState state) {
        return new ProfileState(
                null,
                Knowledge.NONE,
                state.live(),
                state.watched(),
                state.memories(),
                state.parked(),
                state.standing(),
                state.engagement());
    }

    /** Whether an event changes nothing here, so that it can be passed over. */
    boolean passes(ActivityGlance glance, Catalog catalog) {
        return glance.isWhole() && heard(glance.said()) && !brief.mayBeMovedBy(catalog, glance.event());
    }

    /** Whether the news that journeys have changed changes nothing here. */
    boolean passes(Instant at, Catalog catalog) {
        return !brief.mayBeMovedBy(catalog, at);
    }

    /** Whether other rules of time zones change nothing here. */
    boolean passesZoneRules() {
        return !brief.awaitsTime();
    }

    /** Whether nothing that matters here is said that was not heard before, in the same bytes. */
    boolean heard(Said now) {
        return said == null || is(HEARD) && said.sameAs(now);
    }

    /** Whether what is said here was heard by all that waits. */
    boolean isHeard() {
        return is(HEARD);
    }

    /** Where it is said what is known, or null where that does not matter. */
    Said said() {
        return said;
    }

    /** The whole state. */
    ProfileState state() {
        if (state == null) {
            state = state(known());
        }
        return state;
    }

    /** The whole state, where the same is known as {@code knowledge}. */
    ProfileState state(Knowledge knowledge) {
        ProfileState kept = StateSerdes.readState(Arrays.copyOfRange(bytes, rest, bytes.length));
        return new ProfileState(
                profileId,
                knowledge,
                kept.live(),
                kept.watched(),
                kept.memories(),
                kept.parked(),
                kept.standing(),
                kept.engagement());
    }

    private boolean is(int flag) {
        return (flags & flag) != 0;
    }

    private Knowledge known() {
        return said == null
                ? Knowledge.NONE
                : new Knowledge(
                        read(Said.TRAITS, VALUES),
                        read(Said.COMPUTED, VALUES),
                        read(Said.CONSENTS, CONSENTS),
                        read(Said.SEGMENTS, SEGMENTS));
    }

    private <T> T read(int part, TypeReference<T> type) {
        try {
            return said.isEmpty(part) ? null : Wire.JSON.readValue(said.part(part), type);
        } catch (IOException e) {
            throw new SerializationException("not a state: " + e.getClass().getSimpleName());
        }
    }

    /** What is known, said in bytes of our own. */
    private static Said said(Knowledge known) {
        List<Object> all = List.of(known.traits(), known.computed(), known.consents(), known.segments());
        Packer text = new Packer();
        for (Object part : all) {
            byte[] json = json(part);
            text.part(json, 0, json.length);
        }
        byte[] in = text.bytes();
        return Said.unpack(in, new Unpacker(in, 0));
    }

    private static byte[] json(Object value) {
        try {
            return Wire.JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new SerializationException("state has no JSON form", e);
        }
    }

    private static long nanos(Instant time) {
        if (time == null) {
            return NEVER;
        }
        if (!time.isBefore(LAST)) {
            return NEVER - 1;
        }
        return time.getEpochSecond() < -LAST.getEpochSecond()
                ? Long.MIN_VALUE
                : time.getEpochSecond() * NANOS + time.getNano();
    }

    private static void pack(Packer to, List<Brief.Place> places) {
        to.number(places.size());
        for (Brief.Place place : places) {
            to.text(place.journey());
            to.number(place.version());
            to.text(place.step() == null ? "" : place.step());
            to.number(place.migration());
        }
    }

    private static List<Brief.Place> places(Unpacker from) {
        int count = from.small();
        if (count == 0) {
            return List.of();
        }
        List<Brief.Place> places = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String journey = from.text();
            int version = from.small();
            String step = from.text();
            places.add(new Brief.Place(journey, version, step.isEmpty() ? null : step, from.small()));
        }
        return places;
    }

    private static Set<String> texts(Unpacker from) {
        int count = from.small();
        if (count == 0) {
            return Set.of();
        }
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < count; i++) {
            texts.add(from.text());
        }
        return texts;
    }
}
