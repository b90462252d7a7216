// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api.history;

import io.notenboom.registry.api.Inputs;
import io.notenboom.registry.api.Problems;
import io.notenboom.registry.api.RegistryViews;
import io.notenboom.registry.event.EventId;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a caller may ask of the history. */
public class HistoryQuery {

    private static final int PAGE = 100;
    private static final int MAX_PAGE = 500;
    private static final int MAX_TYPE = 64;
    private static final long MAX_FROM = 1_000_000_000_000_000L;
    private static final List<String> STATES =
            List.of("valid", "refused", "not-understood", "frozen", "fork-lost", "revoked");

    @QueryParam("sid")
    @Nullable
    String sid;

    @QueryParam("from")
    @Nullable
    Long from;

    @QueryParam("limit")
    @Nullable
    Integer limit;

    @QueryParam("branch")
    @Nullable
    String branch;

    @QueryParam("state")
    @Nullable
    String state;

    @QueryParam("type")
    @Nullable
    String type;

    /** The stream; null for the whole log. */
    @Nullable
    EventId stream() {
        return sid == null ? null : Inputs.eventId(sid);
    }

    /** Sequence in the stream, or index in the log, to begin with. */
    long first() {
        if (from == null) {
            return 0;
        }
        if (from < 0 || from > MAX_FROM) {
            throw Problems.invalid("from has to be a number from 0 to " + MAX_FROM);
        }
        return from;
    }

    int size() {
        return Inputs.limit(limit, PAGE, MAX_PAGE);
    }

    Branch branch() {
        if (branch != null && sid == null) {
            throw Problems.invalid("branch is of one stream: name it with sid");
        }
        return Branch.of(branch);
    }

    /** What state and type ask for. */
    Predicate<RegistryViews.LoggedEvent> wanted() {
        if (state != null && !STATES.contains(state)) {
            throw Problems.invalid("state has to be one of " + String.join(", ", STATES));
        }
        String wantedType = Inputs.optionalText(type, "type", MAX_TYPE);
        return event -> (state == null || event.standing().state().equals(state))
                && (wantedType == null || event.evt().equals(wantedType));
    }
}
