// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.api;

import io.notenboom.hosting.control.fleet.FleetFilter;
import io.notenboom.hosting.customer.NetworkName;
import io.notenboom.hosting.customer.ServicePlan;
import io.notenboom.hosting.customer.SoftwareVersion;
import io.notenboom.hosting.customer.WireName;
import io.notenboom.hosting.customer.status.Phase;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Filters of a request. */
final class Filters {

    private static final int LONGEST_TEXT = 253;

    private Filters() {}

    static FleetFilter of(
            @Nullable String phase,
            @Nullable String version,
            @Nullable String network,
            @Nullable String plan,
            @Nullable String text) {
        if (text != null && text.length() > LONGEST_TEXT) {
            throw Answers.problem(HostingProblem.INVALID_REQUEST, "q has at most " + LONGEST_TEXT + " characters.");
        }
        return new FleetFilter(
                phase == null ? null : choice(Phase.class, "phase", phase),
                version == null ? null : value("version", version, SoftwareVersion::new),
                network == null ? null : value("network", network, NetworkName::new),
                plan == null ? null : choice(ServicePlan.class, "plan", plan),
                text == null || text.isBlank() ? null : text.strip());
    }

    static <E extends Enum<E> & WireName> E choice(Class<E> choices, String field, String text) {
        return value(field, text, given -> WireName.parse(choices, given));
    }

    static <T> T value(String field, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException unfit) {
            throw Answers.problem(HostingProblem.INVALID_REQUEST, field + ": " + unfit.getMessage() + ".");
        }
    }
}
