// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.notenboom.kit.idempotency.Idempotent;
import io.notenboom.registry.api.Inputs;
import io.notenboom.registry.api.IssueAnswers;
import io.notenboom.registry.api.Page;
import io.notenboom.registry.api.Problems;
import io.notenboom.registry.api.RegistryViews;
import io.notenboom.registry.contract.ContractWish;
import io.notenboom.registry.issue.VendorWriter;
import io.notenboom.registry.projection.ContractView;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Contracts with care organisations: issued by the own vendor, read of all vendors. */
@Path("/registry/v1/contracts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class ContractResource {

    private static final List<String> STATES = List.of("proposed", "upcoming", "approved", "ended");

    /** A contract; contested while another vendor has one with the same organisation. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Contract(
            String contractId,
            String state,
            String careOrganisation,
            String vendor,
            String name,
            String start,
            @Nullable String end,
            String certificate,
            boolean contested,
            String sid,
            String event) {}

    /** A page of contracts. */
    public record Contracts(
            List<Contract> contracts, @Nullable String next) {}

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

    private static final int MAX_NAME = 128;

    private final VendorWriter writer;
    private final RegistryView view;
    private final InstantSource clock;

    ContractResource(VendorWriter writer, RegistryView view, InstantSource clock) {
        this.writer = writer;
        this.view = view;
        this.clock = clock;
    }

    /** Issues the contract certificate and proposes the contract. */
    @POST
    @RequiresScope("registry:write")
    @Idempotent
    @Audited("contract.propose")
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
    @Path("/{id}/approval")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("registry:write")
    @Idempotent
    @Audited("contract.approve")
    public Response approve(@PathParam("id") String id) {
        return IssueAnswers.of(
                writer.approve(Inputs.contractId(id)),
                issued -> new RegistryViews.ApprovalIssued(
                        RegistryViews.Event.of(issued.events().getFirst())));
    }

    /** Contracts that this node knows, by care organisation. */
    @GET
    @RequiresScope("registry:read")
    public Contracts contracts(
            @QueryParam("organisation") @Nullable String organisation,
            @QueryParam("vendor") @Nullable String vendor,
            @QueryParam("state") @Nullable String state,
            @QueryParam("contested") @Nullable Boolean contested,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        if (state != null && !STATES.contains(state)) {
            throw Problems.invalid("state has to be one of " + String.join(", ", STATES));
        }
        String ofVendor = vendor == null ? null : Inputs.oid(vendor, "vendor");
        Instant now = clock.instant();
        Stream<ContractView> found = known(organisation)
                .filter(contract ->
                        ofVendor == null || contract.contract().vendor().equals(ofVendor))
                .filter(contract -> state == null || state(contract, now).equals(state))
                .filter(contract -> contested == null || contested == contested(contract, now));
        Page<Contract> page =
                Page.of(found, ContractResource::key, limit, cursor).map(contract -> shown(contract, now));
        return new Contracts(page.items(), page.next());
    }

    private Stream<ContractView> known(@Nullable String organisation) {
        return organisation == null
                ? view.contracts().stream()
                : view.contractsWith(Inputs.oid(organisation, "organisation")).stream();
    }

    private static String key(ContractView contract) {
        return String.join(
                " ",
                contract.contract().careOrganisation(),
                contract.stream().value(),
                contract.contract().contractId().toString());
    }

    private static String state(ContractView view, Instant now) {
        if (view.contract().endOrNull() != null && !view.contract().endOrNull().isAfter(now)) {
            return "ended";
        }
        if (!view.contract().approved()) {
            return "proposed";
        }
        return view.contract().start().isAfter(now) ? "upcoming" : "approved";
    }

    private boolean contested(ContractView contract, Instant now) {
        return contract.contract().approved()
                && contract.contract().holdsAt(now)
                && view.organisation(contract.contract().careOrganisation(), now).stream()
                        .anyMatch(organisation -> organisation.contested());
    }

    private Contract shown(ContractView contract, Instant now) {
        return new Contract(
                contract.contract().contractId().toString(),
                state(contract, now),
                contract.contract().careOrganisation(),
                contract.contract().vendor(),
                contract.name().name(),
                contract.contract().start().toString(),
                RegistryViews.text(contract.contract().endOrNull()),
                contract.contract().certificateThumbprint(),
                contested(contract, now),
                contract.stream().value(),
                contract.proposal().value());
    }

    /** One contract. */
    @GET
    @Path("/{id}")
    @RequiresScope("registry:read")
    public Contract contract(@PathParam("id") String id) {
        UUID contractId = Inputs.contractId(id);
        Instant now = clock.instant();
        return view.contracts().stream()
                .filter(contract -> contract.contract().contractId().equals(contractId))
                .findFirst()
                .map(contract -> shown(contract, now))
                .orElseThrow(() -> Problems.notFound("no contract with this id was proposed"));
    }
}
