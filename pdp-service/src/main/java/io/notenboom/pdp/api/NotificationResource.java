// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.notenboom.pdp.transfer.Notifier;
import io.notenboom.pdp.transfer.Transfer;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code /pdp/v1/notifications}: those that were given up, to be tried again or dropped by an operator. */
@Path("/pdp/v1/notifications")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class NotificationResource {

    private final CallersTransfers transfers;
    private final Notifier notifier;

    /** Over the transfers whose notifications they are. */
    public NotificationResource(CallersTransfers transfers, Notifier notifier) {
        this.transfers = transfers;
        this.notifier = notifier;
    }

    /** Notifications that were given up, or with {@code state=pending} that wait; oldest first, in pages. */
    @GET
    @RequiresScope("pdp:read")
    public ObjectNode list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable Integer limit) {
        Page page = Page.of(after, limit);
        boolean givenUp =
                switch (state == null ? "given-up" : state) {
                    case "given-up" -> true;
                    case "pending" -> false;
                    default -> throw Problems.badRequest("state is given-up or pending.");
                };
        List<Transfer> found = transfers.notifications(givenUp, page);
        return page.answer("notifications", found, TransferViews::notification, Transfer::id);
    }

    /** Tries again, from the first attempt on. */
    @POST
    @Path("/{transfer}/retry")
    @Audited("notification.retry")
    @RequiresScope("pdp:write")
    public ObjectNode retry(@PathParam("transfer") String id) {
        return changed(id, notifier::retry, "The receiver cannot be notified, or the transfer changed meanwhile.");
    }

    /** Gives up for good. */
    @POST
    @Path("/{transfer}/drop")
    @Audited("notification.drop")
    @RequiresScope("pdp:write")
    public ObjectNode drop(@PathParam("transfer") String id) {
        return changed(id, notifier::drop, "Nothing waits or was given up, or the transfer changed meanwhile.");
    }

    private ObjectNode changed(String id, Function<Transfer, Optional<Transfer>> act, String otherwise) {
        return act.apply(transfers.sent(id))
                .map(TransferViews::notification)
                .orElseThrow(() -> Problems.conflict(otherwise));
    }
}
