// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api;

import io.notenboom.kit.access.RequiresScope;
import io.notenboom.registry.issue.ContractWish;
import io.notenboom.registry.issue.EndpointWish;
import io.notenboom.registry.issue.IssueOutcome;
import io.notenboom.registry.issue.VendorWriter;
import io.notenboom.registry.projection.RegistryView;
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

    /** Body of a proposal. */
    public record ContractBody(
            @Nullable String careOrganisation,
            @Nullable String name,
            @Nullable String unit,
            @Nullable String province,
            @Nullable String city,
            @Nullable String country,
            @Nullable String kvk,
            @Nullable String start,
            @Nullable String end) {}

    /** Body of an endpoint's registration. */
    public record EndpointBody(
            @Nullable String careOrganisation,
            @Nullable String endpointId,
            @Nullable String endpointType,
            @Nullable String location,
            @Nullable String start,
            @Nullable String end) {}

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

    /** Issues the contract certificate and proposes the contract. */
    @POST
    @Path("/contracts")
    @RequiresScope("registry:write")
    public Response propose(@Nullable ContractBody given) {
        ContractBody body = Inputs.body(given);
        ContractWish wish = new ContractWish(
                Inputs.oid(body.careOrganisation(), "careOrganisation"),
                Inputs.text(body.name(), "name", MAX_NAME),
                Inputs.optionalText(body.unit(), "unit", MAX_NAME),
                Inputs.optionalText(body.city(), "city", MAX_NAME),
                Inputs.text(body.province(), "province", MAX_NAME),
                body.country() == null ? "NL" : Inputs.text(body.country(), "country", 2),
                Inputs.text(body.kvk(), "kvk", 8),
                Inputs.optionalTime(body.start(), "start"),
                Inputs.optionalTime(body.end(), "end"));
        return IssueAnswers.of(
                writer.propose(wish),
                issued -> new RegistryViews.ContractIssued(
                        issued.subject(), RegistryViews.Event.of(issued.events().getFirst())));
    }

    /** Approves a contract. */
    @POST
    @Path("/contracts/{id}/approval")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("registry:write")
    public Response approve(@PathParam("id") String id) {
        return IssueAnswers.of(
                writer.approve(Inputs.contractId(id)),
                issued -> new RegistryViews.ApprovalIssued(
                        RegistryViews.Event.of(issued.events().getFirst())));
    }

    /** Contracts that this node knows. */
    @GET
    @Path("/contracts")
    @RequiresScope("registry:read")
    public List<RegistryViews.Contract> contracts(
            @QueryParam("organisation") @Nullable String organisation, @QueryParam("state") @Nullable String state) {
        return view.contracts().stream()
                .map(RegistryViews.Contract::of)
                .filter(contract ->
                        organisation == null || contract.careOrganisation().equals(organisation))
                .filter(contract -> state == null || contract.state().equals(state))
                .toList();
    }

    /** Registers an endpoint, or a new version of it. */
    @POST
    @Path("/endpoints")
    @RequiresScope("registry:write")
    public Response endpoint(@Nullable EndpointBody given) {
        EndpointBody body = Inputs.body(given);
        EndpointWish wish = new EndpointWish(
                Inputs.oid(body.careOrganisation(), "careOrganisation"),
                body.endpointId() == null ? null : Inputs.urn(body.endpointId(), "endpointId"),
                Inputs.urn(body.endpointType(), "endpointType"),
                Inputs.text(body.location(), "location", 2_048),
                Inputs.optionalTime(body.start(), "start"),
                Inputs.optionalTime(body.end(), "end"));
        return IssueAnswers.of(
                writer.endpoint(wish),
                issued -> new RegistryViews.EndpointIssued(
                        issued.subject(), RegistryViews.Event.of(issued.events().getFirst())));
    }

    /** Vendors that this node knows. */
    @GET
    @Path("/vendors")
    @RequiresScope("registry:read")
    public List<RegistryViews.Vendor> vendors() {
        return view.vendors().stream().map(RegistryViews.Vendor::of).toList();
    }
}
