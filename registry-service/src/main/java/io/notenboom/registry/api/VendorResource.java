// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api;

import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.notenboom.kit.idempotency.Idempotent;
import io.notenboom.registry.issue.IssueOutcome;
import io.notenboom.registry.issue.VendorWriter;
import io.notenboom.registry.projection.NodeView;
import io.notenboom.registry.projection.RegistryView;
import io.notenboom.registry.projection.VendorView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the node's own vendor registers. Every call can be repeated: what is there already is answered with 200. */
@Path("/registry/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class VendorResource {

    /** Body of a vendor's registration. */
    public record VendorBody(
            @Nullable String vendor, @Nullable String name) {}

    private static final int MAX_NAME = 128;

    private final VendorWriter writer;
    private final RegistryView view;

    VendorResource(VendorWriter writer, RegistryView view) {
        this.writer = writer;
        this.view = view;
    }

    /** Registers the vendor and its node. */
    @POST
    @Path("/vendor")
    @RequiresScope("registry:write")
    @Idempotent
    @Audited("vendor.register")
    public Response register(@Nullable VendorBody given) {
        VendorBody body = Inputs.body(given);
        IssueOutcome outcome =
                writer.register(Inputs.oid(body.vendor(), "vendor"), Inputs.text(body.name(), "name", MAX_NAME));
        return IssueAnswers.of(
                outcome,
                issued -> new RegistryViews.VendorIssued(
                        issued.subject(),
                        issued.events().stream().map(RegistryViews.Event::of).toList()));
    }

    /** Vendors that this node knows, by OID. */
    @GET
    @Path("/vendors")
    @RequiresScope("registry:read")
    public RegistryViews.Vendors vendors(
            @QueryParam("contested") @Nullable Boolean contested,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Page<RegistryViews.Vendor> page = Page.of(
                        view.vendors().stream().filter(vendor -> contested == null || contested == vendor.contested()),
                        vendor -> vendor.vendor() + " " + vendor.stream().value(),
                        limit,
                        cursor)
                .map(RegistryViews.Vendor::of);
        return new RegistryViews.Vendors(page.items(), page.next());
    }

    /** One vendor: its registration, or the registrations of all streams that claim its OID. */
    @GET
    @Path("/vendors/{oid}")
    @RequiresScope("registry:read")
    public RegistryViews.VendorAnswer vendor(@PathParam("oid") String oid) {
        List<VendorView> found = view.vendor(Inputs.oid(oid, "the vendor"));
        if (found.isEmpty()) {
            throw Problems.notFound("no vendor with this OID is registered");
        }
        List<NodeView> nodes = view.nodes();
        return RegistryViews.VendorAnswer.of(found, nodes);
    }
}
