// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A date of a search with its prefix (FHIR R4 §3.1.1.4.7). A date of less precision is the whole time that it names.
 *
 * @param prefix {@code eq}, {@code ne}, {@code gt}, {@code lt}, {@code ge}, {@code le}, {@code sa} or {@code eb}
 * @param from begin of the time that was given
 * @param until its end, which is not part of it
 */
record TimeCondition(String prefix, Instant from, Instant until) {

    private static final Set<String> PREFIXES = Set.of("eq", "ne", "gt", "lt", "ge", "le", "sa", "eb");
    private static final int YEAR = 4;
    private static final int MONTH = 7;
    private static final int DAY = 10;

    static TimeCondition of(String name, String value) {
        String prefix = value.length() > 2 && PREFIXES.contains(value.substring(0, 2)) ? value.substring(0, 2) : "";
        String time = value.substring(prefix.length());
        try {
            Instant from = from(time);
            return new TimeCondition(prefix.isEmpty() ? "eq" : prefix, from, until(time, from));
        } catch (DateTimeException malformed) {
            throw new InvalidSearchException(
                    name + " has to be a date or an instant such as 2026-01-31T12:00:00Z, with a prefix such as ge");
        }
    }

    private static Instant from(String time) {
        return switch (time.length()) {
            case YEAR -> start(Year.parse(time).atDay(1));
            case MONTH -> start(YearMonth.parse(time).atDay(1));
            case DAY -> start(LocalDate.parse(time));
            default -> OffsetDateTime.parse(time).toInstant();
        };
    }

    private static Instant until(String time, Instant from) {
        return switch (time.length()) {
            case YEAR -> start(Year.parse(time).plusYears(1).atDay(1));
            case MONTH -> start(YearMonth.parse(time).plusMonths(1).atDay(1));
            case DAY -> start(LocalDate.parse(time).plusDays(1));
            default -> time.contains(".") ? from.plusMillis(1) : from.plusSeconds(1);
        };
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    boolean holds(Match.Span span) {
        Instant end = span.until();
        return switch (prefix) {
            case "ne" -> !within(span.from(), end);
            case "gt" -> end == null || end.isAfter(until);
            case "ge" -> end == null || end.isAfter(from);
            case "lt" -> span.from().isBefore(from);
            case "le" -> span.from().isBefore(until);
            case "sa" -> !span.from().isBefore(until);
            case "eb" -> end != null && !end.isAfter(from);
            default -> within(span.from(), end);
        };
    }

    private boolean within(Instant start, @Nullable Instant end) {
        return !start.isBefore(from) && end != null && !end.isAfter(until);
    }
}
