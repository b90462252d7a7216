// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Registers what a service counts, under one form of name: {@code notenboom.<service>.<what>}, which Prometheus shows as {@code
 * notenboom_<service>_<what>} with {@code _total} behind a counter. Names and tags are fixed words of the code: never an id, a
 * name of somebody or anything else that comes from a request. Safe for many threads.
 */
@Singleton
public class ServiceMeters {

    private static final Pattern WHAT = Pattern.compile("[a-z][a-z0-9]*(\\.[a-z][a-z0-9]*)*");
    private static final Pattern TAG = Pattern.compile("[a-z][a-z0-9]{0,31}");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

    private final MeterRegistry registry;
    private final String prefix;

    /** @param service {@code notenboom.service}, with hyphens taken out */
    @Inject
    public ServiceMeters(MeterRegistry registry, @ConfigProperty(name = "notenboom.service") String service) {
        this.registry = registry;
        this.prefix = "notenboom." + service.replace("-", "") + ".";
    }

    /**
     * A counter; the same one each time for the same name and tags.
     *
     * @param what lower-case words with full stops between them, as {@code events.accepted}
     * @param description one line for the operator
     * @param tags name, value, name, value, …
     * @throws IllegalArgumentException for a name or tag of another form
     */
    public Counter counter(String what, String description, String... tags) {
        return Counter.builder(name(what))
                .description(description)
                .tags(tags(tags))
                .register(registry);
    }

    /** A timer; otherwise as {@link #counter}. */
    public Timer timer(String what, String description, String... tags) {
        return Timer.builder(name(what))
                .description(description)
                .tags(tags(tags))
                .register(registry);
    }

    /**
     * A gauge that asks for its value whenever it is shown; {@code value} has to be quick. Otherwise as {@link #counter}, but
     * the first one of a name and tags stays.
     */
    public void gauge(String what, String description, Supplier<Number> value, String... tags) {
        Gauge.builder(name(what), value)
                .description(description)
                .tags(tags(tags))
                .strongReference(true)
                .register(registry);
    }

    private String name(String what) {
        if (!WHAT.matcher(what).matches()) {
            throw new IllegalArgumentException("a meter is named by lower-case words with full stops: " + what);
        }
        return prefix + what;
    }

    private static Tags tags(String... tags) {
        for (int i = 0; i + 1 < tags.length; i += 2) {
            if (!TAG.matcher(tags[i]).matches() || !VALUE.matcher(tags[i + 1]).matches()) {
                throw new IllegalArgumentException("a tag of a meter is a word with a short plain value: " + tags[i]);
            }
        }
        return Tags.of(tags);
    }
}
