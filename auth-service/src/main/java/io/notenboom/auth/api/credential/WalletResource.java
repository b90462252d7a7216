// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.credential;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.api.Problems;
import io.notenboom.auth.wallet.ExpiringCredential;
import io.notenboom.auth.wallet.Wallets;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;

/** What an operator wants to know about wallets (internal). */
@Path("/auth/v1/wallet")
@RunOnVirtualThread
public class WalletResource {

    private static final Duration LONGEST = Duration.ofDays(3_650);
    private static final int MAX = 1_000;

    private final Wallets wallets;
    private final Caller caller;
    private final InstantSource clock;

    /** Asks these wallets. */
    public WalletResource(Wallets wallets, Caller caller, InstantSource clock) {
        this.wallets = wallets;
        this.caller = caller;
        this.clock = clock;
    }

    /** Credentials that end within a time, or have ended, the first first; {@code more} tells whether there are others. */
    @GET
    @Path("/expiring")
    @RequiresScope("vcr:read")
    public ObjectNode expiring(
            @QueryParam("within") @DefaultValue("P30D") String within,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        if (limit < 1 || limit > MAX) {
            throw Problems.badRequest("limit must be 1 to " + MAX);
        }
        List<ExpiringCredential> expiring =
                wallets.expiring(duration(within), subject -> caller.mayActFor(subject.value()));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode credentials = answer.putArray("credentials");
        expiring.stream().limit(limit).forEach(found -> describe(credentials.addObject(), found));
        return answer.put("more", expiring.size() > limit);
    }

    private void describe(ObjectNode target, ExpiringCredential found) {
        target.put("subject", found.subject().value())
                .put("id", found.credential().content().id())
                .put("type", found.credential().content().specificType().orElse(""))
                .put("issuer", found.credential().content().issuer().value())
                .put("expirationDate", found.expiresAt().toString())
                .put("expired", !found.expiresAt().isAfter(clock.instant()));
    }

    private static Duration duration(String text) {
        try {
            Duration duration = Duration.parse(text);
            if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException | ArithmeticException malformed) {
            throw Problems.badRequest("within must be an ISO 8601 duration such as P30D or PT12H");
        }
        throw Problems.badRequest("within must be between PT0S and P3650D");
    }
}
