package io.itinera.channel.channel;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All channels by name. */
@ApplicationScoped
public class Channels {

    private final Map<String, Channel> byName;

    Channels(@All List<Channel> channels) {
        this.byName = channels.stream().collect(Collectors.toUnmodifiableMap(Channel::name, Function.identity()));
    }

    /** The channel of a name. */
    public Optional<Channel> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The names of all. */
    public Set<String> names() {
        return byName.keySet();
    }

    /** All of them. */
    public Collection<Channel> all() {
        return byName.values();
    }
}
