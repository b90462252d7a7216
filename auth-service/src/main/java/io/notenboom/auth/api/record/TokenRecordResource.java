// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.api.Problems;
import io.notenboom.auth.store.file.TokenRecordLog;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.chainlog.LoggedRecord;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Which tokens were given and refused, to whom and on what ground (internal). It concerns every subject. */
@Path("/auth/v1/token-records")
@RunOnVirtualThread
public class TokenRecordResource {

    private static final int MAX_LIMIT = 500;
    private static final int USUAL_LIMIT = 100;

    private final TokenRecordLog log;
    private final Caller caller;

    /** Reads this log. */
    public TokenRecordResource(TokenRecordLog log, Caller caller) {
        this.log = log;
        this.caller = caller;
    }

    /** A page, oldest first; {@code next} is where the following one begins. */
    @GET
    @RequiresScope("auth:admin")
    public ObjectNode page(
            @QueryParam("from") @Nullable Long from,
            @QueryParam("since") @Nullable String since,
            @QueryParam("limit") @Nullable Integer limit) {
        caller.requireEverySubject();
        int most = limit == null ? USUAL_LIMIT : limit;
        if (most < 1 || most > MAX_LIMIT || (from != null && (since != null || from < 0))) {
            throw Problems.badRequest("limit is 1 to " + MAX_LIMIT + "; give from, at least 0, or since, not both");
        }
        OptionalLong begin = since == null ? OptionalLong.of(from == null ? 0 : from) : log.firstAtOrAfter(time(since));
        List<LoggedRecord> records = begin.isPresent() ? log.read(begin.getAsLong(), most) : List.of();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode array = answer.putArray("records");
        for (LoggedRecord logged : records) {
            ObjectNode record = array.addObject().put("sequence", logged.sequence());
            logged.record().properties().forEach(member -> record.set(member.getKey(), member.getValue()));
        }
        if (records.size() == most) {
            answer.put("next", records.getLast().sequence() + 1);
        }
        return answer;
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException notATime) {
            throw Problems.badRequest("since must be a time such as 2027-01-01T00:00:00Z");
        }
    }
}
