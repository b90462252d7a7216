// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd.query;

import io.notenboom.registry.mcsd.Entry;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a search parameter is compared with, by the kinds that FHIR knows. */
sealed interface Match {

    /** A code in a system. */
    record Coded(String system, String code) {}

    /** A time; an end that is null is none. */
    record Span(Instant from, @Nullable Instant until) {}

    /** Codes and identifiers: {@code code}, {@code system|code}, {@code |code} or {@code system|}. */
    record Token(Function<Entry, List<Coded>> values) implements Match {}

    /** Texts: the beginning, without case and accents; {@code :exact} and {@code :contains}. */
    record Text(Function<Entry, List<String>> values) implements Match {}

    /** References: {@code Type/id} or {@code id}. */
    record Reference(Function<Entry, List<String>> values) implements Match {}

    /** Times, with prefixes. */
    record Time(Function<Entry, List<Span>> values) implements Match {}
}
