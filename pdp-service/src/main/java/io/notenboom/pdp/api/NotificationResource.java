// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.notenboom.pdp.transfer.Notifier;
import io.notenboom.pdp.transfer.Transfer;
import io.notenboom.pdp.transfer.TransferStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code /pdp/v1/notifications}: those that were given up, to be tried again or dropped by an operator. */
@Path("/pdp/v1/notifications")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class NotificationResource {

    private final TransferStore store;
    private final Notifier notifier;
    private final Caller caller;

    /** Over the transfers whose notifications they are. */
    public NotificationResource(TransferStore store, Notifier notifier, Caller caller) {
        this.store = store;
        this.notifier = notifier;
        this.caller = caller;
    }

    /** Notifications that were given up, or with {@code state=pending} that wait; oldest first, in pages. */
    @GET
    @RequiresScope("pdp:read")
    public ObjectNode list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable Integer limit) {
        Page page = Page.of(after, limit);
        List<Transfer> all =
                switch (state == null ? "given-up" : state) {
                    case "given-up" -> store.undelivered();
                    case "pending" -> store.unsettled();
                    default -> throw Problems.badRequest("state is given-up or pending.");
                };
        List<Transfer> found = all.stream()
                .filter(transfer -> transfer.phase() == Transfer.Phase.RUNNING)
                .filter(transfer -> caller.mayActFor(transfer.origin().subject()))
                .filter(transfer ->
                        page.after().map(id -> transfer.id().compareTo(id) > 0).orElse(true))
                .sorted(Comparator.comparing(Transfer::id))
                .limit(page.limit() + 1L)
                .toList();
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
        Transfer transfer = store.find(id)
                .filter(found -> caller.mayActFor(found.origin().subject()))
                .orElseThrow(() -> Problems.notFound("No such transfer."));
        return act.apply(transfer).map(TransferViews::notification).orElseThrow(() -> Problems.conflict(otherwise));
    }
}
