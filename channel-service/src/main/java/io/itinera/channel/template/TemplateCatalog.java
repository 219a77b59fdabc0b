package io.itinera.channel.template;

import io.itinera.channel.ChannelConfig;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Compiled templates by key. In the steady state a message costs no query: the number of a key's present version is looked up
 * at most once per refresh interval, its content only when that number changes.
 */
@ApplicationScoped
public class TemplateCatalog {

    private final TemplateStore store;
    private final TemplateCompiler compiler;
    private final InstantSource clock;
    private final ChannelConfig.Templates config;
    private final ConcurrentMap<String, Entry> entries = new ConcurrentHashMap<>();

    TemplateCatalog(TemplateStore store, TemplateCompiler compiler, InstantSource clock, ChannelConfig config) {
        this.store = store;
        this.compiler = compiler;
        this.clock = clock;
        this.config = config.templates();
    }

    /** The present version of a template; empty when there is no such template. */
    public Optional<MessageTemplate> find(String key) {
        Instant now = clock.instant();
        Entry entry = entries.get(key);
        if (entry == null || !now.isBefore(entry.staleAt)) {
            entry = refresh(key, entry, now);
        }
        return entry.template;
    }

    /** Forgets a key, so that the next look sees what was just saved. */
    void changed(String key) {
        entries.remove(key);
    }

    private Entry refresh(String key, Entry old, Instant now) {
        Optional<Integer> version = QuarkusTransaction.requiringNew().call(() -> store.currentVersion(key));
        Optional<MessageTemplate> template = Optional.empty();
        if (version.isPresent()) {
            template = old == null ? Optional.empty() : old.template.filter(t -> t.version() == version.get());
            if (template.isEmpty()) {
                template = QuarkusTransaction.requiringNew()
                        .call(() -> store.at(key, version.get()))
                        .map(row -> compiler.compile(key, version.get(), row.content()));
            }
        }
        Entry fresh = new Entry(template, now.plus(config.refresh()));
        if (template.isPresent()) {
            entries.put(key, fresh);
        } else {
            entries.remove(key);
        }
        return fresh;
    }

    private record Entry(Optional<MessageTemplate> template, Instant staleAt) {}
}
