// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.decisionlog;

import io.notenboom.pdp.api.Problems;
import io.notenboom.pdp.log.LogQuery;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Query parameters that choose decisions, and the page of them. */
public final class LogFilter {

    private static final int MAX_LIMIT = 1_000;
    private static final int USUAL_LIMIT = 100;

    @QueryParam("from")
    @Nullable
    String from;

    @QueryParam("to")
    @Nullable
    String to;

    @QueryParam("client")
    @Nullable
    String client;

    @QueryParam("flow")
    @Nullable
    String flow;

    @QueryParam("effect")
    @Nullable
    String effect;

    @QueryParam("reason")
    @Nullable
    String reason;

    @QueryParam("cursor")
    @Nullable
    String cursor;

    @QueryParam("limit")
    @Nullable
    Integer limit;

    /** What is asked for. */
    public LogQuery query() {
        if (effect != null && !Set.of("permit", "deny").contains(effect)) {
            throw Problems.badRequest("effect is permit or deny.");
        }
        return new LogQuery(
                time("from", from), time("to", to), given(client), given(flow), given(effect), given(reason));
    }

    private static Optional<String> given(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }

    static Optional<Instant> time(String name, @Nullable String value) {
        try {
            return given(value).map(Instant::parse);
        } catch (DateTimeException malformed) {
            throw Problems.badRequest(name + " is a UTC time, for instance 2026-03-01T12:00:00Z.");
        }
    }

    /** Where the page before ended. */
    public Optional<Long> place() {
        return place(given(cursor));
    }

    static Optional<Long> place(Optional<String> cursor) {
        try {
            Optional<Long> place = cursor.map(Long::parseLong);
            if (place.filter(value -> value < 0).isPresent()) {
                throw Problems.badRequest("cursor is next of the page before.");
            }
            return place;
        } catch (NumberFormatException malformed) {
            throw Problems.badRequest("cursor is next of the page before.");
        }
    }

    /** Most decisions of the page. */
    public int most() {
        int most = limit == null ? USUAL_LIMIT : limit;
        if (most < 1 || most > MAX_LIMIT) {
            throw Problems.badRequest("limit is 1 to " + MAX_LIMIT + ".");
        }
        return most;
    }
}
